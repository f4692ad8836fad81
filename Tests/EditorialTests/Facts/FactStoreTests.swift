import Database
import Kernel
import Markdown
import TestSupport
import Testing

@testable import Editorial

@Suite("Facts")
struct FactStoreTests {
    private static let change = FactChange(
        value: "640", unit: "US$", qualifier: .about, asOf: date("2015"), source: slug("census"), reason: "New series.")

    @Test("that change take every article that shows them along", arguments: TestEngine.allCases)
    func change(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("in-text", 1) { $0.body = "It was :fact[gdp] then." }
            try await site.publish("in-answer", 2) { $0.answer = ":fact[gdp]{value}" }
            try await site.publish("in-list", 3) { draft in
                draft.facts = [slug("gdp")]
                draft.about = "money"
            }
            try await site.publish("without", 4)
            try await site.publish("no-longer", 5) { $0.body = ":fact[gdp]" }
            try await site.publish("no-longer", 6)
            let recorder = ChangeRecorder(site.changes)

            let changed = try await site.facts.change(slug("gdp"), to: Self.change, at: EditorialSite.time(60))

            #expect(changed.map(\.description) == ["in-list", "in-answer", "in-text"])
            #expect(recorder.changes == [.articles(Set(changed))])
            let note =
                "Fact “Label of gdp” changed from about US$620 (as of 2013) to about US$640 (as of 2015). New series."
            for slug in changed {
                let revisions = try await site.articles.revisions(slug)
                #expect(revisions.map(\.note) == [note, "Because."])
                #expect(revisions[0].draft == revisions[1].draft)
                let page = try #require(try await site.articles.publishedArticle(slug, today: day("2026-06-01")))
                #expect(page.revision == 2)
                #expect(page.summary.updated == EditorialSite.time(60))
            }
            #expect(try await site.page("in-text")?.body.plainText == "It was about US$640 then.")
            #expect(try await site.page("in-text")?.sources.map(\.slug) == [slug("census")])
            #expect(try await site.page("in-list")?.facts.map(\.fact.value) == ["640"])
            #expect(try await site.page("without")?.revision == 1)
            #expect(try await site.page("no-longer")?.revision == 2)
            #expect(
                try await site.search.search("640").hits.map(\.article.slug.description).sorted() == [
                    "in-answer", "in-text",
                ])
            #expect(try await site.search.search("620").hits.isEmpty)
            let history = try await site.facts.history(slug("gdp"))
            #expect(history.map(\.number) == [2, 1])
            #expect(history.map(\.value) == ["640", "620"])
            #expect(history.map(\.reason) == ["New series.", ""])
            #expect(try await site.facts.uses(of: slug("gdp")).map(\.slug) == changed)
        }
    }

    @Test("change everywhere or nowhere", arguments: TestEngine.allCases)
    func allOrNothing(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            for number in 0..<3 { try await site.publish("a\(number)", number) { $0.body = ":fact[gdp]" } }
            // The last of the articles can't be given its revision, since somebody has written that number already.
            try await site.database.write { connection in
                _ = try connection.execute(
                    """
                    INSERT INTO revision SELECT article, 2, written, 'foreign', slug, kind, title, description, answer,
                        body, about, section, topics, authors, reviewers, facts, related
                    FROM revision WHERE slug = 'a0'
                    """)
            }
            let recorder = ChangeRecorder(site.changes)
            await #expect(throws: DatabaseError.self) {
                try await site.facts.change(slug("gdp"), to: Self.change, at: EditorialSite.time(60))
            }
            #expect(try await site.facts.fact(slug("gdp"))?.value == "620")
            #expect(try await site.facts.history(slug("gdp")).count == 1)
            #expect(try await site.page("a2")?.revision == 1)
            #expect(try await site.page("a2")?.body.plainText == "about US$620")
            #expect(recorder.changes.isEmpty)
        }
    }

    @Test("with another source only say so", arguments: TestEngine.allCases)
    func otherSource(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("one") { $0.body = ":fact[gdp]" }
            let change = FactChange(
                value: "620", unit: "US$", qualifier: .about, asOf: date("2013"), source: slug("atlas"), reason: "")
            try await site.facts.change(slug("gdp"), to: change, at: EditorialSite.time(1))
            #expect(
                try await site.articles.revisions(slug("one")).first?.note
                    == "Fact “Label of gdp”, about US$620 (as of 2013), has another source.")
            #expect(try await site.page("one")?.sources.map(\.slug) == [slug("atlas")])
        }
    }

    @Test("that are wrong are refused", arguments: TestEngine.allCases)
    func refused(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let time = EditorialSite.time(1)
            func errors(_ change: (inout FactChange) -> Void) async throws -> [String] {
                var altered = Self.change
                change(&altered)
                return try await fieldErrors { try await site.facts.change(slug("gdp"), to: altered, at: time) }
            }
            #expect(try await errors { $0.value = "" } == ["value"])
            #expect(try await errors { $0.unit = " " } == ["unit"])
            #expect(try await errors { $0.source = slug("nowhere") } == ["source"])
            #expect(try await errors { $0.value = "1\u{0}" } == ["value"])
            let unknown = try await kind { try await site.facts.change(slug("none"), to: Self.change, at: time) }
            #expect(unknown == .notFound)
            var same = Self.change
            same.value = "620"
            same.asOf = date("2013")
            same.source = slug("bank")
            #expect(try await kind { try await site.facts.change(slug("gdp"), to: same, at: time) } == .invalid)
            let fact = MarkdownFixture.facts[0]
            #expect(try await kind { try await site.facts.save(fact, at: time) } == .conflict)
            let orphan = MarkdownFixture.fact(
                "orphan", value: "1", unit: nil, qualifier: nil, asOf: "2014", source: "nowhere")
            let fine = MarkdownFixture.fact("fine", value: "1", unit: nil, qualifier: nil, asOf: "2014", source: "bank")
            #expect(
                try await fieldErrors { try await site.facts.save(contentsOf: [fine, orphan], at: time) } == ["source"])
            #expect(try await site.facts.fact(slug("fine")) == nil)
            let hasty = MarkdownFixture.fact(
                "hasty", value: "1", unit: nil, qualifier: nil, asOf: "2014", source: "bank", reviewInterval: 0)
            #expect(try await fieldErrors { try await site.facts.save(hasty, at: time) } == ["reviewInterval"])
        }
    }

    @Test("fall due for review, and are confirmed", arguments: TestEngine.allCases)
    func review(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let fact = MarkdownFixture.fact(
                "due", value: "1", unit: nil, qualifier: nil, asOf: "2024-02", source: "bank", reviewInterval: 366)
            try await site.facts.save(fact, at: EditorialSite.start)
            try await site.publish("one") { $0.body = ":fact[due]" }
            #expect(try await site.facts.stale(on: day("2025-02-28")).isEmpty)
            #expect(try await site.facts.stale(on: day("2025-03-01")).map(\.slug) == [slug("due")])
            #expect(fact.reviewDue == day("2025-03-01"))
            let recorder = ChangeRecorder(site.changes)
            try await site.facts.confirm(slug("due"), on: day("2025-02-20"))
            #expect(try await site.facts.stale(on: day("2025-03-01")).isEmpty)
            #expect(try await site.facts.stale(on: day("2026-02-21")).map(\.slug) == [slug("due")])
            #expect(recorder.changes == [.articles([slug("one")])])
            #expect(try await site.page("one")?.revision == 1)
            #expect(try await kind { try await site.facts.confirm(slug("none"), on: day("2025-02-20")) } == .notFound)
            #expect(try await site.facts.facts().count == MarkdownFixture.facts.count + 1)
        }
    }

    @Test("have sources that can be described better", arguments: TestEngine.allCases)
    func sources(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("by-fact", 0) { $0.body = ":fact[gdp]" }
            try await site.publish("by-cite", 0) { $0.body = "a:cite[bank]" }
            try await site.publish("neither", 0)
            let recorder = ChangeRecorder(site.changes)
            let better = Source(
                slug: slug("bank"), title: "Better", author: "A", publisher: "P", published: nil,
                address: "https://bank.example/2", accessed: day("2026-02-02"))
            try await site.sources.save(better)
            #expect(recorder.changes == [.articles([slug("by-fact"), slug("by-cite")])])
            #expect(try await site.page("by-cite")?.sources == [better])
            #expect(try await site.sources.source(slug("bank")) == better)
            #expect(try await site.sources.sources().count == 3)
            for address in ["ftp://a.example", "javascript:alert(1)", "https://", "a.example", "https:///x"] {
                let bad = Source(
                    slug: slug("bad"), title: "T", author: nil, publisher: "P", published: nil, address: address,
                    accessed: day("2026-02-02"))
                #expect(try await fieldErrors { try await site.sources.save(bad) } == ["address"], "\(address)")
            }
        }
    }
}
