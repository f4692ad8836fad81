import Audience
import Database
import Kernel
import Secrets
import TestSupport
import Testing

@Suite struct ReplyNoticesTests {
    private struct Scene {
        let database: any Database
        let clock = SettableClock(CommentFixtures.start)
        let writer: CommentWriter
        let door: HandleDoor
        let notices: ReplyNotices
        let ann: Handle
        let comment: Audience.Comment.ID

        init(_ database: any Database) async throws {
            self.database = database
            let key = try #require(AudienceKey(AudienceKey.random()))
            writer = CommentWriter(database: database)
            door = HandleDoor(database: database, key: key, clock: clock)
            notices = ReplyNotices(database: database, key: key)
            let secret = Secret()
            comment = try await writer.write(CommentFixtures.draft(by: .new(HandleName("Ann")), key: secret)).id
            ann = try #require(try await HandleStore(database: database, clock: clock).handle(byKey: secret))
            let address = try #require(EmailAddress("ann@site.example"))
            _ = try await door.follow(door.keep(ann.id, at: address, notifies: true, from: nil))
        }

        func answer(by author: CommentDraft.Author = .anonymous, state: Audience.Comment.State = .shown) async throws
            -> Audience.Comment.ID
        {
            try await writer.write(
                CommentFixtures.draft(by: author, answering: comment, at: clock.now(), state: state)
            ).id
        }

        func claimed() async throws -> [ReplyNotice] {
            _ = try await notices.collect(after: nil, at: clock.now())
            var all: [ReplyNotice] = []
            while let notice = try await notices.claim(at: clock.now()) { all.append(notice) }
            return all
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anAnswerIsToldOnce(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            let answer = try await scene.answer()
            let first = try await scene.claimed()
            #expect(first.map(\.comment.id) == [answer])
            #expect(first.first?.address.text == "ann@site.example")
            for notice in first { try await scene.notices.settle(notice.id, .sent, at: scene.clock.now()) }
            #expect(try await scene.claimed().isEmpty)
            #expect(try await scene.notices.counts() == ["sent": 1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nobodyIsToldWhatTheyDidNotAskFor(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            // One’s own answer, one that waits for a moderator, and one that nobody wants to hear of any more.
            _ = try await scene.answer(by: .known(scene.ann))
            _ = try await scene.answer(state: .held)
            #expect(try await scene.claimed().isEmpty)
            _ = try await scene.answer()
            _ = try await scene.notices.collect(after: nil, at: scene.clock.now())
            try await scene.door.setNotifies(false, scene.ann.id)
            #expect(try await scene.claimed().isEmpty)
            #expect(try await scene.notices.counts() == ["given-up": 1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatWasUnderWayAtACrashIsNotSentAgain(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            _ = try await scene.answer()
            #expect(try await scene.claimed().count == 1)
            // The server is killed here, and nobody says what became of it.
            scene.clock.advance(by: .seconds(3600))
            #expect(try await scene.claimed().isEmpty)
            #expect(try await scene.notices.counts() == ["unknown": 1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsRefusedForNowIsTriedAgainAndThenGivenUp(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            _ = try await scene.answer()
            var tries = 0
            for _ in 0..<10 {
                for notice in try await scene.claimed() {
                    tries += 1
                    try await scene.notices.settle(notice.id, .later, at: scene.clock.now())
                }
                scene.clock.advance(by: .seconds(30_000))
            }
            #expect(tries == 6)
            #expect(try await scene.notices.counts() == ["given-up": 1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nobodyGetsMoreThanSoManyADay(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            for _ in 0..<15 { _ = try await scene.answer() }
            #expect(try await scene.claimed().count == ReplyNotices.mostADay)
        }
    }
}
