import Commerce
import Database
import Kernel

@testable import App

/// The commercial side of a site, taken at random from one state to another: partners, programmes, rules, links and house
/// advertisements come, change and end, with dates in the past and in the future.
struct RandomCommerce {
    /// Domains that the example’s articles and sources really link to.
    private static let domains = [
        "nasa.gov", "britannica.com", "bipm.org", "food.gov.uk", "who.int", "nist.gov", "guinnessworldrecords.com",
        "northlight-optics.example", "atlas-books.example", "hearthware.example", "meridian-travel.example",
    ]
    private static let destinations = [
        "https://www.nist.gov/si-redefinition/kilogram", "https://www.bipm.org/en/measurement-units",
    ]
    private static let templates = [
        "https://hop.example/?u={url}&s={subid}", "{address}?tag=x&sub={subid}", "https://go.example/{subid}?to={url}",
    ]

    private let partners: PartnerStore
    private let programmes: ProgrammeStore
    private let rules: MerchantRuleStore
    private let links: HandMadeLinkStore
    private let advertisements: HouseAdvertisementStore
    private let checks: CheckedLinkStore
    private let earnings: EarningStore
    private let bookings: RandomBookings
    private let advertisers: AdvertiserStore
    private let sponsored: SponsoredArticleStore
    private let clock: any WallClock
    private let published: @Sendable () async throws -> [PublishedPage]
    private var own: [Programme] = []

    /// - Parameter published: The published pages with their links.
    init(
        _ stores: Stores, clock: any WallClock,
        published: @escaping @Sendable () async throws -> [PublishedPage] = { [] }
    ) {
        self.published = published
        let site = OwnSite(origin: "https://quarto.example")
        partners = PartnerStore(database: stores.commerce)
        programmes = ProgrammeStore(database: stores.commerce, site: site)
        rules = MerchantRuleStore(database: stores.commerce, site: site)
        links = HandMadeLinkStore(database: stores.commerce, site: site)
        advertisements = HouseAdvertisementStore(database: stores.commerce)
        checks = CheckedLinkStore(database: stores.commerce)
        earnings = EarningStore(database: stores.commerce)
        advertisers = AdvertiserStore(database: stores.commerce)
        sponsored = SponsoredArticleStore(database: stores.commerce)
        self.clock = clock
        bookings = RandomBookings(database: stores.commerce, clock: clock)
    }

    private var signature: Signature { Signature(account: nil, name: "Test", at: clock.now()) }

    /// Goes on to another state.
    mutating func step(using generator: inout some RandomNumberGenerator) async throws {
        if own.isEmpty { try await changeProgramme(using: &generator) }
        switch Int.random(in: 0..<17, using: &generator) {
        case 14...: try await bookings.step(using: &generator)
        case 10, 11: try await changeHealth(using: &generator)
        case 0: try await changePartner(using: &generator)
        case 1: try await changeAdvertisement(using: &generator)
        case 2, 3: try await changeProgramme(using: &generator)
        case 4: try await changeLink(using: &generator)
        case 5: try await reportSales(using: &generator)
        case 12, 13: try await changeSponsoredArticle(using: &generator)
        default: try await changeRule(using: &generator)
        }
    }

    private func changePartner(using generator: inout some RandomNumberGenerator) async throws {
        let number = Int.random(in: 0..<6, using: &generator)
        let (since, ended) = term(using: &generator)
        try await partners.save(
            Partner(
                slug: Slug("random-\(number)"), name: "Random \(number)",
                relationship: Bool.random(using: &generator) ? .affiliate : .advertiser,
                domain: "random-\(number).example", since: since, ended: ended, about: "Random.",
                ownership: Partner.Ownership.allCases.randomElement(using: &generator) ?? .none), by: signature)
    }

    /// Has a network report sales, some of which are known in another state.
    private func reportSales(using generator: inout some RandomNumberGenerator) async throws {
        guard let programme = own.randomElement(using: &generator) else { return }
        var rows = "id,date,status,commission,currency\n"
        for number in Set((0..<5).map { _ in Int.random(in: 0..<50, using: &generator) }) {
            let status = ["pending", "approved", "paid", "declined"].randomElement(using: &generator) ?? "pending"
            rows += "\(number),2026-05-03,\(status),\(number).25,EUR\n"
        }
        let options = ReportOptions(network: .generic, programme: programme.id)
        _ = try await earnings.enter(
            EarningReport(.bytes(Array(rows.utf8)), name: "random", options: options), by: signature)
    }

    /// Has an advertiser’s sponsored article come, change, be published or be withdrawn; it links to what articles link to.
    private func changeSponsoredArticle(using generator: inout some RandomNumberGenerator) async throws {
        let number = Int.random(in: 0..<5, using: &generator)
        let payer = try Slug("payer-\(number)")
        let today = clock.now().localDay
        try await partners.save(
            Partner(
                slug: payer, name: "Payer <&\" \(number)",
                relationship: Bool.random(using: &generator) ? .affiliate : .advertiser,
                domain: "payer-\(number).example", since: today.advanced(byDays: -900), ended: nil, about: "Random."),
            by: signature)
        try await advertisers.save(
            Advertiser(partner: payer, name: "Payer", categories: [Slug("random")]), by: signature)
        let slug = try Slug("random-\(number)")
        let known = try await sponsored.article(at: slug)
        let first = today.advanced(byDays: Int.random(in: -40...10, using: &generator))
        let domain = Self.domains.randomElement(using: &generator) ?? "nasa.gov"
        let article = SponsoredArticle(
            id: known?.id ?? SponsoredArticle.ID(at: signature.at), slug: slug, advertiser: payer,
            title: "Kilogram <&\" \(number)", summary: "Random \(Int.random(in: 0..<100, using: &generator)).",
            body: "How many kilograms has [a telescope](https://\(domain)/x?ref=random)?",
            firstDay: first, lastDay: first.advanced(byDays: 30))
        try await sponsored.save(article, by: signature)
        if known?.state != .published {
            if article.lastDay >= today { try await sponsored.publish(article.id, on: today, by: signature) }
        } else if Bool.random(using: &generator) {
            try await sponsored.withdraw(article.id, by: signature)
        }
    }

