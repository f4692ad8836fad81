import Database
import Kernel
import TestSupport
import Testing

@testable import Editorial

@Suite("The library of facts")
struct FactLibraryTests {
    @Test("finds words in label, value and note, and counts the articles", arguments: TestEngine.allCases)
    func search(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let noted = Fact(
                slug: slug("noted"), label: "Älter", value: "27000", unit: "US$", qualifier: .about, asOf: date("2014"),
                source: slug("bank"), reviewInterval: 10, reviewed: nil, note: "Counted in_Séoul 50%.")
            try await site.facts.save(noted, at: EditorialSite.start)
            try await site.publish("one", 0) { $0.body = ":fact[noted] :fact[gdp]" }
            try await site.publish("two", 1) { $0.body = ":fact[noted]" }
            func found(_ query: String) async throws -> [String] {
                try await site.facts.page(search: query).items.map { "\($0.fact.slug) \($0.articles)" }
            }
            #expect(try await found("ALTER 27000") == ["noted 2"])
            #expect(try await found("about us$27,000") == ["noted 2"])
            #expect(try await found("seoul") == ["noted 2"])
            #expect(try await found("50% in_s") == ["noted 2"])
            #expect(try await found("label gdp") == ["gdp 1"])
            #expect(try await found("nothing such") == [])
            // A changed value is found under the new one.
            try await site.facts.change(
                slug("gdp"),
                to: FactChange(
                    value: "641", unit: "US$", qualifier: nil, asOf: date("2016"), source: slug("bank"), reason: ""),
                at: EditorialSite.time(3))
            #expect(try await found("641") == ["gdp 1"])
            #expect(try await found("620") == [])
        }
    }

    @Test("is listed by label, page by page", arguments: TestEngine.allCases)
    func pages(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            var names: [String] = []
            var cursor: NameCursor?
            repeat {
                let page = try await site.facts.page(after: cursor, limit: 3)
                #expect(page.total == 4)
                names += page.items.map(\.fact.slug.description)
                cursor = page.next.flatMap { NameCursor($0.description) }
            } while cursor != nil
            #expect(names == ["arrivals", "cold", "crowd", "gdp"])
        }
    }

    @Test("tells what will be due", arguments: TestEngine.allCases)
    func dueSoon(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            for (name, interval) in [("overdue", 1), ("today", 31), ("soon", 40), ("later", 400)] {
                try await site.facts.save(
                    MarkdownFixture.fact(
                        name, value: "1", unit: nil, qualifier: nil, asOf: "2025-12-31", source: "bank",
                        reviewInterval: interval), at: EditorialSite.start)
            }
            let today = day("2026-01-31")
            #expect(try await site.facts.stale(on: today).map(\.slug) == [slug("overdue"), slug("today")])
            #expect(try await site.facts.dueSoon(on: today, within: 9).map(\.fact.slug) == [slug("soon")])
            #expect(try await site.facts.dueSoon(on: today, within: 8).isEmpty)
            #expect(try await site.facts.dueSoon(on: today, within: -1).isEmpty)
            #expect(try await site.facts.dueSoon(on: today, within: .max).map(\.fact.slug).contains(slug("later")))
        }
    }

    @Test("wait for review, the longest overdue first", arguments: TestEngine.allCases)
    func queue(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            for (name, interval) in [("late", 10), ("latest", 5), ("today", 31), ("soon", 32)] {
                try await site.facts.save(
                    MarkdownFixture.fact(
                        name, value: "1", unit: nil, qualifier: nil, asOf: "2025-12-31", source: "bank",
                        reviewInterval: interval), at: EditorialSite.start)
            }
            try await site.publish("one") {
                $0.facts = [slug("late")]
                $0.about = "Lateness"
            }
            let today = day("2026-01-31")
            let due = try await site.facts.due(on: today)
            #expect(due.facts.map(\.fact.slug) == [slug("latest"), slug("late"), slug("today")])
            #expect(due.facts.map(\.articles) == [0, 1, 0])
            #expect(due.total == 3)
            let one = try await site.facts.due(on: today, search: "label late", limit: 1)
            #expect(one.facts.map(\.fact.slug) == [slug("latest")])
            #expect(one.total == 2)
            #expect(try await site.facts.due(on: today, search: "none").total == 0)
            try await site.facts.confirm(slug("latest"), on: today)
            #expect(try await site.facts.due(on: today).total == 2)
        }
    }

    @Test("stand elsewhere with the same value, which the articles' history tells", arguments: TestEngine.allCases)
    func move(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("one") { $0.body = "It is :fact[gdp]." }
            var description = FactDescription(
                label: "Label of gdp", note: nil, source: slug("atlas"), reviewInterval: 36_500, reason: "Moved.")
            try await site.facts.describe(slug("gdp"), as: description, at: EditorialSite.time(5))
            #expect(try await site.facts.fact(slug("gdp"))?.source == slug("atlas"))
            #expect(try await site.facts.history(slug("gdp")).map(\.source) == [slug("atlas"), slug("bank")])
            #expect(try await site.page("one")?.revision == 2)
            #expect(try await site.sources.uses(of: slug("atlas")).showing.map(\.slug) == [slug("one")])
            description.source = slug("no-such")
            #expect(
                try await fieldErrors {
                    try await site.facts.describe(slug("gdp"), as: description, at: EditorialSite.time(6))
                } == ["source"])
            #expect(try await site.facts.fact(slug("gdp"))?.source == slug("atlas"))
        }
    }

    @Test("are described anew, which their history tells", arguments: TestEngine.allCases)
    func describe(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("one") {
                $0.facts = [slug("gdp")]
                $0.about = "Money"
            }
            let recorder = ChangeRecorder(site.changes)
            var description = FactDescription(
                label: "Output", note: "Per head.", reviewInterval: 30, reason: "Clearer.")
            try await site.facts.describe(slug("gdp"), as: description, at: EditorialSite.time(5))
            #expect(recorder.changes == [.articles([slug("one")])])
            let fact = try #require(try await site.facts.fact(slug("gdp")))
            #expect((fact.label, fact.note, fact.reviewInterval) == ("Output", "Per head.", 30))
            #expect(try await site.facts.stale(on: day("2014-01-30")).map(\.slug) == [slug("gdp")])
            #expect(try await site.page("one")?.facts.first?.fact.label == "Output")
            #expect(try await site.page("one")?.revision == 1)
            let history = try await site.facts.history(slug("gdp"))
            #expect(history.map(\.number) == [2, 1])
            #expect(history.map(\.label) == ["Output", "Label of gdp"])
            #expect(history.map(\.reviewInterval) == [30, 36_500])
            #expect(history.first?.note == "Per head.")
            #expect(history.first?.reason == "Clearer.")
            #expect(try await site.facts.page(search: "output").total == 1)

            #expect(
                try await kind {
                    try await site.facts.describe(slug("gdp"), as: description, at: EditorialSite.time(6))
                }
                    == .invalid)
            description.label = " "
            description.reviewInterval = 0
            #expect(
                try await fieldErrors {
                    try await site.facts.describe(slug("gdp"), as: description, at: EditorialSite.time(6))
                } == ["label", "reviewInterval"])
            #expect(
                try await kind {
                    try await site.facts.describe(slug("none"), as: description, at: EditorialSite.time(6))
                }
                    == .notFound)
            #expect(try await site.facts.history(slug("gdp")).count == 2)
        }
    }

    @Test("list facts that were kept before there was a library", arguments: TestEngine.allCases)
    func earlierFacts(engine: TestEngine) async throws {
        try await withPlace(engine) { place in
            try await withClosing(try place.open()) { database in
                let clock = FixedClock(EditorialSite.start)
                try await Migrator(store: "editorial", migrations: Array(EditorialSchema.migrations.prefix(7)))
                    .migrate(database, clock: clock)
                try await database.write { connection in
                    try connection.execute(
                        """
                        INSERT INTO source (slug, title, publisher, address, accessed)
                        VALUES ('old', 'Old', 'Press', 'https://old.example/', '2020-01-01')
                        """)
                    try connection.execute(
                        """
                        INSERT INTO fact (slug, revision, label, value, as_of, source, review_interval, review_due)
                        VALUES ('old', 1, 'Höhe', '3', '2020', 'old', 10, '2021-01-10')
                        """)
                    try connection.execute(
                        """
                        INSERT INTO fact_revision (fact, number, written, reason, value, as_of, source)
                        VALUES ('old', 1, 0, '', '3', '2020', 'old')
                        """)
                }
                try await Migrator(store: "editorial", migrations: EditorialSchema.migrations)
                    .migrate(database, clock: clock)
                let store = FactStore(database: database, changes: ChangeFeed())
                #expect(try await store.page(search: "hohe").items.map(\.fact.slug) == [slug("old")])
                #expect(try await store.history(slug("old")).map(\.label) == [nil])
            }
        }
    }
}
