import Audience
import Database
import Kernel
import Secrets
import TestSupport
import Testing

@Suite struct HandlePrivacyTests {
    private struct Scene {
        let database: any Database
        let clock = SettableClock(CommentFixtures.start)
        let ann: Handle
        let own: Audience.Comment.ID
        let others: Audience.Comment.ID
        let privacy: HandlePrivacy

        init(_ database: any Database) async throws {
            self.database = database
            let writer = CommentWriter(database: database)
            let secret = Secret()
            own = try await writer.write(
                CommentFixtures.draft("Private words.", by: .new(HandleName("Ann")), key: secret)
            ).id
            ann = try #require(try await HandleStore(database: database, clock: clock).handle(byKey: secret))
            others = try await writer.write(CommentFixtures.draft("Others’ words.", answering: own)).id
            try await CommentVotes(database: database, clock: clock).set(
                true, by: Voter(ann.id), of: ann.id, on: others)
            try await CommentFlags(database: database, clock: clock).add(
                .other, note: "A note.", by: Voter(ann.id), on: others)
            let key = try #require(AudienceKey(AudienceKey.random()))
            let door = HandleDoor(database: database, key: key, clock: clock)
            let address = try #require(EmailAddress("ann@site.example"))
            _ = try await door.follow(door.keep(ann.id, at: address, notifies: true, from: nil))
            privacy = HandlePrivacy(database: database, key: key, clock: clock)
        }

        func count(_ table: SQL) async throws -> Int {
            try await database.read { try $0.value(Int.self, "SELECT count(*) FROM \(table)") ?? -1 }
        }

        func comment(_ id: Audience.Comment.ID) async throws -> Audience.Comment? {
            try await CommentStore(database: database).comment(id)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func everythingIsHandedOut(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            let held = try await CommentWriter(database: database).write(
                CommentFixtures.draft(
                    "Held.", by: .known(scene.ann), at: scene.clock.now().advanced(by: .seconds(1)), state: .held)
            ).id
            try await AppealStore(database: database).appeal(
                against: held, owner: scene.ann.id, text: "It is true.", at: scene.clock.now())
            let record = try #require(try await scene.privacy.record(of: scene.ann.id))
            #expect(record.address?.text == "ann@site.example")
            #expect(record.comments.map(\.text) == ["Private words.", "Held."])
            #expect(record.appeals.mapValues(\.text) == [held: "It is true."])
            #expect(record.recommended == [scene.others])
            #expect(record.reported.map(\.note) == ["A note."])
        }
    }

    @Test(arguments: TestEngine.allCases, HandlePrivacy.Leaving.allCases)
    func nothingIsLeftOfWhoeverLeaves(engine: TestEngine, leaving: HandlePrivacy.Leaving) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            #expect(try await scene.comment(scene.others)?.votes == 1)
            #expect(try await scene.privacy.erase(scene.ann.id, leaving) == [CommentFixtures.article])
            #expect(try await scene.privacy.record(of: scene.ann.id) == nil)
            #expect(try await scene.count("handle WHERE name = 'Ann'") == 0)
            for table: SQL in ["handle_link", "comment_vote", "comment_flag", "reply_notice"] {
                #expect(try await scene.count(table) == 0)
            }
            // The key of the other one stays.
            #expect(try await scene.count("handle_key") == 1)
            let own = try #require(try await scene.comment(scene.own))
            #expect(own.handle != "Ann")
            #expect(own.owner == nil)
            #expect((own.text == "Private words.") == (leaving == .names))
            let others = try #require(try await scene.comment(scene.others))
            #expect(others.votes == 0)
            #expect(others.text == "Others’ words.")
        }
    }
}
