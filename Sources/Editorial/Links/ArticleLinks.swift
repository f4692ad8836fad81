package import Kernel
import Synchronization

/// A dead link with the published articles that have it.
package struct TroubledLink: Sendable, Hashable {
    package let address: String
    package let health: AddressHealth
    /// By slug.
    package let articles: [LinkingArticle]
}

/// The links of published articles, each checked by its plain address: all of them, so that nothing follows from which are.
///
/// The addresses of sources are the library’s and are checked there.
package final class ArticleLinks: Sendable {
    private let index: OutboundLinkIndex
    private let inspector: AddressInspector<LinkHealthStore>
    private let clock: any WallClock
    private let store: LinkHealthStore
    /// The addresses that were written down last.
    private let kept = Mutex<Set<String>?>(nil)

    package init(
        index: OutboundLinkIndex, store: LinkHealthStore, inspector: AddressInspector<LinkHealthStore>,
        clock: any WallClock
    ) {
        self.index = index
        self.store = store
        self.inspector = inspector
        self.clock = clock
    }

    /// Checks some of what is due.
    ///
    /// - Throws: `CancellationError` when it is told to stop.
    package func inspectDue() async throws -> AddressInspector<LinkHealthStore>.Report {
        let now = clock.now()
        try await keepUp(at: now)
        return try await inspector.inspectDue(at: now)
    }

    /// Checks one address now, due or not.
    ///
    /// - Returns: How it is, or `nil` when somebody else checked it meanwhile.
    /// - Throws: ``Problem`` of kind `notFound` when no published article links there.
    package func inspect(_ address: String) async throws -> AddressHealth? {
        try await keepUp(at: clock.now())
        return try await inspector.inspect(address)
    }

    /// What is dead or out of reach, with where it stands: the dead ones first, the longest gone first.
    package func troubled() async throws -> [TroubledLink] {
        let troubled = try await store.troubled()
        guard !troubled.isEmpty else { return [] }
        var articles: [String: [LinkingArticle]] = [:]
        for article in try await index.all() {
            for address in Self.checked(article) { articles[address, default: []].append(article) }
        }
        // One that was taken out of its article since is no trouble any more.
        return troubled.compactMap { link in
            articles[link.address].map { TroubledLink(address: link.address, health: link.health, articles: $0) }
        }
    }

    /// The dead links of a published article; none for one that is not published.
    package func dead(in slug: Slug?) async throws -> [TroubledLink] {
        guard let slug else { return [] }
        return try await troubled().filter { link in
            link.health.state == .dead && link.articles.contains { $0.slug == slug }
        }
    }

    private func keepUp(at moment: Timestamp) async throws {
        let addresses = Set(try await index.all().flatMap { Self.checked($0) })
        guard kept.withLock({ $0 != addresses }) else { return }
        try await store.keep(addresses, at: moment)
        kept.withLock { $0 = addresses }
    }

    private static func checked(_ article: LinkingArticle) -> Set<String> {
        Set(article.links.filter { $0.place == .text }.map(\.address))
    }
}
