package import Commerce
package import HTTPSupport
package import Kernel

/// The pages of sponsored articles, which nothing editorial leads to.
package struct SponsoredPages: PageSource {
    private let store: SponsoredArticleStore
    private let profile: DisclosureProfile
    private let isListed: @Sendable () async throws -> Bool
    private let shell: any PageShell
    private let clock: any WallClock

    /// - Parameters:
    ///   - isListed: Whether the publisher lets search engines list them.
    package init(
        store: SponsoredArticleStore, profile: DisclosureProfile, isListed: @escaping @Sendable () async throws -> Bool,
        shell: any PageShell, clock: any WallClock
    ) {
        self.store = store
        self.profile = profile
        self.isListed = isListed
        self.shell = shell
        self.clock = clock
    }

    package func page(at route: Route) async throws -> PageAnswer? {
        switch route {
        case .sponsoredArticles:
            let page = try await SponsoredListPage(
                shown: shown(), profile: profile, isListed: isListed(), shell: shell)
            return .page(page.page)
        case .sponsoredFeed:
            return .page(try await SponsoredFeed(shown: shown(), profile: profile, shell: shell).page)
        case .sponsored(let slug):
            if let shown = try await shown().first(where: { $0.article.slug == slug }) {
                return .page(try await page(of: shown))
            }
            try await refuseWhatIsOver(slug)
            return nil
        default: return nil
        }
    }

    /// An article’s page, whether readers are shown it or not.
    func page(of shown: ShownSponsoredArticle) async throws -> Page {
        try await SponsoredArticlePage(shown: shown, profile: profile, isListed: isListed(), shell: shell).page
    }

    private func shown() async throws -> [ShownSponsoredArticle] { try await store.shown(on: clock.now().localDay) }

    /// - Throws: ``Problem`` of kind `gone` for an article that was once published; of a draft nobody is told.
    private func refuseWhatIsOver(_ slug: Slug) async throws {
        guard let article = try await store.article(at: slug), article.published != nil,
            article.state == .withdrawn || article.firstDay <= clock.now().localDay
        else { return }
        throw Problem(
            .gone, slug: "advertisement-over", title: "This advertisement is over",
            detail: "What stood here was a sponsored article, paid for by an advertiser. It is no longer shown.")
    }
}
