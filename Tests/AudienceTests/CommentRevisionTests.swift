import Audience
import Database
import Kernel
import Secrets
import TestSupport
import Testing

@Suite struct CommentRevisionTests {
    private struct Scene {
        let database: any Database
        let clock = SettableClock(CommentFixtures.start)
        let writer: CommentWriter
        let owner: Handle
        let comment: Audience.Comment.ID

        init(_ database: any Database, state: Audience.Comment.State = .shown) async throws {
            self.database = database
            writer = CommentWriter(database: database)
            let key = Secret()
            comment = try await writer.write(CommentFixtures.draft("First words.", state: state, key: key)).id
            owner = try #require(try await HandleStore(database: database, clock: clock).handle(byKey: key))
        }

        var revision: CommentRevision { CommentRevision(database: database, clock: clock) }

        var kept: Audience.Comment? {
            get async throws { try await CommentStore(database: database).comment(comment) }
        }

        func edit(_ text: String, state: Audience.Comment.State = .shown) async throws {
            try await revision.edit(comment, of: owner.id, text: text, state: state, findings: [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aTextCanBeChangedForTenMinutes(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            scene.clock.advance(by: .seconds(599))
            try await scene.edit("Better words.")
            let kept = try #require(try await scene.kept)
            #expect(kept.text == "Better words.")
            #expect(kept.edited == scene.clock.now())
            scene.clock.advance(by: .seconds(1))
            let problem = await #expect(throws: Problem.self) { try await scene.edit("Too late.") }
            #expect(problem?.slug == "edit-late")
            #expect(try await scene.kept?.text == "Better words.")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aTextCannotBeChangedOnceSomebodyHasAnswered(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            _ = try await scene.writer.write(CommentFixtures.draft(answering: scene.comment))
            let problem = await #expect(throws: Problem.self) { try await scene.edit("Other words.") }
            #expect(problem?.slug == "edit-answered")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anEditThatIsHeldTakesTheCommentAway(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            try await scene.edit("Buy now.", state: .held)
            #expect(try await scene.kept?.state == .held)
            // Another text doesn’t bring it back: a moderator decides.
            try await scene.edit("Sorry.", state: .shown)
            #expect(try await scene.kept?.state == .held)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nothingOfADeletedCommentIsLeftButItsPlace(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            _ = try await scene.writer.write(CommentFixtures.draft(answering: scene.comment))
            scene.clock.advance(by: .seconds(86_400))
            try await scene.revision.delete(scene.comment, of: scene.owner.id)
            let kept = try #require(try await scene.kept)
            #expect(kept.state == .deleted)
            #expect(kept.owner == nil)
            #expect(!kept.text.contains("words"))
            #expect(kept.handle != scene.owner.name)
            let page = try await DiscussionOutlines(database: database).page(1, by: 50, of: CommentFixtures.article)
            #expect(page.entries.map(\.state) == [.deleted, .shown])
            #expect(page.shownCount == 1)
            await #expect(throws: Problem.self) { try await scene.revision.delete(scene.comment, of: scene.owner.id) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatNobodySawLeavesNothing(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database, state: .held)
            try await database.write { connection in
                let trainer = ExampleTrainer(clock: scene.clock)
                try trainer.learn(scene.comment, text: "First words.", isSpam: true, in: connection)
            }
            try await scene.revision.delete(scene.comment, of: scene.owner.id)
            #expect(try await scene.kept == nil)
            // The screen learns nothing from it any more either.
            let examples = try await database.read { connection in
                try connection.value(Int.self, "SELECT count(*) FROM screening_example")
            }
            #expect(examples == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nobodyChangesWhatIsNotTheirs(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let scene = try await Scene(database)
            let other = Handle.ID(at: CommentFixtures.start)
            await #expect(throws: Problem.self) {
                try await scene.revision.edit(scene.comment, of: other, text: "Mine.", state: .shown, findings: [])
            }
            await #expect(throws: Problem.self) { try await scene.revision.delete(scene.comment, of: other) }
            #expect(try await scene.kept?.text == "First words.")
        }
    }
}
