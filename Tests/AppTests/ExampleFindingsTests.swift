import Editorial
import HTTPSupport
import Kernel
import TestSupport
import Testing

@testable import App

/// The example site's articles are careful texts, so the checks should have little to say of them.
@Suite struct ExampleFindingsTests {
    @Test func theExampleArticlesHaveFewFindingsAndNoneThatBlocks() async throws {
        let clock = SettableClock()
        try await withExampleStores(clock: clock) { _, stores in
            let articles = ArticleStore(
                database: stores.editorial, changes: ChangeFeed(), reservedSlugs: Route.reservedSlugs)
            let manuscripts = ManuscriptStore(articles: articles, clock: clock)
            var found: [String] = []
            for article in try await articles.latest(100).items {
                let id = try await manuscripts.manuscript(
                    ofArticle: article.slug, for: .init(account: "", name: "Archive"))
                let manuscript = try #require(try await manuscripts.manuscript(id))
                for finding in try await manuscripts.findings(in: manuscript) {
                    #expect(finding.severity == .advice, "\(article.slug): \(finding.fault)")
                    found.append("\(article.slug) \(finding.field.rawValue) \(finding.line): \(finding.fault)")
                }
            }
            // One title is long, and that is all.
            #expect(
                found == [
                    "why-does-water-boil-sooner-on-a-mountain title 1: The title has 75 characters; more than 70 are cut off."
                ])
        }
    }
}
