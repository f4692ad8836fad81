import Editorial
import Kernel

/// A few counts by which an operator recognises a site.
struct SiteFigures {
    let stores: Stores

    func read() async throws -> (articles: Int, staleFacts: Int) {
        let changes = ChangeFeed()
        let extent = try await ArticleStore(database: stores.editorial, changes: changes).sitemapExtent()
        let stale = try await FactStore(database: stores.editorial, changes: changes).stale(on: SystemClock().now().day)
        return (extent.articles, stale.count)
    }
}
