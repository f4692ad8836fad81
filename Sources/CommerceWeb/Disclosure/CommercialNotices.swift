package import Commerce
package import Kernel
import Markup

/// Says what is said of the site, of articles and of comparisons because of who pays, from the rules and agreements themselves.
package struct CommercialNotices: NoticeFiller {
    private let rules: @Sendable () -> LiveRules
    private let paysCommission: @Sendable () async throws -> Bool?
    private let published: @Sendable (String) async throws -> PublishedPage?
    private let advertisers: @Sendable (CalendarDay) async throws -> Set<Slug>
    private let isOnePerson: @Sendable () async throws -> Bool
    private let siteName: @Sendable () -> String
    private let profile: DisclosureProfile
    private let clock: any WallClock

    /// - Parameters:
    ///   - rules: What links earn by now.
    ///   - paysCommission: Whether any published article earns a commission now; `nil` while nobody knows.
    ///   - published: The published article at a path.
    ///   - advertisers: The partners that pay for space on a day.
    ///   - isOnePerson: Whether the site has declared that one person does everything.
    ///   - siteName: As readers know the site.
    package init(
        rules: @escaping @Sendable () -> LiveRules,
        paysCommission: @escaping @Sendable () async throws -> Bool?,
        published: @escaping @Sendable (String) async throws -> PublishedPage?,
        advertisers: @escaping @Sendable (CalendarDay) async throws -> Set<Slug>,
        isOnePerson: @escaping @Sendable () async throws -> Bool, siteName: @escaping @Sendable () -> String,
        profile: DisclosureProfile, clock: any WallClock
    ) {
        self.rules = rules
        self.paysCommission = paysCommission
        self.published = published
        self.advertisers = advertisers
        self.isOnePerson = isOnePerson
        self.siteName = siteName
        self.profile = profile
        self.clock = clock
    }

    package func fills(of notices: Set<Notice>) async throws -> [Notice: NoticeFill] {
        guard !notices.isEmpty else { return [:] }
        let day = clock.now().localDay
        let rules = rules()
        let isOnePerson = try await isOnePerson()
        var fills: [Notice: NoticeFill] = [:]
        for notice in notices {
            switch notice {
            case .funding:
                guard let paysCommission = try await paysCommission() else { continue }
                let funding = Funding(
                    site: siteName(), paysForSpace: try await !advertisers(day).isEmpty,
                    paysCommission: paysCommission, isOnePerson: isOnePerson,
                    relatives: rules.relatives(on: day))
                fills[notice] = NoticeFill(html: Self.text(funding.sentences + " "))
            case .label(let path):
                guard profile == .uk, let page = try await published(path), rules.makeWhollyAffiliate(page, on: day)
                else { continue }
                fills[notice] = Self.label
            case .independence(let addresses):
                let independence = Independence(
                    relatives: addresses.map { rules.relatives(at: $0, on: day) }, isOnePerson: isOnePerson,
                    profile: profile)
                guard let words = independence.words else { continue }
                var html = HTMLWriter()
                html.element(.p, .class("independence"), text: words)
                fills[notice] = NoticeFill(html: html.bytes)
            case .comments: continue
            }
        }
        return fills
    }

    private static func text(_ text: String) -> [UInt8] {
        var html = HTMLWriter()
        html.text(text)
        return html.bytes
    }

    /// What the CAP Code asks for (2.1, 2.3): the word “ad”, where a reader decides whether to read.
    private static let label = {
        var html = HTMLWriter()
        html.element(.span, .class("ad-label"), text: "Ad")
        html.text(" ")
        return NoticeFill(html: html.bytes, text: "Ad")
    }()
}
