package import Kernel

/// Every address that the site answers at; nothing else in the code spells out a path.
package enum Route: Sendable, Hashable {
    case front
    case article(Slug)
    /// The texts that an article has had.
    case articleHistory(Slug)
    /// One of them, from 1.
    case articleVersion(Slug, Int)
    /// What changed from it to the one after it.
    case articleChange(Slug, Int)
    case section(Slug)
    case topic(Slug)
    case person(Slug)
    case search
    case howWeMakeMoney
    case partners
    /// Advertisements of the length of an article.
    case sponsoredArticles
    case sponsored(Slug)
    case sponsoredFeed
    case standards
    case corrections
    /// What the newsletter is, and the form to sign up.
    case newsletter
    /// One day’s newsletter, by its name.
    case edition(String)
    case newsletterFeed
    case rss
    case atom
    case jsonFeed
    case sitemapIndex
    /// One file of the sitemap, from 1.
    case sitemap(Int)
    case robots
    /// Who may sell the site’s advertising (ads.txt).
    case adsText
    /// Whose advertising is sold here (sellers.json).
    case sellers
    case asset(String)
    /// A file of an image, by its name.
    case media(String)
    /// A file of an advertisement’s picture, by its name.
    case advertisingPicture(String)
    /// A link that earns, by the identifier under which it was given out.
    case go(String)
    /// Where a network tells of sales, by the programme’s identifier.
    case postback(String)
    /// Where a service that hands mail on tells of bounces, by its name and with what shows that it may.
    case mailHook(String, String)
    /// A page that an edition leads to, by the edition’s name and the page’s path.
    case editionLink(String, String)
    /// What readers wrote under an article.
    case discussion(Slug)
    /// The same as Atom.
    case discussionFeed(Slug)
    /// The house rules of discussions.
    case discussionRules
    /// How many comments were removed, and why.
    case removedComments
    case alive
    case ready
    case metrics

    private static let fixed: [(path: String, route: Route)] = [
        ("/", .front), ("/search", .search), ("/how-we-make-money", .howWeMakeMoney), ("/partners", .partners),
        ("/standards", .standards), ("/corrections", .corrections), ("/feed.xml", .rss), ("/atom.xml", .atom),
        ("/feed.json", .jsonFeed), ("/sitemap.xml", .sitemapIndex), ("/robots.txt", .robots), ("/healthz", .alive),
        ("/newsletter", .newsletter), ("/newsletter/feed.xml", .newsletterFeed),
        ("/sponsored", .sponsoredArticles), ("/sponsored/feed.xml", .sponsoredFeed),
        ("/ads.txt", .adsText), ("/sellers.json", .sellers),
        ("/discussion/rules", .discussionRules), ("/discussion/removed", .removedComments),
        ("/readyz", .ready), ("/metrics", .metrics), ("/favicon.ico", .asset("favicon.ico")),
    ]
    private static let routesByPath = Dictionary(uniqueKeysWithValues: fixed.map { ($0.path, $0.route) })
    private static let pathsByRoute = Dictionary(uniqueKeysWithValues: fixed.map { ($0.route, $0.path) })

    /// What an article cannot be called, since something else stands there or will.
    package static let reservedSlugs: Set<Slug> = Set(
        [
            "search", "how-we-make-money", "partners", "standards", "corrections", "transparency", "newsletter",
            "desk", "business", "moderation", "publisher", "healthz", "readyz", "metrics", "assets", "media", "go",
            "topics", "sections", "people", "sign-in", "sign-out", "invitation", "account", "theme", "checkpoint",
            "tile", "advertiser", "api", "postback", "ad", "sponsored",
            "hooks",
            // Beside a discussion’s own address, which has the article’s slug in it.
            "discussion", "comment", "handle", "notices", "rules", "removed",
        ].compactMap { Slug(validating: $0) })

    /// Tells what a path asks for, without the query; `nil` for what cannot be an address of the site.
    package init?(path: String) {
        if let route = Self.routesByPath[path] {
            self = route
            return
        }
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        switch parts.count {
        case 1:
            if let number = Self.sitemapNumber(parts[0]) {
                self = .sitemap(number)
            } else {
                guard let slug = Slug(validating: parts[0]) else { return nil }
                self = .article(slug)
            }
        case 2 where parts[0] == "assets": self = .asset(String(parts[1]))
        case 2 where parts[0] == "media": self = .media(String(parts[1]))
        case 2 where parts[0] == "newsletter": self = .edition(String(parts[1]))
        case 2:
            guard let slug = Slug(validating: parts[1]) else { return nil }
            switch parts[0] {
            case "sections": self = .section(slug)
            case "topics": self = .topic(slug)
            case "people": self = .person(slug)
            case "sponsored": self = .sponsored(slug)
            case "discussion": self = .discussion(slug)
            default: self.init(historyParts: parts)
            }
        case 3 where parts[0] == "ad" && parts[1] == "picture": self = .advertisingPicture(String(parts[2]))
        case 3 where parts[0] == "discussion" && parts[2] == "feed.xml":
            guard let slug = Slug(validating: parts[1]) else { return nil }
            self = .discussionFeed(slug)
        default: self.init(historyParts: parts)
        }
    }

    /// Reads `SLUG/history`, `SLUG/history/N` and `SLUG/history/N/changes`.
    private init?(historyParts parts: [Substring]) {
        guard (2...4).contains(parts.count), parts[1] == "history", let slug = Slug(validating: parts[0]),
            !Self.reservedSlugs.contains(slug)
        else { return nil }
        guard parts.count > 2 else {
            self = .articleHistory(slug)
            return
        }
        guard let number = Self.positiveNumber(parts[2]) else { return nil }
        guard parts.count > 3 else {
            self = .articleVersion(slug, number)
            return
        }
        guard parts[3] == "changes" else { return nil }
        self = .articleChange(slug, number)
    }

    /// The path, from the root.
    package var path: String {
        switch self {
        case .article(let slug): "/\(slug)"
        case .articleHistory(let slug): "/\(slug)/history"
        case .articleVersion(let slug, let number): "/\(slug)/history/\(number)"
        case .articleChange(let slug, let number): "/\(slug)/history/\(number)/changes"
        case .section(let slug): "/sections/\(slug)"
        case .topic(let slug): "/topics/\(slug)"
        case .person(let slug): "/people/\(slug)"
        case .sponsored(let slug): "/sponsored/\(slug)"
        case .edition(let name): "/newsletter/\(name)"
        case .sitemap(let number): "/sitemap-\(number).xml"
        case .media(let name): "/media/\(name)"
        case .advertisingPicture(let name): "/ad/picture/\(name)"
        case .go(let link): "/go/\(link)"
        case .postback(let programme): "/postback/\(programme)"
        case .mailHook(let service, let secret): "/hooks/mail/\(service)/\(secret)"
        case .editionLink(let edition, let path): "/newsletter/read/\(edition)\(path)"
        case .discussion(let slug): "/discussion/\(slug)"
        case .discussionFeed(let slug): "/discussion/\(slug)/feed.xml"
        case .asset(let name) where name != "favicon.ico": "/assets/\(name)"
        default: Self.pathsByRoute[self] ?? "/"
        }
    }

    /// Whether a query can ask for another page than the route alone; elsewhere it is ignored.
    package var dependsOnQuery: Bool {
        switch self {
        case .search, .section, .topic, .person, .corrections, .articleHistory, .discussion: true
        default: false
        }
    }

    private static func sitemapNumber(_ name: Substring) -> Int? {
        guard name.hasPrefix("sitemap-"), name.hasSuffix(".xml") else { return nil }
        return positiveNumber(name.dropFirst(8).dropLast(4))
    }

    /// A number from 1, in the one way in which it is written.
    private static func positiveNumber(_ digits: Substring) -> Int? {
        guard let number = Int(digits), number > 0, String(number) == digits else { return nil }
        return number
    }
}
