import Kernel
import Markdown
import TestSupport
import Testing

@testable import Editorial

@Suite("Corrections")
struct CorrectionTests {
    @Test("come with the text that they correct", arguments: TestEngine.allCases)
    func correct(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("one")
            let publication = try await site.articles.correct(
                slug("one"), Correction(date: day("2026-01-02"), text: "It said 5."),
                draft: EditorialSite.draft("ignored") { $0.body = "It is 6." }, at: EditorialSite.time(7))
            #expect(publication.revision == 2)
            #expect(publication.slug == slug("one"))
            let page = try #require(try await site.page("one"))
            #expect(page.body.plainText == "It is 6.")
            #expect(page.corrections == [Correction(date: day("2026-01-02"), text: "It said 5.")])
            #expect(page.summary.updated == EditorialSite.time(7))
            let listed = try await site.articles.corrections(10)
            #expect(listed.items.map(\.articleSlug) == [slug("one")])
            #expect(listed.items.map(\.articleTitle) == ["Title of ignored"])
        }
    }

    @Test("come with a text or not at all", arguments: TestEngine.allCases)
    func refused(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            try await site.publish("one")
            let good = Correction(date: day("2026-01-02"), text: "It said 5.")
            let time = EditorialSite.time(7)
            let draft = EditorialSite.draft("one")
            let empty = Correction(date: good.date, text: "  ")
            #expect(
                try await kind { try await site.articles.correct(slug("one"), empty, draft: draft, at: time) }
                    == .invalid)
            #expect(
                try await kind { try await site.articles.correct(slug("two"), good, draft: draft, at: time) }
                    == .notFound)
            let bad = EditorialSite.draft("one") { $0.body = ":fact[nobody]" }
            #expect(
                try await kind { try await site.articles.correct(slug("one"), good, draft: bad, at: time) } == .invalid)
            #expect(try await site.count("correction") == 0)
            #expect(try await site.page("one")?.revision == 1)
        }
    }
}