    private func changeAdvertisement(using generator: inout some RandomNumberGenerator) async throws {
        let number = Int.random(in: 0..<6, using: &generator)
        try await advertisements.save(
            HouseAdvertisement(
                slug: Slug("random-\(number)"), place: Slot.Place.allCases.randomElement(using: &generator) ?? .top,
                headline: "Random <&\"", text: "Random \(Int.random(in: 0..<100, using: &generator)).",
                path: "/partners", ended: Int.random(in: 0..<4, using: &generator) == 0 ? clock.now() : nil),
            by: signature)
    }

    /// Makes a programme of a shop, or has one that is there begin, end or pay in another way.
    private mutating func changeProgramme(using generator: inout some RandomNumberGenerator) async throws {
        let number = Int.random(in: 0..<5, using: &generator)
        let shop = try Slug("shop-\(number)")
        try await partners.save(
            Partner(
                slug: shop, name: "Shop <&\" \(number)", relationship: .affiliate, domain: "shop-\(number).example",
                since: CalendarDay(daysSince1970: 15_000), ended: nil, about: "Random."), by: signature)
        let known = own.first { $0.partner == shop }
        let (since, ended) = term(using: &generator)
        let programme = Programme(
            id: known?.id ?? Programme.ID(at: signature.at), partner: shop, name: "Random \(number)", network: .generic,
            ownTemplate: Self.templates.randomElement(using: &generator) ?? "",
            allowsRedirects: Bool.random(using: &generator),
            requiredSentence: Bool.random(using: &generator) ? "Required & “said”." : "", since: since, ended: ended)
        try await programmes.save(programme, by: signature)
        own = own.filter { $0.partner != shop } + [programme]
    }

    /// Ends the rule of a domain, makes one, or has another programme take it over.
    private func changeRule(using generator: inout some RandomNumberGenerator) async throws {
        guard let domain = Self.domains.randomElement(using: &generator),
            let programme = own.randomElement(using: &generator)
        else { return }
        for rule in try await rules.all() where rule.domain == domain && rule.ended == nil {
            try await rules.save(
                MerchantRule(
                    id: rule.id, programme: rule.programme, domain: rule.domain, path: rule.path,
                    template: rule.template, made: rule.made, ended: signature.at), by: signature)
        }
        guard Int.random(in: 0..<3, using: &generator) > 0 else { return }
        try await rules.save(
            MerchantRule(
                id: MerchantRule.ID(at: signature.at), programme: programme.id, domain: domain, made: signature.at),
            by: signature)
    }

    private func changeLink(using generator: inout some RandomNumberGenerator) async throws {
        let number = Int.random(in: 0..<Self.destinations.count, using: &generator)
        guard let programme = own.randomElement(using: &generator) else { return }
        let destination = Self.destinations[number]
        try await links.save(
            HandMadeLink(
                slug: Slug("link-\(number)"), name: "Link \(number)", programme: programme.id, destination: destination,
                target: "\(destination)?ref=\(Int.random(in: 0..<100, using: &generator))", made: signature.at,
                ended: Bool.random(using: &generator) ? signature.at : nil), by: signature)
    }

    /// Has checks find anything at all at a few of the destinations, again and again, so that some links are dead.
    private func changeHealth(using generator: inout some RandomNumberGenerator) async throws {
        var wanted: [String: String?] = [:]
        for page in try await published() {
            for link in page.links where Int.random(in: 0..<3, using: &generator) == 0 {
                wanted[CheckedLink.destination(of: link.address)] = .some(nil)
            }
        }
        try await checks.keep(wanted, at: clock.now())
        var moment = clock.now()
        let ending = Int.random(in: 0..<4, using: &generator)
        for _ in 0..<ending {
            for lease in try await checks.claim(at: moment, limit: 30, lease: .seconds(60)) {
                try await checks.record(
                    Self.judgement(using: &generator), chain: [LinkHop(address: lease.address, status: 200)], of: lease,
                    at: moment)
            }
            moment = moment.advanced(by: .seconds(40 * 86_400))
        }
        if let link = try await checks.all().randomElement(using: &generator) {
            try await checks.leave(link.id, (clock.now().localDay, "Random <&\"."), by: signature)
        }
    }

    private static func judgement(using generator: inout some RandomNumberGenerator) -> LinkJudgement {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: LinkJudgement(outcome: CheckOutcome(status: 200, finalAddress: nil))
        case 1: LinkJudgement(outcome: CheckOutcome(status: 503, finalAddress: nil))
        case 2, 3: LinkJudgement(outcome: CheckOutcome(status: 404, finalAddress: nil))
        default:
            LinkJudgement(
                outcome: CheckOutcome(status: 200, finalAddress: nil),
                mark: LinkMark.allCases.randomElement(using: &generator), detail: "Random <&\".")
        }
    }

    /// When something begins, and when it ends if it does: half of the time it is in force now.
    private func term(using generator: inout some RandomNumberGenerator) -> (since: CalendarDay, ended: CalendarDay?) {
        let today = clock.now().localDay
        if Bool.random(using: &generator) { return (today.advanced(byDays: -400), nil) }
        let since = today.advanced(byDays: Int.random(in: -4000...1000, using: &generator))
        return (since, Bool.random(using: &generator) ? since.advanced(byDays: 500) : nil)
    }
}
