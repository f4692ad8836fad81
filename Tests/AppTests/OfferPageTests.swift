import Commerce
import CommerceWeb
import Database
import Editorial
import Foundation
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import RouterTestSupport
import TestSupport
import Testing

@testable import App
@testable import Compositor

/// Advertisements as readers meet them: on the pages of the example site, and at the addresses that they have.
@Suite struct OfferPageTests {
    private struct Served {
        let site: Site
        let stores: Stores
        let clock: SettableClock
        private let router: RouterAsker
        let campaign: Campaign
        private let signature: Signature

        static let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
        static let telephone = "Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0"
        static let article = "/how-to-choose-a-first-telescope"

        init(_ settings: Settings, _ stores: Stores, _ clock: SettableClock) async throws {
            self.stores = stores
            self.clock = clock
            signature = Signature(account: nil, name: "Bo", at: clock.now())
            site = try await Site.example(settings, stores, clock: clock)
            let metrics = PrometheusMetrics()
            router = RouterAsker(
                SiteRouter(
                    site, databases: stores.all, metrics: metrics, observer: RequestRecorder(metrics: metrics, log: nil)
                ).router.buildResponder())
            // What the example has booked would stand in the way.
            let flights = FlightStore(database: stores.commerce)
            for flight in try await flights.all() {
                try await flights.save(
                    Flight(
                        id: flight.id, campaign: flight.campaign, name: flight.name, first: flight.first,
                        last: flight.last, budget: flight.budget, pricing: flight.pricing, pacing: flight.pacing,
                        priority: flight.priority, targeting: flight.targeting, isPaused: true), by: signature)
            }
            let slug = try Slug("lenses")
            try await PartnerStore(database: stores.commerce).save(
                Partner(
                    slug: slug, name: "Lenses & Co", relationship: .advertiser, domain: "lenses.example",
                    since: clock.now().localDay.advanced(byDays: -3), ended: nil, about: "Grinds lenses."),
                by: signature)
            try await AdvertiserStore(database: stores.commerce).save(
                Advertiser(partner: slug, name: "Lenses Ltd", categories: [try Slug("optics")]), by: signature)
            campaign = Campaign(id: Campaign.ID(at: clock.now()), advertiser: slug, name: "Spring", currency: .euro)
            try await CampaignStore(database: stores.commerce).save(campaign, by: signature)
        }

        /// Books a flight with a creative, and waits for the server to know it.
        func book(
            in place: Slot.Place = .top, _ targeting: Targeting = .everywhere,
            content: Creative.Content = .text(headline: "A lens <&\"", text: "Ground by hand.")
        ) async throws -> Creative {
            let today = clock.now().localDay
            let flight = Flight(
                id: Flight.ID(at: clock.now()), campaign: campaign.id, name: "Two days", first: today,
                last: today.advanced(byDays: 1), budget: Money(micros: 40_000_000, .euro),
                pricing: .perThousandViews(Money(micros: 4_000_000, .euro)), pacing: .fast, targeting: targeting)
            try await FlightStore(database: stores.commerce).save(flight, by: signature)
            let creative = Creative(
                id: Creative.ID(at: clock.now()), flight: flight.id, name: "Text", place: place, content: content,
                destination: "https://www.lenses.example/new?a=b&c=ü")
            try await CreativeStore(database: stores.commerce).save(creative, by: signature)
            try await site.advertising.live.pulse()
            return creative
        }

        func ask(
            _ path: String, _ method: HTTPRequest.Method = .get, agent: String? = browser,
            fields: [String: String] = [:]
        ) async throws -> RouterAsker.Answer {
            var headers: HTTPFields = [.accept: "text/html"]
            headers[.userAgent] = agent
            for (name, value) in fields { headers[try #require(HTTPField.Name(name))] = value }
            return try await router.ask(method, path, headers)
        }

        /// Of each row of the ledger, by name.
        func events() async throws -> [String] {
            try await stores.commerce.read { connection in
                try connection.rows("SELECT event, outcome FROM offer_event ORDER BY event, outcome").map { row in
                    "\(try row.value("event", as: String.self)) \(try row.value("outcome", as: String.self))"
                }
            }
        }

        /// The first address of a page that is for a part of an advertisement.
        func address(_ part: String, in page: String) throws -> String {
            let start = try #require(page.firstRange(of: "/ad/\(part)/"))
            return String(page[start.lowerBound...].prefix { $0 != "\"" })
        }
    }

    private func withSite(
        _ environment: [String: String] = [:], _ body: (Served) async throws -> Void
    ) async throws {
        let clock = SettableClock()
        try await withExampleStores(clock: clock, environment: environment) { settings, stores in
            try await body(Served(settings, stores, clock))
        }
    }

    @Test func anAdvertisementStandsInItsSlotAndIsCountedOnce() async throws {
        try await withSite { served in
            let creative = try await served.book()
            let page = try await served.ask(Served.article).text
            #expect(page.contains("<!--fill slot top--><p class=\"slot-label\">Advertisement"))
            #expect(page.contains("A lens &lt;&amp;\""))
            #expect(page.contains("one advertiser pays for space on this page; it is labelled."))
            let (view, click) = (try served.address("view", in: page), try served.address("click", in: page))
            #expect(view.contains(creative.id.description))
            let seen = try await served.ask(view, .post)
            #expect(seen.status == 204)
            #expect(seen.headers[.cacheControl] == "no-store")
            let picture = try await served.ask(view)
            #expect(picture.status == 200)
            #expect(picture.headers[.contentType] == "image/gif")
            let away = try await served.ask(click)
            #expect(away.status == 302)
            #expect(away.headers[.location] == "https://www.lenses.example/new?a=b&c=%C3%BC")
            #expect(away.headers[.cacheControl] == "no-store")
            #expect(try await served.ask(click).status == 302)
            #expect(
                try await served.events()
                    == ["click counted", "click repeated", "view counted", "view repeated"])
        }
    }

