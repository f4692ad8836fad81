import Commerce
import Kernel
import TestSupport
import Testing

@Suite struct HouseAdvertisementStoreTests {
    private func advertisement(
        headline: String = "About us", text: String = "How we work.", path: String = "/standards",
        place: Slot.Place = .rail
    ) throws -> HouseAdvertisement {
        try HouseAdvertisement(slug: Slug("one"), place: place, headline: headline, text: text, path: path)
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsSavedComesBack(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let store = HouseAdvertisementStore(database: database)
            try await store.save(advertisement())
            try await store.save(advertisement(headline: "About", place: .end))
            #expect(try await store.all() == [advertisement(headline: "About", place: .end)])
        }
    }

    @Test(arguments: [
        ("", "Text.", "/x", "headline"), (String(repeating: "a", count: 21), "Text.", "/x", "headline"),
        ("Title", "", "/x", "text"), ("Title", String(repeating: "a", count: 116), "/x", "text"),
        ("Title", "Text.", "https://elsewhere.example/", "path"), ("Title", "Text.", "//elsewhere.example/", "path"),
    ])
    func whatDoesNotFitOrLeadsAwayIsRefused(headline: String, text: String, path: String, field: String) async throws {
        try await withDatabase(.sqlite, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let store = HouseAdvertisementStore(database: database)
            let wrong = try advertisement(headline: headline, text: text, path: path)
            let problem = await #expect(throws: Problem.self) { try await store.save(wrong) }
            #expect(problem?.fieldErrors.map(\.field) == [field])
            #expect(try await store.all().isEmpty)
        }
    }
}
