import Commerce
import Database
import Kernel
import TestSupport
import Testing

@Suite struct PartnerStoreTests {
    private func partner(
        _ slug: String, since: String = "2020-01-01", ended: String? = nil, name: String? = nil
    ) throws -> Partner {
        try Partner(
            slug: Slug(slug), name: name ?? slug, relationship: .affiliate, domain: "\(slug).example",
            since: #require(CalendarDay(since)), ended: ended.map { try #require(CalendarDay($0)) },
            about: "Sells things.")
    }

    private func names(_ partners: [Partner]) -> [String] { partners.map(\.slug.description) }

    @Test(arguments: TestEngine.allCases)
    func theListIsWhoseAgreementRuns(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let store = PartnerStore(database: database)
            try await store.save(partner("runs"))
            try await store.save(partner("begins-later", since: "2026-02-02"))
            try await store.save(partner("last-day", ended: "2026-02-01"))
            try await store.save(partner("over", ended: "2026-01-31"))
            let day = try #require(CalendarDay("2026-02-01"))
            #expect(try await names(store.current(on: day)) == ["last-day", "runs"])
            #expect(try await names(store.former(on: day)) == ["over"])
            #expect(try await names(store.current(on: day.advanced(byDays: 1))) == ["begins-later", "runs"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func savingAgainChangesThePartner(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let store = PartnerStore(database: database)
            try await store.save(partner("one"))
            let changed = try partner("one", ended: "2025-05-05", name: "Another")
            try await store.save(changed)
            #expect(try await store.former(on: #require(CalendarDay("2026-01-01"))) == [changed])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anAgreementDoesNotEndBeforeItBegins(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let store = PartnerStore(database: database)
            let wrong = try partner("wrong", since: "2020-01-01", ended: "2019-12-31")
            let problem = await #expect(throws: Problem.self) { try await store.save(wrong) }
            #expect(problem?.kind == .invalid)
            #expect(try await store.current(on: #require(CalendarDay("2020-01-01"))).isEmpty)
        }
    }
}
