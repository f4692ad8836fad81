import Commerce
import Editorial
import HTTPSupport
import Kernel
import Synchronization

/// Carries the links of published articles over the wall, to be counted: the editorial side tells which there are and does
/// not learn which of them earn.
final class PublishedLinks: Sendable {
    /// What a census depends on.
    private struct State: Hashable {
        let day: CalendarDay
        let rules: Int
        let articles: Int
    }

    private let index: OutboundLinkIndex
    private let links: LiveLinks
    private let clock: any WallClock
    private let latest = Mutex<(state: State, census: LinkCensus)?>(nil)

    init(index: OutboundLinkIndex, links: LiveLinks, clock: any WallClock) {
        self.index = index
        self.links = links
        self.clock = clock
    }

    /// Which published articles earn by which rules, today.
    ///
    /// Each page that is made asks for it, so it is counted again only after something changed.
    func census() async throws -> LinkCensus {
        let state = State(day: clock.now().localDay, rules: links.version, articles: index.version)
        if let latest = latest.withLock(\.self), latest.state == state { return latest.census }
        let pages = try await index.all().map { article in
            PublishedPage(path: Route.article(article.slug).path, title: article.title, links: article.links)
        }
        let census = LinkCensus(of: pages, by: links.rules, on: state.day)
        latest.withLock { $0 = (state, census) }
        return census
    }
}
