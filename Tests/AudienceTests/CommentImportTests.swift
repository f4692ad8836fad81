import Audience
import Database
import Kernel
import TestSupport
import Testing

@Suite struct CommentImportTests {
    private func comment(
        _ origin: String, answering parent: String? = nil, handle: String = "Old Hand", text: String = "From before.",
        state: Audience.Comment.State = .shown, under article: ArticleID = CommentFixtures.article, votes: Int = 0
    ) -> ImportedComment {
        ImportedComment(
            origin: origin, article: article, parent: parent, handle: handle,
            posted: Timestamp(milliseconds: 1_262_304_000_000), text: text, state: state, votes: votes)
    }

    @Test(arguments: TestEngine.allCases)
    func theSameIsTakenInOnce(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let importer = CommentImport(database: database)
            let comments = [
                comment("wp:1"), comment("wp:2", answering: "wp:1"), comment("wp:3", state: .held),
                comment("wp:4", state: .deleted, votes: 2),
            ]
            #expect(try await importer.take(comments).added == 4)
            let again = try await importer.take(comments + [comment("wp:5", answering: "wp:2")])
            #expect(again.added == 1)
            #expect(again.known == 4)
            #expect(again.refused.isEmpty)
            let page = try await DiscussionOutlines(database: database).page(1, by: 50, of: CommentFixtures.article)
            #expect(page.entries.map(\.state).filter { $0 == .shown }.count == 3)
            #expect(page.entries.count == 4)
            #expect(page.entries.map(\.depth).max() == 2)
            #expect(page.entries.allSatisfy { $0.posted == Timestamp(milliseconds: 1_262_304_000_000) })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatCannotBeKeptIsListed(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            let elsewhere = ArticleID(high: 9, low: 9)
            let outcome = try await CommentImport(database: database).take([
                comment("a", text: ""), comment("b", handle: ""), comment(""), comment("c", answering: "nobody"),
                comment("d", text: String(repeating: "a", count: 20_001)), comment("e", text: "a\u{0}b"),
                comment("f", votes: -1), comment("g", under: elsewhere), comment("h", answering: "g"),
                comment("i", handle: String(repeating: "a", count: 65)),
            ])
            #expect(outcome.added == 1)
            #expect(outcome.refused.map(\.origin) == ["a", "b", "", "c", "d", "e", "f", "h", "i"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nobodyCanTakeTheNamesThatCameAlong(engine: TestEngine) async throws {
        try await withAudience(engine) { database in
            _ = try await CommentImport(database: database).take([comment("a"), comment("b", handle: "anon1")])
            let writer = CommentWriter(database: database)
            let thief = try CommentFixtures.draft(by: .new(HandleName("old-hand")))
            await #expect(throws: Problem.self) { try await writer.write(thief) }
            // Whoever chooses no name gets one that nobody had.
            guard case .written(_, let name, _, _) = try await writer.write(CommentFixtures.draft()) else { return }
            #expect(name == "anon2")
        }
    }
}
