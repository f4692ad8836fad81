package import Editorial
package import HTTPSupport
package import Kernel

/// Everything that readers get from the editorial side.
package struct ReaderPages: PageSource {
    static let pageLength = 20
    static let articlesPerSection = 4

    let articles: ArticleStore
    let taxonomy: TaxonomyStore
    let people: PersonStore
    let policies: PolicyStore
    let search: SearchStore
    let shell: any PageShell
    let clock: any WallClock
    let onePersonSince: @Sendable () async throws -> Timestamp?

    /// - Parameter onePersonSince: Since when the site has declared that one person does everything, if it has.
    package init(
        articles: ArticleStore, taxonomy: TaxonomyStore, people: PersonStore, policies: PolicyStore,
        search: SearchStore, shell: any PageShell, clock: any WallClock,
        onePersonSince: @escaping @Sendable () async throws -> Timestamp?
    ) {
        self.articles = articles
        self.taxonomy = taxonomy
        self.people = people
        self.policies = policies
        self.search = search
        self.shell = shell
        self.clock = clock
        self.onePersonSince = onePersonSince
    }

    /// The same pages in another frame, as for a preview.
    package func framed(by shell: any PageShell) -> ReaderPages {
        ReaderPages(
            articles: articles, taxonomy: taxonomy, people: people, policies: policies, search: search, shell: shell,
            clock: clock, onePersonSince: onePersonSince)
    }

    package func page(at route: Route) async throws -> PageAnswer? {
        switch route {
        case .article(let slug): return try await article(slug)
        case .articleHistory(let slug), .articleVersion(let slug, _), .articleChange(let slug, _):
            return try await history(of: slug, at: route)
        default: break
        }
        return try await document(at: route).map(PageAnswer.page)
    }

    private func document(at route: Route) async throws -> Page? {
        switch route {
        case .front: try await front()
        case .section, .topic, .person, .corrections: try await list(at: route, before: nil)
        case .search: try await searchPage(for: "", number: 1)
        case .howWeMakeMoney: try await policy(.howWeMakeMoney, at: route)
        case .standards: try await policy(.standards, at: route)
        case .discussionRules: try await policy(.discussion, at: route)
        case .rss: try await feed().rss
        case .atom: try await feed().atom
        case .jsonFeed: try await feed().json
        case .sitemapIndex: try await sitemapIndex()
        case .sitemap(let number): try await sitemap(number)
        case .robots: robots
        case .article, .articleHistory, .articleVersion, .articleChange, .partners, .asset, .media, .go, .alive,
            .ready, .metrics, .postback, .sponsoredArticles, .sponsored, .sponsoredFeed, .adsText, .sellers,
            .advertisingPicture,
            .discussion, .discussionFeed, .newsletter, .edition, .newsletterFeed,
            .mailHook, .editionLink,
            .removedComments:
            nil
        }
    }

    private func article(_ slug: Slug) async throws -> PageAnswer? {
        let today = clock.now().localDay
        if let article = try await articles.publishedArticle(slug, today: today) {
            return .page(ArticlePage(article: article, day: today, shell: shell).page)
        }
        try await refuseWithdrawn(slug)
        return try await articles.redirect(from: slug).map { .moved(to: .article($0)) }
    }

    /// - Throws: ``Problem`` of kind `gone`, with what readers are told, when the article was withdrawn.
    func refuseWithdrawn(_ slug: Slug) async throws {
        guard let withdrawal = try await articles.withdrawal(slug) else { return }
        throw Problem(
            .gone, slug: "article-withdrawn", title: "“\(withdrawal.title)” was withdrawn",
            detail: "We took this article back on \(withdrawal.at.localDay.written). \(withdrawal.note)")
    }

    private func front() async throws -> Page {
        let latest = try await articles.latest(8).items
        var fronts: [FrontPage.SectionFront] = []
        for counted in try await taxonomy.sections() {
            let listing = try await articles.articles(inSection: counted.section.slug, Self.articlesPerSection + 1)
            fronts.append(
                FrontPage.SectionFront(
                    section: counted.section,
                    articles: Array(listing.items.filter { $0.id != latest.first?.id }.prefix(Self.articlesPerSection)))
            )
        }
        return FrontPage(
            lead: latest.first, sections: fronts, latest: Array(latest.dropFirst()), shell: shell
        ).page
    }

    private func policy(_ subject: Policy.Subject, at route: Route) async throws -> Page? {
        let standing = try await policies.policy(on: subject)
        guard let policy = standing ?? DiscussionRulesText.policy(subject, of: shell.site.name) else { return nil }
        let body = MarkdownRenderer().render(policy.body)
        let since = subject == .standards ? try await onePersonSince() : nil
        return PolicyPage(policy: policy, body: body, route: route, shell: shell, onePersonSince: since).page
    }
}