    @Test func whatCannotCountIsWrittenDownWithItsReason() async throws {
        try await withSite { served in
            _ = try await served.book()
            let other = try await served.book(in: .end)
            let page = try await served.ask(Served.article).text
            let view = try served.address("view", in: page)
            let parts = view.split(separator: "/").map(String.init)
            let (creative, offer) = (parts[2], parts[3])
            #expect(try await served.ask(view, .head).status == 200)
            _ = try await served.ask(view, agent: nil)
            _ = try await served.ask(view, agent: "Googlebot/2.1")
            _ = try await served.ask(view, fields: ["Sec-Purpose": "prefetch;prerender"])
            _ = try await served.ask("/ad/view/\(other.id)/\(offer)")
            _ = try await served.ask("/ad/view/\(creative)/\(offer.dropLast(2))AA")
            served.clock.advance(by: .seconds(901))
            _ = try await served.ask(view)
            #expect(
                try await served.events() == [
                    "view crawler", "view expired", "view forged", "view head", "view no-agent", "view prefetch",
                    "view swapped",
                ])
            // The click counts for longer.
            _ = try await served.ask(try served.address("click", in: page))
            #expect(try await served.events().first == "click counted")
        }
    }

    @Test(arguments: ["view", "click", "frame"])
    func whatIsNoAddressOfAnAdvertisementIsNotFound(part: String) async throws {
        try await withSite { served in
            let long = String(repeating: "a", count: 5000)
            for path in ["x/y", "\(Creative.ID(at: served.clock.now()))/\(long)", "%00/%00"] {
                let status = try await served.ask("/ad/\(part)/\(path)").status
                #expect(status == 404)
            }
            let status = try await served.ask("/ad/\(part)/\(Creative.ID(at: served.clock.now()))/abc").status
            #expect(status == (part == "view" ? 200 : 404))
        }
    }

    @Test func aCopyWithOffersIsGoodForAWhileAndForOneReader() async throws {
        try await withSite { served in
            let before = try await served.ask(Served.article)
            #expect(before.headers[.cacheControl] == "no-cache")
            let plain = try #require(before.headers[.eTag])
            _ = try await served.book()
            let sold = try await served.ask(Served.article)
            #expect(sold.headers[.cacheControl] == "private, no-cache")
            let tag = try #require(sold.headers[.eTag])
            #expect(tag != plain)
            #expect(tag.dropFirst(3).prefix(24) == plain.dropFirst(3).prefix(24))
            let same = try await served.ask(Served.article, fields: ["If-None-Match": tag])
            #expect(same.status == 304)
            #expect(same.headers[.eTag] == tag)
            #expect(same.headers[.cacheControl] == "private, no-cache")
            #expect(try await served.ask(Served.article, fields: ["If-None-Match": plain]).status == 304)
            served.clock.advance(by: .seconds(600))
            #expect(try await served.ask(Served.article, fields: ["If-None-Match": tag]).status == 200)
        }
    }

