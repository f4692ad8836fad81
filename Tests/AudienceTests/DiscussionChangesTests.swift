import Audience
import Database
import Kernel
import TestSupport
import Testing

@Suite struct DiscussionChangesTests {
    private let other = ArticleID(high: 8, low: 8)

    @Test(arguments: TestEngine.allCases)
    func whatChangedElsewhereIsTold(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let now = CommentFixtures.start
            let writer = CommentWriter(database: database)
            _ = try await writer.write(CommentFixtures.draft())
            let changes = DiscussionChanges(database: database)
            #expect(try await changes.next(at: now).isEmpty)
            #expect(try await changes.next(at: now).isEmpty)
            _ = try await writer.write(CommentFixtures.draft(under: other))
            #expect(try await changes.next(at: now) == [other])
            #expect(try await changes.next(at: now).isEmpty)
            let article = CommentFixtures.article
            try await database.write { connection in
                try connection.execute("INSERT INTO discussion (article, closed) VALUES (\(article), \(now))")
            }
            #expect(try await changes.next(at: now) == [article])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func countsFollowWhatIsCalledStale(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let writer = CommentWriter(database: database)
            let outlines = DiscussionOutlines(database: database)
            let article = CommentFixtures.article
            #expect(try await outlines.shownCounts(of: [article, other]) == [article: 0, other: 0])
            _ = try await writer.write(CommentFixtures.draft())
            _ = try await writer.write(CommentFixtures.draft(state: .held))
            #expect(try await outlines.shownCounts(of: [article]) == [article: 0])
            outlines.markStale([article])
            #expect(try await outlines.shownCounts(of: [article, other]) == [article: 1, other: 0])
        }
    }
}
