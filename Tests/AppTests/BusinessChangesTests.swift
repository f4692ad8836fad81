import Commerce
import HTTPSupport
import Kernel
import NIOCore
import RouterTestSupport
import TestSupport
import Testing

@testable import App

/// What readers see of a change that the business side makes.
@Suite struct BusinessChangesTests {
    private let clock = FixedClock(Timestamp(milliseconds: 1_795_478_400_000))
    private let telescopes = "/how-to-choose-a-first-telescope"

    private func withSite(_ body: (Site, Stores) async throws -> Void) async throws {
        try await withExampleStores(clock: clock) { settings, stores in
            try await body(.example(settings, stores, clock: clock), stores)
        }
    }

    private func text(of path: String, _ site: Site) async throws -> String {
        let route = try #require(Route(path: path))
        guard case .entry(let entry)? = try await site.library.page(at: route) else {
            Issue.record("\(path) has no page")
            return ""
        }
        let request = ReadyRequest(path: path, hasQuery: false, acceptsGzip: false, ifNoneMatch: nil)
        return site.library.answer(request, with: entry).body.map { String(buffer: $0) }.joined()
    }

    private func post(_ route: OfficeRoute, at path: OfficeRoute, _ parameters: [String: String], _ site: Site)
        async throws
    {
        let endpoint = try #require(
            site.offices.endpoints.first { $0.method == .post && $0.route.path == route.path })
        let member = StaffMember(id: StaffID(at: clock.now()), name: "Bo", roles: [.business])
        _ = try await endpoint.handler(
            StaffRequest(
                member: member, formToken: "", path: path.path, query: QueryParameters(), form: FormBody(), body: [],
                mediaType: "", now: clock.now(), wantsJSON: false, parameters: parameters))
    }

    @Test func anEndedRuleIsGoneFromPagesAtOnceAndItsLinksLeadOn() async throws {
        try await withSite { site, stores in
            let before = try await text(of: telescopes, site)
            #expect(before.contains("we may earn a commission from Northlight Optics."))
            #expect(before.contains("(paid link)"))
            let go = try #require(before.split(separator: "<a href=\"/go/").dropFirst().first).prefix { $0 != "\"" }
            let id = try #require(AffiliateLink.ID(go))
            let links = try await LiveLinks(database: stores.commerce, clock: clock)
            let earning = try #require(try await links.destination(of: id))
            #expect(earning.contains("sub=how-to-choose-a-first-telescope_text"))
            let rules = MerchantRuleStore(database: stores.commerce, site: OwnSite(origin: "https://quarto.example"))
            let rule = try #require(try await rules.all().first { $0.domain == "northlight-optics.example" })
            try await post(
                .merchantRuleEnd(":id"), at: .merchantRuleEnd(rule.id.description), ["id": rule.id.description], site)
            let after = try await text(of: telescopes, site)
            #expect(!after.contains("may earn a commission"))
            #expect(!after.contains("(paid link)"))
            #expect(
                after.contains(
                    "<a href=\"https://www.northlight-optics.example/telescopes/dobsonian-150\" rel=\"external\">"))
            #expect(Eraser.erase(after) == Eraser.erase(before))
            try await links.reload()
            #expect(try await links.destination(of: id)?.hasPrefix("https://www.northlight-optics.example/") == true)
        }
    }

    @Test func aPartnerThatForbidsRedirectsGetsItsLinksWithoutADetour() async throws {
        try await withSite { site, _ in
            let page = try await text(of: "/how-to-read-a-map-scale", site)
            #expect(
                page.contains(
                    "<a href=\"https://shop.atlas-books.example/atlases/desk-atlas-of-the-world?partner=quarto&amp;"
                        + "sub=how-to-read-a-map-scale_text\" rel=\"sponsored nofollow external\" "
                        + "data-plain=\"https://shop.atlas-books.example/atlases/desk-atlas-of-the-world\">"))
            #expect(!page.contains("/go/"))
        }
    }

    @Test func thePartnersPageCountsTheArticlesThatLink() async throws {
        try await withSite { site, _ in
            let page = try await text(of: "/partners", site)
            for (partner, count) in [("Northlight Optics", "1"), ("Atlas Books", "1"), ("Hearthware Kitchen", "1")] {
                let row = try #require(page.split(separator: "<tr>").first { $0.contains(partner) })
                #expect(row.contains("<td>\(count)</td>"), "\(row)")
            }
            #expect(page.contains("none: it pays for space"))
            let money = try await text(of: "/how-we-make-money", site)
            #expect(money.contains("3 of 19 published articles (16 %) hold a link that may earn a commission."))
            #expect(!Eraser.erase(money).contains("In figures"))
        }
    }

    @Test(arguments: [("uk", "(ad, paid link)"), ("eu", "(paid link)"), ("us", "(paid link)")])
    func theProfileIsASetting(profile: String, mark: String) async throws {
        let environment = ["MASTHEAD_DISCLOSURE_PROFILE": profile]
        try await withExampleStores(clock: clock, environment: environment) { settings, stores in
            let site = try await Site.example(settings, stores, clock: clock)
            #expect(try await text(of: telescopes, site).contains("<span class=\"paid-link\">\(mark)</span>"))
            await #expect(throws: Problem.self) {
                try await Settings(data: settings.data, environment: ["MASTHEAD_DISCLOSURE_PROFILE": "mars"])
            }
        }
    }
}