    @Test func whatAPageIsAboutAndWhatItIsReadOnDecide() async throws {
        try await withSite { served in
            var targeting = Targeting()
            targeting.sections = [try Slug("science")]
            targeting.devices = [.phone]
            _ = try await served.book(targeting)
            let section = "/sections/science"
            func isAdvertised(_ path: String, _ agent: String) async throws -> Bool {
                try await served.ask(path, agent: agent).text.contains("/ad/click/")
            }
            let science = try #require(
                try await served.ask(section).text.split(separator: "<a href=\"/").map { $0.prefix { $0 != "\"" } }
                    .first { Route(path: "/\($0)").map { if case .article = $0 { true } else { false } } ?? false })
            #expect(try await isAdvertised("/\(science)", Served.telephone))
            #expect(try await !isAdvertised("/\(science)", Served.browser))
            #expect(try await !isAdvertised("/what-temperature-makes-chicken-safe", Served.telephone))
        }
    }

    @Test func aReaderIsToldWhyItStandsThere() async throws {
        try await withSite { served in
            var targeting = Targeting()
            targeting.kinds = [try Slug("guide"), try Slug("answer")]
            targeting.hours = Set(0..<24)
            _ = try await served.book(targeting)
            let page = try await served.ask(Served.article).text
            let origin = "https://quarto.example"
            let address = try served.address("why", in: page)
            let why = try await served.ask(address, fields: ["Referer": origin + Served.article])
            #expect(why.status == 200)
            #expect(why.text.contains("Lenses &amp; Co pays us for each time that it is seen."))
            #expect(why.text.contains("“Answers” or “Guides”: here “Guides”."))
            #expect(why.text.contains("href=\"\(Served.article)\""))
            #expect(why.text.contains("noindex"))
            for referrer in ["https://other.example\(Served.article)", "\(origin)/no-such-page", "\(origin)/%00", "x"] {
                let bare = try await served.ask(address, fields: ["Referer": referrer])
                #expect(bare.status == 200)
                #expect(!bare.text.contains(": here “") && !bare.text.contains("Back to the page"))
            }
        }
    }

    @Test func aDocumentRunsInAFrameOfItsOwn() async throws {
        try await withSite { served in
            _ = try await served.book(
                in: .rail, content: .html("<a target=\"_top\" href=\"{{click}}\">Buy</a><script>1</script>"))
            let page = try await served.ask(Served.article)
            #expect(page.text.contains("<iframe src=\"/ad/frame/"))
            #expect(!page.text.contains("allow-same-origin"))
            let frame = try await served.ask(try served.address("frame", in: page.text))
            let policy = try #require(frame.headers[.contentSecurityPolicy])
            #expect(policy.hasPrefix("sandbox allow-scripts"))
            #expect(policy.contains("default-src 'none'") && !policy.contains("allow-same-origin"))
            let click = try served.address("click", in: frame.text)
            #expect(try await served.ask(click).status == 302)
            #expect(try await served.events() == ["click counted"])
        }
    }

    @Test func aPageThatIsFilledLaterIsTheSameForEverybody() async throws {
        let environment = ["MASTHEAD_ADVERTISING_DELIVERY": "deferred", "MASTHEAD_ADVERTISING_CACHE_SECONDS": "90"]
        try await withSite(environment) { served in
            let creative = try await served.book()
            let page = try await served.ask(Served.article)
            #expect(page.headers[.cacheControl] == "public, max-age=0, s-maxage=90, must-revalidate")
            #expect(!page.text.contains("/ad/click/"))
            #expect(
                page.text.contains("advertisers may pay for three spaces on this page; what stands there is labelled."))
            for agent in [Served.telephone, Served.browser] {
                let other = try await served.ask(Served.article, agent: agent)
                #expect(other.text == page.text)
                #expect(other.headers[.eTag] == page.headers[.eTag])
            }
            let fills = try await served.ask("/ad/slots?page=\(Served.article)")
            #expect(fills.headers[.cacheControl] == "no-store")
            let decoded = try JSONDecoder().decode([String: String].self, from: Data(fills.text.utf8))
            #expect(decoded.keys.sorted() == ["top"])
            let html = try #require(decoded["top"])
            #expect(html.hasPrefix("<p class=\"slot-label\">Advertisement"))
            let view = try served.address("view", in: html)
            #expect(view.contains(creative.id.description))
            #expect(try await served.ask(view, .post).status == 204)
            #expect(try await served.events() == ["view counted"])
        }
    }

    @Test(arguments: [
        "", "?page=", "?page=/no-such-page", "?page=//evil.example/", "?page=%00", "?page=/ad/slots", "?page=%ff",
    ])
    func slotsOfNoPageAreNone(query: String) async throws {
        try await withSite { served in
            _ = try await served.book()
            let answer = try await served.ask("/ad/slots\(query)")
            #expect([400, 404].contains(answer.status), "\(query): \(answer.status)")
        }
    }

    @Test func aPageWithoutSlotsHasNothingToFill() async throws {
        try await withSite { served in
            _ = try await served.book()
            #expect(try await served.ask("/ad/slots?page=/standards").text == "{}")
        }
    }

    @Test func thePartnerIsListedWhileItsFlightRuns() async throws {
        try await withSite { served in
            func live() async throws -> Bool {
                served.site.library.forgetAll()
                let page = try await served.ask("/partners").text
                let idle = page.firstRange(of: "Agreements that no article uses")?.lowerBound ?? page.endIndex
                return page[..<idle].contains("Lenses &amp; Co")
            }
            #expect(try await !live())
            _ = try await served.book()
            #expect(try await live())
            served.clock.advance(by: .seconds(2 * 86_400))
            #expect(try await !live())
        }
    }
}
