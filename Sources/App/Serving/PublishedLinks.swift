import Commerce
import Editorial
import HTTPSupport
import Kernel

/// Carries the links of published articles over the wall, to be counted: the editorial side tells which there are and does
/// not learn which of them earn.
struct PublishedLinks: Sendable {
    let index: OutboundLinkIndex
    let links: LiveLinks
    let clock: any WallClock

    /// Which published articles earn by which rules, today.
    func census() async throws -> LinkCensus {
        let pages = try await index.all().map { article in
            PublishedPage(path: Route.article(article.slug).path, title: article.title, links: article.links)
        }
        return LinkCensus(of: pages, by: links.rules, on: clock.now().localDay)
    }
}
