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
            try await store.save(partner("runs"), by: .test)
            try await store.save(partner("begins-later", since: "2026-02-02"), by: .test)
            try await store.save(partner("last-day", ended: "2026-02-01"), by: .test)
            try await store.save(partner("over", ended: "2026-01-31"), by: .test)
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
            try await store.save(partner("one"), by: .test)
            let changed = try partner("one", ended: "2025-05-05", name: "Another")
            try await store.save(changed, by: .test)
            #expect(try await store.former(on: #require(CalendarDay("2026-01-01"))) == [changed])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anAgreementDoesNotEndBeforeItBegins(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let store = PartnerStore(database: database)
            let wrong = try partner("wrong", since: "2020-01-01", ended: "2019-12-31")
            let problem = await #expect(throws: Problem.self) { try await store.save(wrong, by: .test) }
            #expect(problem?.kind == .invalid)
            #expect(try await store.current(on: #require(CalendarDay("2020-01-01"))).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func eachChangeIsRecordedOnceAndTermsAreNotQuoted(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let store = PartnerStore(database: database)
            let first = try partner("one")
            try await store.save(first, by: .test)
            try await store.save(first, by: .test)
            let day = try #require(CalendarDay("2025-01-01"))
            try await store.save(
                Partner(
                    slug: first.slug, name: first.name, relationship: .affiliate, domain: first.domain,
                    since: first.since, ended: day, about: first.about, ownership: .sameOwner, terms: "8 % of a sale"),
                by: .test)
            let events = try await CommerceHistory(database: database).events(of: .partner, subject: "one")
            #expect(events.map(\.action) == [.ended, .started])
            #expect(events[0].detail.contains("ended: nothing → “2025-01-01”"))
            #expect(events[0].detail.contains("terms: changed"))
            #expect(!events[0].detail.contains("8 %"))
            #expect(events.allSatisfy { $0.name == "Bo" })
            await #expect(throws: DatabaseError.self) {
                try await database.write { try $0.execute("UPDATE commerce_event SET name = 'Somebody else'") }
            }
            await #expect(throws: DatabaseError.self) {
                try await database.write { try $0.execute("DELETE FROM commerce_event") }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatCannotBeAPartnerIsRefused(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let store = PartnerStore(database: database)
            let wrong = try Partner(
                slug: Slug("wrong"), name: "", relationship: .affiliate, domain: "pаypal.example",
                since: #require(CalendarDay("2020-01-01")), ended: nil, about: String(repeating: "x", count: 401))
            let problem = await #expect(throws: Problem.self) { try await store.save(wrong, by: .test) }
            #expect(problem?.fieldErrors.map(\.field) == ["name", "about", "domain"])
            #expect(try await store.all().isEmpty)
        }
    }
}
