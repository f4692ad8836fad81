import Commerce
import Kernel
import Testing

@testable import CommerceWeb

@Suite struct CommercialNoticesTests {
    private let clock = FixedClock(Timestamp(milliseconds: 1_795_478_400_000))
    private var day: CalendarDay { clock.now().day }
    private let scope = "https://www.optics.example/scope"
    private let other = "https://other.example/"

    private func partner(
        _ name: String, ownership: Partner.Ownership = .none, ended: CalendarDay? = nil
    ) throws -> Partner {
        try Partner(
            slug: Slug(name.lowercased().filter(\.isLetter)), name: name, relationship: .affiliate,
            domain: "shop.optics.example",
            since: CalendarDay(daysSince1970: 18_000), ended: ended, about: "Sells.", ownership: ownership)
    }

    private func rules(_ partner: Partner) -> LiveRules {
        let programme = Programme(
            id: Programme.ID(at: clock.now()), partner: partner.slug, name: "P", network: .generic,
            ownTemplate: "{address}?ref=q", allowsRedirects: true, since: partner.since)
        let rule = MerchantRule(
            id: MerchantRule.ID(at: clock.now()), programme: programme.id, domain: "optics.example", path: "/*",
            made: clock.now())
        return LiveRules(partners: [partner], programmes: [programme], rules: [rule], links: [])
    }

    private func notices(
        _ partner: Partner, pages: [PublishedPage] = [], advertisers: Set<Slug> = [], isOnePerson: Bool = false,
        profile: DisclosureProfile = .us
    ) -> CommercialNotices {
        let rules = rules(partner)
        let census = LinkCensus(of: pages, by: rules, on: day)
        return CommercialNotices(
            rules: { rules }, paysCommission: { census.earningPages > 0 },
            published: { path in pages.first(where: { $0.path == path }) }, advertisers: { _ in advertisers },
            isOnePerson: { isOnePerson },
            siteName: { "A & B" }, profile: profile, clock: clock)
    }

    private func page(_ path: String, _ links: OutboundLink...) -> PublishedPage {
        PublishedPage(path: path, title: "T", links: links)
    }

    private func html(_ notice: Notice, _ notices: CommercialNotices) async throws -> String {
        String(decoding: try await notices.fills(of: [notice])[notice]?.html ?? [], as: UTF8.self)
    }

    @Test(arguments: [
        (true, true, "is paid for by advertising and by commission on some links. Who pays has no say"),
        (true, false, "is paid for by advertising. Who pays has no say"),
        (false, true, "is paid for by commission on some links. Who pays has no say"),
        (false, false, "earns nothing from advertising or links at present."),
    ])
    func theSiteLineIsWhatIsTrueNow(paysForSpace: Bool, paysCommission: Bool, words: String) async throws {
        let optics = try partner("Optics")
        let notices = notices(
            optics, pages: [page("/a", OutboundLink(address: paysCommission ? scope : other))],
            advertisers: paysForSpace ? [try Slug("someone")] : [])
        let line = try await html(.funding, notices)
        #expect(line.hasPrefix("A &amp; B \(words)"))
        #expect(line.contains("no say") == (paysForSpace || paysCommission))
    }

    @Test func noIndependenceIsPromisedWhereTheSoftwareDoesNotKeepIt() async throws {
        let pages = [page("/a", OutboundLink(address: scope))]
        let alone = try await html(.funding, notices(try partner("Optics"), pages: pages, isOnePerson: true))
        #expect(alone.contains("One person writes it and sees to what it earns."))
        #expect(!alone.contains("no say"))
        for ownership in Partner.Ownership.allCases where ownership != .none {
            let line = try await html(.funding, notices(try partner("Optics", ownership: ownership), pages: pages))
            #expect(line.contains("Optics belongs together with its publisher."))
            #expect(!line.contains("no say"))
        }
    }

