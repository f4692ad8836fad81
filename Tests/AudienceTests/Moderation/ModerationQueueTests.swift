import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct ModerationQueueTests {
    @Test(arguments: TestEngine.allCases)
    func aCommentComesWithItsSurroundings(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let first = try await ground.add("First", at: 1, state: .shown, handle: "ann")
            try await ground.add("Hidden", at: 2, state: .removed, handle: "bob")
            let own = try await ground.add("Own", at: 3, handle: "bob", risk: 0.4, answering: first)
            let last = try await ground.add("Last", at: 4, state: .shown, handle: "cas")
            let found = try #require(try await ground.queue.comment(own))
            #expect(found.answered?.id == first && found.before?.id == first && found.after?.id == last)
            #expect(found.findings.map(\.detail) == ["It has links."])
            #expect(found.author.counts == [.held: 1, .removed: 1])
            #expect(found.author.latest.map(\.text) == ["Own", "Hidden"])
            #expect(found.risk == 40 && found.since == Timestamp(milliseconds: 3000))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func itIsFilteredAndSearched(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let elsewhere = ArticleID(at: Timestamp(milliseconds: 2))
            let one = try await ground.add("Buy 100% PILLS", at: 1, handle: "ann")
            let two = try await ground.add("Quite another", at: 2, handle: "bob", under: elsewhere)
            let gone = try await ground.add("Gone pills", at: 3, state: .removed, handle: "bob")
            #expect(try await ground.waiting(QueueFilter(article: elsewhere)) == [two])
            #expect(try await ground.waiting(QueueFilter(handle: "ann")) == [one])
            #expect(try await ground.waiting(QueueFilter(text: "100% pills")) == [one])
            #expect(try await ground.waiting(QueueFilter(text: "1__%")) == [])
            #expect(try await ground.waiting(QueueFilter(show: .removed)) == [gone])
            #expect(try await ground.waiting(QueueFilter(show: .all, text: "pills")) == [gone, one])
            #expect(try await ground.waiting(QueueFilter(show: .all, handle: "bob")) == [gone, two])
        }
    }

    @Test(arguments: TestEngine.allCases, [QueueFilter.Show.waiting, .all])
    func pagesMissNothingAndRepeatNothing(engine: TestEngine, show: QueueFilter.Show) async throws {
        try await ModerationGround.with(engine) { ground in
            for second in Int64(0)..<23 { try await ground.add(at: second / 3, risk: Double(second % 4) / 4) }
            let all = try await ground.waiting(QueueFilter(show: show))
            var found: [Audience.Comment.ID] = []
            var position: QueuePosition?
            repeat {
                let page = try await ground.queue.page(QueueFilter(show: show), after: position, limit: 5)
                found += page.comments.map(\.comment.id)
                position = page.next.flatMap { QueuePosition($0.description) }
            } while position != nil
            #expect(found == all && found.count == 23)
        }
    }

    /// The first page of a long queue reads a page, and not the queue.
    @Test(arguments: TestEngine.allCases)
    func aLongQueueOpensQuickly(engine: TestEngine) async throws {
        try await ModerationGround.with(engine) { ground in
            let article = ground.article
            try await ground.database.write { connection in
                var comments: [[Value]] = []
                var findings: [[Value]] = []
                for number in 0..<10_000 {
                    let posted = Timestamp(milliseconds: Int64(number) * 1000)
                    let id = Audience.Comment.ID(at: posted)
                    comments.append([
                        id.databaseValue, article.databaseValue, .text("anon\(number % 700)"), posted.databaseValue,
                        .text("Text \(number)"), .text("held"),
                    ])
                    findings.append([
                        id.databaseValue, .integer(0), .text("links"), .text("Links."), .real(Double(number % 97) / 97),
                    ])
                }
                try connection.insert(
                    comments, by: Insertion(into: "comment", ["id", "article", "handle", "posted", "text", "state"]))
                try connection.insert(
                    findings,
                    by: Insertion(into: "comment_finding", ["comment", "place", "rule", "detail", "risk"]))
                if connection.dialect == .postgres {
                    try connection.execute("ANALYZE comment, comment_finding, moderation_queue")
                }
            }
            let page = try await ground.queue.page(QueueFilter(), limit: 50)
            #expect(page.comments.count == 50 && page.comments.first?.risk == 99)
            let statement = ModerationQueue.statement(QueueFilter(), after: nil, limit: 51)
            let plan = try await ground.database.read { connection in
                let explain: SQL =
                    connection.dialect == .sqlite ? "EXPLAIN QUERY PLAN \(statement)" : "EXPLAIN \(statement)"
                return try connection.rows(explain).map { "\($0.values)" }.joined(separator: "\n")
            }
            #expect(plan.contains("moderation_queue_in_order"), "\(plan)")
            #expect(!plan.lowercased().contains("sort") && !plan.contains("TEMP B-TREE"), "\(plan)")
        }
    }
}
