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

    /// The published articles with their links.
    func pages() async throws -> [PublishedPage] { try await index.all().map(Self.page) }

    /// Which published articles earn by which rules, today.
    func census() async throws -> LinkCensus {
        LinkCensus(of: try await pages(), by: links.rules, on: clock.now().localDay)
    }

    /// The published article at a path.
    func page(at path: String) async throws -> PublishedPage? {
        guard case .article(let slug)? = Route(path: path) else { return nil }
        return try await index.article(slug).map(Self.page)
    }

    static func page(of article: LinkingArticle) -> PublishedPage {
        PublishedPage(path: Route.article(article.slug).path, title: article.title, links: article.links)
    }
}
