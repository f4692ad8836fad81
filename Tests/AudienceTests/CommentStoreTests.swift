import Audience
import Database
import Kernel
import TestSupport
import Testing

@Suite struct CommentStoreTests {
    private let article = CommentFixtures.article

    private func comment(
        _ text: String, at second: Int64, under article: ArticleID? = nil, answering parent: Audience.Comment? = nil,
        handle: String = "anon1"
    ) -> Audience.Comment {
        let posted = Timestamp(milliseconds: second * 1000)
        return Audience.Comment(
            id: Audience.Comment.ID(at: posted), article: article ?? self.article, parent: parent?.id, handle: handle,
            posted: posted, text: text)
    }

    @Test(arguments: TestEngine.allCases)
    func answersFollowWhatTheyAnswer(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let store = CommentStore(database: database)
            let first = comment("first", at: 1)
            let second = comment("second", at: 2)
            let answer = comment("answer", at: 3, answering: first)
            let deeper = comment("deeper", at: 4, answering: answer)
            for comment in [first, second, answer, deeper] { try await store.add(comment) }
            let page = try await DiscussionOutlines(database: database).page(1, by: 50, of: article)
            #expect(page.entries.map(\.id) == [first, answer, deeper, second].map(\.id))
            #expect(page.entries.map(\.depth) == [0, 1, 2, 0])
            #expect(page.shownCount == 4)
            let read = try await store.comments(page.entries.map(\.id))
            #expect(read[answer.id] == answer)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aDiscussionHoldsItsOwnArticleOnly(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let other = ArticleID(at: Timestamp(milliseconds: 2))
            try await CommentStore(database: database).add(comment("elsewhere", at: 1, under: other))
            #expect(try await DiscussionOutlines(database: database).page(1, by: 50, of: article).entries.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anAnswerCannotReachAcrossArticles(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let store = CommentStore(database: database)
            let elsewhere = comment("elsewhere", at: 1, under: ArticleID(at: Timestamp(milliseconds: 2)))
            try await store.add(elsewhere)
            let wrong = comment("wrong", at: 2, answering: elsewhere)
            await #expect(throws: Problem.self) { try await store.add(wrong) }
            #expect(try await store.comment(wrong.id) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases, ["", String(repeating: "a", count: 65)])
    func aHandleThatCannotBeOneIsRefused(engine: TestEngine, handle: String) async throws {
        try await withAudience(engine) { database in
            let wrong = comment("text", at: 1, handle: handle)
            await #expect(throws: Problem.self) { try await CommentStore(database: database).add(wrong) }
        }
    }
}
