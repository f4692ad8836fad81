import Database
import Kernel
import TestSupport
import Testing

@testable import Editorial

@Suite("The library of sources")
struct SourceLibraryTests {
    private static func source(
        _ name: String, title: String, author: String? = nil, publisher: String = "Publisher", doi: String? = nil
    ) -> Source {
        Source(
            slug: slug(name), title: title, author: author, publisher: publisher, published: date("2014-03"),
            address: "https://\(name).example/50%25_off", accessed: day("2026-01-02"), doi: doi)
    }

    @Test("adds and updates, and says when a source is there or isn’t", arguments: TestEngine.allCases)
    func addAndUpdate(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let first = Self.source("first", title: "First", author: "Ann Bee", doi: "10.1000/182")
            try await site.sources.add(first)
            #expect(try await site.sources.source(slug("first")) == first)
            #expect(try await kind { try await site.sources.add(first) } == .conflict)
            #expect(
                try await kind { try await site.sources.update(Self.source("second", title: "Second")) } == .notFound)
            let both = [Self.source("second", title: "Second"), first]
            #expect(try await kind { try await site.sources.add(contentsOf: both) } == .conflict)
            #expect(try await site.sources.source(slug("second")) == nil)
            let better = Self.source("first", title: "Better")
            try await site.sources.update(better)
            #expect(try await site.sources.source(slug("first")) == better)
            for doi in ["https://doi.org/10.1000/182", "10.1000/ABC", "11.1000/1", "10.1000", "10.1/x", "10.1000/a b"] {
                let bad = Self.source("bad", title: "Bad", doi: doi)
                #expect(try await fieldErrors { try await site.sources.add(bad) } == ["doi"], "\(doi)")
            }
        }
    }

    @Test("finds words in every field, whatever their case and accents", arguments: TestEngine.allCases)
    func search(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.sources.add(contentsOf: [
                Self.source("cafe", title: "Le Café à Paris", author: "Zoë Ångström", publisher: "Éditions du Seuil"),
                Self.source("tea", title: "Tea", author: "A_B", publisher: "Cups", doi: "10.1000/tea"),
            ])
            func found(_ query: String) async throws -> [String] {
                try await site.sources.page(search: query).items.map(\.source.slug.description)
            }
            #expect(try await found("cafe PARIS") == ["cafe"])
            #expect(try await found("ångström seuil") == ["cafe"])
            #expect(try await found("paris tea") == [])
            #expect(try await found("10.1000") == ["tea"])
            #expect(try await found("tea.example") == ["tea"])
            #expect(try await found("a_b") == ["tea"])
            #expect(try await found("50%25_off") == ["cafe", "tea"])
            #expect(try await found("%") == ["cafe", "tea"])
            #expect(try await found("_") == ["cafe", "tea"])
            #expect(try await found("\\") == [])
            #expect(try await found("'; DROP TABLE source; --") == [])
            #expect(try await found("nul\0").count == 5)
            #expect(try await found("  ").count == 5)
        }
    }

    @Test("is listed by title, page by page", arguments: TestEngine.allCases)
    func pages(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            for (name, title) in [
                ("n1", "Éclair"), ("n2", "apple"), ("n3", "Banana"), ("n4", "apple"), ("n5", "zebra"),
            ] {
                try await site.sources.add(Self.source(name, title: title, publisher: "Fruit"))
            }
            var names: [String] = []
            var cursor: NameCursor?
            repeat {
                let page = try await site.sources.page(search: "fruit", after: cursor, limit: 2)
                #expect(page.total == 5)
                #expect(page.items.count <= 2)
                names += page.items.map(\.source.slug.description)
                cursor = page.next.flatMap { NameCursor($0.description) }
            } while cursor != nil
            #expect(names == ["n2", "n4", "n3", "n1", "n5"])
            #expect(try await site.sources.page(limit: 0).items.count == 1)
            #expect(NameCursor("no cursor") == nil)
            #expect(NameCursor("Not-a-slug_x") == nil)
        }
    }

    @Test("is narrowed to what is gone, out of reach or unused", arguments: TestEngine.allCases)
    func filters(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.sources.add(Self.source("spare", title: "Spare"))
            try await site.sources.add(Self.source("cited", title: "Cited"))
            try await site.publish("cites") { $0.body = "a:cite[cited]" }
            func found(_ filter: SourceFilter, _ search: String = "") async throws -> [String] {
                let page = try await site.sources.page(search: search, filter: filter, limit: 10)
                #expect(page.total == page.items.count)
                return page.items.map(\.source.slug.description)
            }
            #expect(try await found(.all) == ["cited", "spare", "atlas", "bank", "census"])
            #expect(try await found(.unused) == ["spare"])
            #expect(try await found(.dead) == [])
            #expect(try await found(.unreachable) == [])
            let store = SourceHealthStore(database: site.database)
            for hour in stride(from: 0, through: 24 * 30, by: 12) {
                let moment = EditorialSite.start.advanced(by: .seconds(hour * 3600))
                for lease in try await store.claim(at: moment, limit: 10, lease: .seconds(60)) {
                    let status =
                        lease.source.slug == slug("bank") ? 404 : lease.source.slug == slug("spare") ? 403 : 200
                    try await store.record(
                        CheckOutcome(status: status, finalAddress: nil), of: lease, at: moment)
                }
            }
            #expect(try await found(.dead) == ["bank"])
            #expect(try await found(.unreachable) == ["spare"])
            #expect(try await found(.unreachable, "bank") == [])
            let bank = try #require(try await site.sources.page(search: "bank").items.first)
            #expect(bank.health?.state == .dead)
            #expect(bank.health == (try await store.health(of: slug("bank"))))
        }
    }

    @Test("recognises a source by its address or DOI", arguments: TestEngine.allCases)
    func likeness(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.sources.add(Self.source("paper", title: "Paper", doi: "10.1000/182"))
            func alike(_ name: String, _ address: String, doi: String? = nil) async throws -> String? {
                try await site.sources.source(
                    like: Source(
                        slug: slug(name), title: "T", author: nil, publisher: "P", published: nil, address: address,
                        accessed: day("2026-01-02"), doi: doi)
                )?.slug.description
            }
            #expect(try await alike("new", "http://www.bank.example/report/#page=3") == "bank")
            #expect(try await alike("new", "https://doi.org/10.1000/182") == "paper")
            #expect(try await alike("new", "https://bank.example/report", doi: "10.1000/182") == "paper")
            #expect(try await alike("new", "https://bank.example/other") == nil)
            #expect(try await alike("bank", "https://bank.example/report") == nil)
        }
    }

    @Test("keeps the names of the desk's own pages free", arguments: TestEngine.allCases)
    func reservedNames(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            for name in ["new", "import", "search"] {
                let source = Self.source(name, title: "T")
                #expect(try await fieldErrors { try await site.sources.add(source) } == ["slug"])
                let fact = MarkdownFixture.fact(
                    name, value: "1", unit: nil, qualifier: nil, asOf: "2025", source: "bank")
                #expect(try await fieldErrors { try await site.facts.save(fact, at: EditorialSite.start) } == ["slug"])
            }
            let file = try SourceImport.read(
                Array("@misc{x, title={New}, publisher={P}, url={https://new.example/}}".utf8), as: .bibTeX)
            let plan = try await site.sources.plan(file.sources, accessed: day("2026-01-02"))
            #expect(plan.first?.source?.slug == slug("new-2"))
            #expect(plan.first?.state == .new)
        }
    }

    @Test("tells one plan of an import from another", arguments: TestEngine.allCases)
    func fingerprints(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            func plan(_ title: String, _ accessed: CalendarDay?) async throws -> [PlannedSource] {
                let file = try SourceImport.read(
                    Array("@misc{x, title={\(title)}, publisher={P}, url={https://one.example/}}".utf8), as: .bibTeX)
                return try await site.sources.plan(file.sources, accessed: accessed)
            }
            let first = try await plan("One", day("2026-01-02"))
            let print = SourceImport.fingerprint(of: first)
            #expect(SourceImport.fingerprint(of: try await plan("One", day("2026-01-02"))) == print)
            #expect(SourceImport.fingerprint(of: try await plan("Two", day("2026-01-02"))) != print)
            #expect(SourceImport.fingerprint(of: try await plan("One", day("2026-01-03"))) != print)
            #expect(SourceImport.fingerprint(of: try await plan("One", nil)) != print)
            try await site.sources.add(contentsOf: first.compactMap(\.source))
            #expect(SourceImport.fingerprint(of: try await plan("One", day("2026-01-02"))) != print)
        }
    }

    @Test("counts and lists the uses, and keeps what is used", arguments: TestEngine.allCases)
    func uses(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("both", 0) { $0.body = "a:cite[bank] and :fact[gdp]" }
            try await site.publish("by-fact", 1) { $0.body = ":fact[gdp]" }
            try await site.publish("neither", 2)
            let listed = try await site.sources.page(search: "bank").items.first
            #expect(listed?.uses == SourceUseCount(articles: 2, facts: 1, records: 1))
            let uses = try await site.sources.uses(of: slug("bank"))
            #expect(uses.citing.map(\.slug) == [slug("both")])
            #expect(uses.showing.map(\.slug) == [slug("by-fact"), slug("both")])
            #expect(uses.facts.map(\.slug) == [slug("gdp")])
            #expect(uses.count == listed?.uses)
            #expect(try await kind { _ = try await site.sources.uses(of: slug("none")) } == .notFound)

            #expect(try await kind { try await site.sources.delete(slug("bank")) } == .conflict)
            #expect(try await kind { try await site.sources.delete(slug("none")) } == .notFound)
            // What only an earlier state of a fact rests on stays as well.
            try await site.facts.change(
                slug("cold"),
                to: FactChange(
                    value: "-41", unit: "°C", qualifier: nil, asOf: date("2021"), source: slug("bank"), reason: ""),
                at: EditorialSite.time(3))
            #expect(
                try await site.sources.uses(of: slug("atlas")).count
                    == SourceUseCount(articles: 0, facts: 0, records: 1))
            #expect(try await kind { try await site.sources.delete(slug("atlas")) } == .conflict)
            #expect(try await site.sources.source(slug("atlas")) != nil)

            try await site.sources.add(Self.source("unused", title: "Unused"))
            try await site.sources.delete(slug("unused"))
            #expect(try await site.sources.source(slug("unused")) == nil)
        }
    }

    @Test("lists sources that were kept before there was a library", arguments: TestEngine.allCases)
    func earlierSources(engine: TestEngine) async throws {
        try await withPlace(engine) { place in
            try await withClosing(try place.open()) { database in
                let clock = FixedClock(EditorialSite.start)
                let before = Array(EditorialSchema.migrations.prefix(7))
                try await Migrator(store: "editorial", migrations: before).migrate(database, clock: clock)
                try await database.write { connection in
                    try connection.execute(
                        """
                        INSERT INTO source (slug, title, author, publisher, published, address, accessed)
                        VALUES ('old', 'Événements', NULL, 'Press', NULL, 'https://old.example/', '2020-01-01')
                        """)
                }
                try await Migrator(store: "editorial", migrations: EditorialSchema.migrations)
                    .migrate(database, clock: clock)
                let store = SourceStore(database: database, changes: ChangeFeed())
                #expect(try await store.page(search: "evenements").items.map(\.source.slug) == [slug("old")])
                #expect(try await store.source(slug("old"))?.doi == nil)
            }
        }
    }
}
