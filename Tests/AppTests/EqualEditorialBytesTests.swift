import Commerce
import Compositor
import HTTPSupport
import Kernel
import NIOCore
import TestSupport
import Testing

@testable import App

/// Whatever the commercial data, equal editorial data gives equal editorial bytes.
@Suite struct EqualEditorialBytesTests {
    private let clock = FixedClock(Timestamp(milliseconds: 1_795_478_400_000))

    @Test func commercialDataChangesNoEditorialByte() async throws {
        try await withTemporaryFolder("app") { folder in
            let data = DataDirectory(folder + "/site")
            _ = try await ExampleSite(clock: clock).make(in: data, environment: [:])
            let settings = try await Settings(data: data, environment: [:])
            let stores = try await Stores(settings, clock: clock)
            let before = try await versions(settings, stores)
            #expect(before.count > 30)
            var generator = SystemRandomNumberGenerator()
            for _ in 0..<5 {
                try await randomise(stores, using: &generator)
                try await randomiseRules(stores, using: &generator)
                #expect(try await versions(settings, stores) == before)
            }
            await stores.close()
        }
    }

    /// The editorial bytes of each page, by path: what is left when everything commercial is taken out again; and the name
    /// of its editorial state before them.
    private func versions(_ settings: Settings, _ stores: Stores) async throws -> [String: String] {
        let site = try await Site(settings: settings, stores: stores, origin: "https://quarto.example", clock: clock)
        var versions: [String: String] = [:]
        for path in try await Self.paths(of: site) {
            let route = try #require(Route(path: path))
            guard case .entry(let entry)? = try await site.library.page(at: route) else {
                Issue.record("\(path) has no page")
                continue
            }
            let request = ReadyRequest(path: path, hasQuery: false, acceptsGzip: false, ifNoneMatch: nil)
            let text = site.library.answer(request, with: entry).body.map { String(buffer: $0) }.joined()
            try Self.checkDisclosure(of: text, at: path)
            versions[path] = "\(entry.page.version) \(Eraser.erase(text))"
        }
        return versions
    }

    /// P7: a commission is disclosed before the first link that earns one, if and only if there is one.
    private static func checkDisclosure(of text: String, at path: String) throws {
        let notice = text.firstRange(of: "we may earn a commission from")
        let link = text.firstRange(of: "rel=\"sponsored")
        #expect((notice == nil) == (link == nil), "\(path)")
        guard let notice, let link else { return }
        #expect(notice.lowerBound < link.lowerBound, "\(path)")
        #expect(
            text.ranges(of: "rel=\"sponsored").count == text.ranges(of: "<span class=\"paid-link\">").count, "\(path)")
    }

    /// The addresses in the sitemap, but for the one page that is about commerce.
    private static func paths(of site: Site) async throws -> [String] {
        var paths: [String] = ["/feed.xml", "/atom.xml", "/feed.json", "/sitemap.xml", "/robots.txt"]
        for number in 1...2 {
            guard case .entry(let entry)? = try await site.library.page(at: .sitemap(number)) else { continue }
            let request = ReadyRequest(path: "", hasQuery: false, acceptsGzip: false, ifNoneMatch: nil)
            let text = site.library.answer(request, with: entry).body.map { String(buffer: $0) }.joined()
            paths += text.split(separator: "<loc>https://quarto.example").dropFirst()
                .compactMap { $0.split(separator: "</loc>").first.map(String.init) }
        }
        for case .article(let slug)? in paths.map({ Route(path: $0) }) {
            paths += [Route.articleHistory(slug).path, Route.articleVersion(slug, 1).path]
        }
        return paths.filter { $0 != "/partners" }
    }

    private func randomise(_ stores: Stores, using generator: inout some RandomNumberGenerator) async throws {
        let partners = PartnerStore(database: stores.commerce)
        let signature = Signature(account: nil, name: "Test", at: clock.now())
        let advertisements = HouseAdvertisementStore(database: stores.commerce)
        for number in 0..<Int.random(in: 1...5, using: &generator) {
            let since = CalendarDay(daysSince1970: Int.random(in: 10_000...25_000, using: &generator))
            try await partners.save(
                Partner(
                    slug: Slug("random-\(number)"), name: "Random \(number)",
                    relationship: Bool.random(using: &generator) ? .affiliate : .advertiser,
                    domain: "random-\(number).example", since: since,
                    ended: Bool.random(using: &generator) ? since.advanced(byDays: 100) : nil, about: "Random."),
                by: signature)
            try await advertisements.save(
                HouseAdvertisement(
                    slug: Slug("random-\(number)"),
                    place: Slot.Place.allCases.randomElement(using: &generator) ?? .top, headline: "Random",
                    text: "Random \(number).", path: "/partners"))
        }
    }

    /// Rules and links for domains that the example’s articles and sources really link to.
    private func randomiseRules(_ stores: Stores, using generator: inout some RandomNumberGenerator) async throws {
        let signature = Signature(account: nil, name: "Test", at: clock.now())
        let site = OwnSite(origin: "https://quarto.example")
        let partner = try Slug("shop-\(UInt32.random(in: 0...UInt32.max, using: &generator))")
        try await PartnerStore(database: stores.commerce).save(
            Partner(
                slug: partner, name: "Shop <&\" \(partner)", relationship: .affiliate, domain: "shop.example",
                since: CalendarDay(daysSince1970: 15_000), ended: nil, about: "Random."),
            by: signature)
        let templates = ["https://hop.example/?u={url}&s={subid}", "{address}?tag=x&sub={subid}"]
        let programme = Programme(
            id: Programme.ID(at: signature.at), partner: partner, name: "Random", network: .generic,
            ownTemplate: templates.randomElement(using: &generator) ?? templates[0],
            allowsRedirects: Bool.random(using: &generator), requiredSentence: "Required & “said”.",
            since: CalendarDay(daysSince1970: 15_000))
        try await ProgrammeStore(database: stores.commerce, site: site).save(programme, by: signature)
        let rules = MerchantRuleStore(database: stores.commerce, site: site)
        for domain in ["nasa.gov", "britannica.com", "bipm.org", "food.gov.uk", "who.int", "northlight-optics.example"]
        where Bool.random(using: &generator) {
            for rule in try await rules.all() where rule.domain == domain && rule.ended == nil {
                try await rules.save(
                    MerchantRule(
                        id: rule.id, programme: rule.programme, domain: rule.domain, path: rule.path,
                        template: rule.template, made: rule.made, ended: signature.at), by: signature)
            }
            try await rules.save(
                MerchantRule(
                    id: MerchantRule.ID(at: signature.at), programme: programme.id, domain: domain, made: signature.at),
                by: signature)
        }
        let destination = "https://www.nist.gov/si-redefinition/kilogram"
        let links = HandMadeLinkStore(database: stores.commerce, site: site)
        try await links.save(
            HandMadeLink(
                slug: Slug("kilogram"), name: "The kilogram", programme: programme.id, destination: destination,
                target: "\(destination)?ref=\(partner)", made: signature.at,
                ended: Bool.random(using: &generator) ? signature.at : nil),
            by: signature)
    }
}
