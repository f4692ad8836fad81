import Kernel
import TestSupport
import Testing

@testable import Editorial

@Suite struct FactPreviewTests {
    @Test(arguments: TestEngine.allCases)
    func eachArticleIsShownAsItWouldReadAndNothingIsSaved(engine: TestEngine) async throws {
        try await EditorialSite.with(engine) { site in
            let fact = try #require(MarkdownFixture.facts.first)
            try await site.articles.publish(
                EditorialSite.draft("uses") { $0.body = "First.\n\nBy then :fact[\(fact.slug)] had come.\n\nLast." },
                at: EditorialSite.start, note: "")
            try await site.articles.publish(EditorialSite.draft("other"), at: EditorialSite.start, note: "")
            let change = FactChange(
                value: "4242", unit: nil, qualifier: nil, asOf: date("2026"), source: fact.source, reason: "")
            let effects = try await site.facts.preview(fact.slug, as: change)
            #expect(effects.map(\.article.slug) == [slug("uses")])
            #expect(effects[0].change.old.contains("By then \(fact.displayValue) had come."))
            #expect(effects[0].change.new.contains("By then 4,242 had come."))
            #expect(try await site.facts.fact(fact.slug) == fact)
            let bad = FactChange(
                value: "", unit: nil, qualifier: nil, asOf: date("2026"), source: fact.source, reason: "")
            await #expect(throws: Problem.self) { try await site.facts.preview(fact.slug, as: bad) }
            await #expect(throws: Problem.self) { try await site.facts.preview(slug("no-such"), as: change) }
        }
    }
}