    /// D10: each link of the text has to earn, and there has to be one; sources count on neither side.
    @Test func whatIsWhollyAffiliateIsAnAdByTheProfileThatAsksForIt() async throws {
        let source = OutboundLink(address: other, place: .source)
        let pages = [
            page("/wholly", OutboundLink(address: scope), OutboundLink(address: scope), source),
            page("/partly", OutboundLink(address: scope), OutboundLink(address: other)),
            page("/sources", OutboundLink(address: scope, place: .source)),
            page("/none"),
        ]
        for profile in DisclosureProfile.allCases {
            let notices = notices(try partner("Optics"), pages: pages, profile: profile)
            for path in pages.map(\.path) + ["/unknown"] {
                let fill = try await notices.fills(of: [.label(of: path)])[.label(of: path)]
                let isAd = profile == .uk && path == "/wholly"
                #expect(fill?.text == (isAd ? "Ad" : nil), "\(path)")
                #expect((fill?.html.isEmpty == false) == isAd, "\(path)")
            }
        }
    }

    /// D12: by the partner’s own registrable domain and by where its rules apply.
    @Test(arguments: [
        (Partner.Ownership.publisherOwns, "which belongs to the publisher of this site"),
        (.ownsPublisher, "which owns the publisher of this site"),
        (.sameOwner, "which has the same owner as the publisher of this site"),
    ])
    func aComparisonWithAProductOfOnesOwnIsNotCalledIndependent(ownership: Partner.Ownership, words: String)
        async throws
    {
        let own = notices(try partner("Opt<ics", ownership: ownership))
        let text = try await html(.independence(of: [scope, other, "no address"]), own)
        #expect(text.contains("Not an independent evaluation: one of the products compared here leads to Opt&lt;ics,"))
        #expect(text.contains(words))
        #expect(!text.contains("An independent evaluation"))
        let elsewhere = try await html(.independence(of: [other]), own)
        #expect(elsewhere.contains("An independent evaluation:"))
        let two = try await html(.independence(of: [scope, "https://optics.example/2"]), own)
        #expect(two.contains("2 of the products compared here lead to"))
    }

    @Test func ownershipOutlastsTheAgreement() async throws {
        let ended = try partner("Optics", ownership: .publisherOwns, ended: day.advanced(byDays: -1))
        let text = try await html(.independence(of: [scope]), notices(ended))
        #expect(text.contains("Not an independent evaluation"))
    }

    @Test func aPartnerOfNobodyOfOursLeavesTheEvaluationIndependent() async throws {
        let text = try await html(.independence(of: [scope, other]), notices(try partner("Optics")))
        #expect(text.contains("An independent evaluation:"))
        #expect(!text.contains("Nobody paid for a place"))
        let european = try await html(
            .independence(of: [scope]), notices(try partner("Optics"), isOnePerson: true, profile: .eu))
        #expect(european.contains("Nobody paid for a place in this list."))
        #expect(!european.contains("An independent evaluation"))
    }

    @Test func wherePeopleDoBothOrNothingIsComparedNothingIsClaimed() async throws {
        #expect(try await html(.independence(of: [scope]), notices(try partner("O"), isOnePerson: true)).isEmpty)
        #expect(try await html(.independence(of: []), notices(try partner("O"))).isEmpty)
    }

    @Test(arguments: DisclosureProfile.allCases)
    func anItemOfAFeedTellsOfItsLinksAlone(profile: DisclosureProfile) {
        func words(_ links: Int) -> String {
            let emissions = Emissions(
                houseAdvertisements: 0, paidAdvertisements: 0, monetisedLinks: links, partners: ["A"], surface: .item)
            return String(decoding: DisclosureWording(profile: profile).disclosure(of: emissions), as: UTF8.self)
        }
        #expect(words(0).isEmpty)
        #expect(words(1).contains("may earn a commission from A"))
        #expect(!words(1).contains("this page"))
    }
}
