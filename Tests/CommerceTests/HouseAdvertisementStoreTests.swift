import Commerce
import Kernel
import TestSupport
import Testing

@Suite struct HouseAdvertisementStoreTests {
    private func advertisement(
        headline: String = "About us", text: String = "How we work.", path: String = "/standards",
        place: Slot.Place = .rail, ended: Timestamp? = nil
    ) throws -> HouseAdvertisement {
        try HouseAdvertisement(
            slug: Slug("one"), place: place, headline: headline, text: text, path: path, ended: ended)
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsSavedComesBack(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let store = HouseAdvertisementStore(database: database)
            try await store.save(advertisement(), by: .test)
            try await store.save(advertisement(headline: "About", place: .end), by: .test)
            #expect(try await store.all() == [advertisement(headline: "About", place: .end)])
            #expect(try await store.advertisement(Slug("one")) == advertisement(headline: "About", place: .end))
            #expect(try await store.advertisement(Slug("two")) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsRetiredIsNotShownAndEachChangeIsRecorded(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let store = HouseAdvertisementStore(database: database)
            try await store.save(advertisement(), by: .test)
            try await store.save(advertisement(), by: .test)
            #expect(try await store.current().count == 1)
            try await store.save(advertisement(ended: Signature.test.at), by: .test)
            #expect(try await store.current().isEmpty)
            #expect(try await store.all() == [advertisement(ended: Signature.test.at)])
            try await store.save(advertisement(), by: .test)
            #expect(try await store.current().count == 1)
            let events = try await CommerceHistory(database: database).events(of: .houseAdvertisement, subject: "one")
            #expect(events.map(\.action) == [.changed, .ended, .started])
        }
    }

    @Test(arguments: [
        ("", "Text.", "/x", "headline"), (String(repeating: "a", count: 21), "Text.", "/x", "headline"),
        ("Title", "", "/x", "text"), ("Title", String(repeating: "a", count: 116), "/x", "text"),
        ("Title", "Text.", "https://elsewhere.example/", "path"), ("Title", "Text.", "//elsewhere.example/", "path"),
        ("Title", "Text.", "/\\elsewhere.example", "path"), ("Title", "Text.", "/a b", "path"),
        ("Title", "Text.", "/a\u{7}", "path"), ("Title", "Text.", "/\(String(repeating: "a", count: 500))", "path"),
        ("A\u{1}B", "Text.", "/x", "headline"), ("Title", "A\u{2}B", "/x", "text"),
    ])
    func whatDoesNotFitOrLeadsAwayIsRefused(headline: String, text: String, path: String, field: String) async throws {
        try await withDatabase(.sqlite, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let store = HouseAdvertisementStore(database: database)
            let wrong = try advertisement(headline: headline, text: text, path: path)
            let problem = await #expect(throws: Problem.self) { try await store.save(wrong, by: .test) }
            #expect(problem?.fieldErrors.map(\.field) == [field])
            #expect(try await store.all().isEmpty)
        }
    }
}
