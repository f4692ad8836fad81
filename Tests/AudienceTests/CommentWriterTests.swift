import Audience
import Database
import Kernel
import Secrets
import TestSupport
import Testing

@Suite struct CommentWriterTests {
    @Test(arguments: TestEngine.allCases)
    func whoeverChoosesNoNameGetsTheNextOne(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let writer = CommentWriter(database: database)
            var names: [String] = []
            for _ in 0..<3 {
                guard case .written(_, let name, .shown, true) = try await writer.write(CommentFixtures.draft()) else {
                    Issue.record("It was not written.")
                    return
                }
                names.append(name)
            }
            #expect(names == ["anon1", "anon2", "anon3"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsSentAtOnceIsAllWrittenOnce(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let writer = CommentWriter(database: database)
            let receipts = try await withThrowingTaskGroup(of: CommentReceipt.self) { group in
                for number in 0..<400 {
                    group.addTask { try await writer.write(CommentFixtures.draft("Number \(number)")) }
                }
                return try await group.reduce(into: [CommentReceipt]()) { $0.append($1) }
            }
            #expect(Set(receipts.map(\.id)).count == 400)
            let page = try await DiscussionOutlines(database: database).page(1, by: 1000, of: CommentFixtures.article)
            #expect(Set(page.entries.map(\.id)) == Set(receipts.map(\.id)))
            let comments = try await CommentStore(database: database).comments(page.entries.map(\.id))
            #expect(Set(comments.values.map(\.text)).count == 400)
            #expect(Set(comments.values.map(\.handle)).count == 400)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theSameFormPostsOnce(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let writer = CommentWriter(database: database)
            let first = try await writer.write(CommentFixtures.draft(nonce: "form"))
            let again = try await writer.write(CommentFixtures.draft(nonce: "form"))
            #expect(again == .repeated(first.id))
            async let one = writer.write(CommentFixtures.draft(nonce: "double"))
            async let other = writer.write(CommentFixtures.draft(nonce: "double"))
            let ids = try await [one.id, other.id]
            #expect(ids[0] == ids[1])
            // Long afterwards the same words are another comment.
            let later = CommentFixtures.start.advanced(by: .seconds(601))
            let third = try await writer.write(CommentFixtures.draft(at: later, nonce: "form"))
            #expect(third.id != first.id)
            #expect(try await DiscussionOutlines(database: database).shownCount(of: CommentFixtures.article) == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aNameBelongsToWhoeverUsedItFirst(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let writer = CommentWriter(database: database)
            let clock = SettableClock(CommentFixtures.start)
            let key = Secret()
            _ = try await writer.write(CommentFixtures.draft(by: .new(HandleName("Ann Lee")), key: key))
            for name in ["Ann Lee", "ann-lee", "Ánn Lée", "Аnn Lee"] {
                let thief = try CommentFixtures.draft(by: .new(HandleName(name)))
                let problem = await #expect(throws: Problem.self) { try await writer.write(thief) }
                #expect(problem?.slug == "handle-taken")
            }
            let store = HandleStore(database: database, clock: clock)
            let handle = try #require(try await store.handle(byKey: key))
            #expect(handle.name == "Ann Lee")
            #expect(try await store.wasShown(handle.id))
            let receipt = try await writer.write(CommentFixtures.draft(by: .known(handle)))
            #expect(receipt == .written(receipt.id, handle: "Ann Lee", state: .shown, isNewHandle: false))
            clock.advance(by: HandleStore.keyLifetime)
            #expect(try await store.handle(byKey: key) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func twoWhoWantTheSameNameAtOnceAreTwo(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            // Two nodes of one site.
            let writers = [CommentWriter(database: database), CommentWriter(database: database)]
            let name = try HandleName("Ann")
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        (try? await writers[number % 2].write(CommentFixtures.draft(by: .new(name)))) != nil
                    }
                }
                return await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(outcomes.filter(\.self).count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func oneThatIsRefusedTakesNoOtherWithIt(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let writer = CommentWriter(database: database)
            let nobody = Audience.Comment.ID(high: 1, low: 1)
            let wrong = Task { try await writer.write(CommentFixtures.draft(answering: nobody)) }
            let right = Task { try await writer.write(CommentFixtures.draft("Still there.")) }
            await #expect(throws: Problem.self) { try await wrong.value }
            let id = try await right.value.id
            #expect(try await CommentStore(database: database).comment(id)?.text == "Still there.")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsHeldIsWrittenWithItsFindingsAndNotShown(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let writer = CommentWriter(database: database)
            let finding = Finding(rule: .links, detail: "It has 9 links.", risk: 0.9)
            let receipt = try await writer.write(CommentFixtures.draft(state: .held, findings: [finding]))
            let outlines = DiscussionOutlines(database: database)
            #expect(try await outlines.page(1, by: 50, of: CommentFixtures.article).entries.isEmpty)
            #expect(try await outlines.position(of: receipt.id, in: CommentFixtures.article) == nil)
            let rows = try await database.read { try $0.all(Finding.self, "SELECT * FROM comment_finding") }
            #expect(rows == [finding])
            let answer = CommentFixtures.draft(answering: receipt.id)
            await #expect(throws: Problem.self) { try await writer.write(answer) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nothingIsWrittenUnderAClosedDiscussion(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let writer = CommentWriter(database: database)
            let late = CommentFixtures.draft(isPastClosing: true)
            await #expect(throws: Problem.self) { try await writer.write(late) }
            let article = CommentFixtures.article
            try await database.write { connection in
                try connection.execute("INSERT INTO discussion (article, opened) VALUES (\(article), 1)")
            }
            _ = try await writer.write(late)
            try await database.write { connection in
                try connection.execute("UPDATE discussion SET closed = 1 WHERE article = \(article)")
            }
            await #expect(throws: Problem.self) { try await writer.write(CommentFixtures.draft()) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anOutlineFollowsWhatOthersWrite(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let writer = CommentWriter(database: database)
            let outlines = DiscussionOutlines(database: database)
            #expect(try await outlines.shownCount(of: CommentFixtures.article) == 0)
            let receipt = try await writer.write(CommentFixtures.draft())
            #expect(try await outlines.shownCount(of: CommentFixtures.article) == 0)
            #expect(try await outlines.position(of: receipt.id, in: CommentFixtures.article) == 0)
            #expect(try await outlines.shownCount(of: CommentFixtures.article) == 1)
            _ = try await writer.write(CommentFixtures.draft(answering: receipt.id))
            outlines.markStale([CommentFixtures.article])
            #expect(try await outlines.page(1, by: 50, of: CommentFixtures.article).entries.map(\.depth) == [0, 1])
        }
    }
}
