import Audience
import Database
import Kernel
import Secrets
import TestSupport
import Testing

@Suite struct HandleDoorTests {
    private struct Scene {
        let database: any Database
        let clock = SettableClock(CommentFixtures.start)
        let key: AudienceKey
        let door: HandleDoor
        let handles: HandleStore
        let ann: Handle
        let address: EmailAddress

        init(_ database: any Database) async throws {
            self.database = database
            key = try #require(AudienceKey(AudienceKey.random()))
            door = HandleDoor(database: database, key: key, clock: clock)
            handles = HandleStore(database: database, clock: clock)
            address = try #require(EmailAddress("ann@site.example"))
            let secret = Secret()
            _ = try await CommentWriter(database: database).write(
                CommentFixtures.draft(by: .new(HandleName("Ann")), key: secret))
            ann = try #require(try await handles.handle(byKey: secret))
        }

        func keep(notifies: Bool = false) async throws -> Secret? {
            try await door.follow(try await door.keep(ann.id, at: address, notifies: notifies, from: nil))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aNameIsKeptAndOpensOnAnotherDevice(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            #expect(try await scene.door.enter(scene.address, from: nil) == nil)
            let secret = try await scene.door.keep(scene.ann.id, at: scene.address, notifies: true, from: nil)
            #expect(try await scene.door.link(secret)?.purpose == .notify)
            #expect(try await scene.door.address(of: scene.ann.id) == nil)
            let key = try #require(try await scene.door.follow(secret))
            let kept = try #require(try await scene.handles.handle(byKey: key))
            #expect(kept.kept == scene.clock.now())
            #expect(kept.notifies)
            #expect(try await scene.door.address(of: scene.ann.id) == scene.address)
            // The link works once.
            #expect(try await scene.door.link(secret) == nil)
            #expect(try await scene.door.follow(secret) == nil)
            let upper = try #require(EmailAddress("ANN@SITE.EXAMPLE"))
            let (enter, handle) = try #require(try await scene.door.enter(upper, from: nil))
            #expect(handle.id == scene.ann.id)
            let other = try #require(try await scene.door.follow(enter))
            #expect(try await scene.handles.handle(byKey: other)?.id == scene.ann.id)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aCopyOfTheTablesTellsNoAddress(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            _ = try await scene.keep()
            let sealed = try await database.read { connection in
                try connection.value([UInt8].self, "SELECT sealed_address FROM handle WHERE kept IS NOT NULL") ?? []
            }
            #expect(!sealed.isEmpty)
            #expect(!String(decoding: sealed, as: UTF8.self).contains("ann"))
            let stranger = try #require(AudienceKey(AudienceKey.random()))
            let door = HandleDoor(database: database, key: stranger, clock: scene.clock)
            #expect(try await door.address(of: scene.ann.id) == nil)
            #expect(try await door.enter(scene.address, from: nil) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aLinkIsWorthNothingAfterAnHour(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            let secret = try await scene.door.keep(scene.ann.id, at: scene.address, notifies: false, from: nil)
            scene.clock.advance(by: HandleDoor.linkLifetime)
            #expect(try await scene.door.link(secret) == nil)
            #expect(try await scene.door.follow(secret) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anAddressKeepsOneName(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            _ = try await scene.keep()
            let secret = Secret()
            _ = try await CommentWriter(database: database).write(CommentFixtures.draft(key: secret))
            let other = try #require(try await scene.handles.handle(byKey: secret))
            let link = try await scene.door.keep(other.id, at: scene.address, notifies: false, from: nil)
            let problem = await #expect(throws: Problem.self) { try await scene.door.follow(link) }
            #expect(problem?.kind == .conflict)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nobodyIsSentLinkAfterLink(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            // Whoever asks for one address from many networks.
            for number in 0..<5 {
                _ = try await scene.door.enter(scene.address, from: AddressPrefix("192.0.\(number).1"))
            }
            let tagged = try #require(EmailAddress("ann+more@site.example"))
            for address in [scene.address, tagged] {
                let problem = await #expect(throws: Problem.self) {
                    try await scene.door.enter(address, from: AddressPrefix("198.51.100.1"))
                }
                #expect(problem?.kind == .limited)
            }
            // Whoever asks from one network for many addresses.
            for number in 0..<20 {
                let address = try #require(EmailAddress("a\(number)@other.example"))
                _ = try await scene.door.enter(address, from: AddressPrefix("203.0.113.1"))
            }
            let last = try #require(EmailAddress("b@other.example"))
            await #expect(throws: Problem.self) {
                try await scene.door.enter(last, from: AddressPrefix("203.0.113.99"))
            }
        }
    }

    @Test func onlyTheMailCanStopTheMails() throws {
        let key = try #require(AudienceKey(AudienceKey.random()))
        let other = try #require(AudienceKey(AudienceKey.random()))
        let id = Handle.ID(at: CommentFixtures.start)
        let token = NoticeToken(id, key: key)
        #expect(NoticeToken(shown: token.text, key: key)?.handle == id)
        #expect(NoticeToken(shown: token.text, key: other) == nil)
        for text in ["", ".", "\(id)", "\(id).", token.text + "a", "\(Handle.ID(at: CommentFixtures.start)).x"] {
            #expect(NoticeToken(shown: text, key: key) == nil)
        }
    }
}
