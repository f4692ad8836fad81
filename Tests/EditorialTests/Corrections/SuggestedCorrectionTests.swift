import Database
import Editorial
import Kernel
import TestSupport
import Testing

@Suite struct SuggestedCorrectionTests {
    private let now = Timestamp(milliseconds: 1_795_478_400_000)

    /// A store with one published article in it.
    private func withStore(
        _ engine: TestEngine, _ body: (SuggestedCorrectionStore, ArticleID) async throws -> Void
    ) async throws {
        try await withDatabase(engine, store: "editorial", migrations: EditorialSchema.migrations) { database in
            let changes = ChangeFeed()
            let section = try Slug("science")
            try await TaxonomyStore(database: database, changes: changes).add(
                Section(slug: section, name: "Science", description: "Words"))
            try await PersonStore(database: database, changes: changes).add(
                Person(slug: Slug("ada"), name: "Ada", role: "Writer", biography: "Writes"))
            let publication = try await ArticleStore(database: database, changes: changes).publish(
                ArticleDraft(
                    slug: Slug("moon"), kind: .answer, title: "The Moon", description: "Words", answer: "Words.",
                    body: "Words.", about: "", section: section, topics: [], authors: [Slug("ada")], reviewers: [],
                    facts: [], related: []), at: now, note: "First.")
            try await body(SuggestedCorrectionStore(database: database), publication.id)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aSuggestionWaitsUntilTheDeskSettlesIt(engine: TestEngine) async throws {
        try await withStore(engine) { store, article async throws in
            try await store.add(
                "The figure is old.", on: article, comment: "c1", link: "/discussion/comment/c1", by: "Mona", at: now)
            await #expect(throws: Problem.self) {
                try await store.add("Again.", on: article, comment: "c1", link: "/", by: "Mona", at: now)
            }
            let open = try await store.open(on: article, limit: 10)
            #expect(open.map(\.text) == ["The figure is old."] && open.map(\.articleTitle) == ["The Moon"])
            let id = try #require(open.first?.id)
            _ = try await store.settle(id, as: .done, answer: "Thank you.", by: "Edda", at: now)
            #expect(try await store.open(limit: 10).isEmpty)
            let told = try #require(try await store.correction(from: "c1"))
            #expect(told.state == .done && told.answer == "Thank you." && told.settledBy == "Edda")
            #expect(try await store.settled(limit: 10) == [told])
            await #expect(throws: Problem.self) {
                try await store.settle(id, as: .declined, answer: "", by: "Fay", at: now)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatCannotBeSuggestedIsRefused(engine: TestEngine) async throws {
        try await withStore(engine) { store, article async throws in
            for text in ["", "  ", String(repeating: "a", count: 2001)] {
                await #expect(throws: Problem.self) {
                    try await store.add(text, on: article, comment: "c2", link: "/", by: "Mona", at: now)
                }
            }
            let other = ArticleID(at: now)
            await #expect(throws: Problem.self) {
                try await store.add("Wrong.", on: other, comment: "c2", link: "/", by: "Mona", at: now)
            }
            let unknown = SuggestedCorrection.ID(at: now)
            await #expect(throws: Problem.self) {
                try await store.settle(unknown, as: .done, answer: "", by: "Edda", at: now)
            }
            let open = try await store.open(limit: 10)
            #expect(open.isEmpty)
        }
    }
}
