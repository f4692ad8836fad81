import Commerce
import Database
import Foundation
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import RouterTestSupport
import Staff
import TestSupport
import Testing

@testable import App

/// Frames of third parties as readers meet them: never by themselves, and not at all where somebody objects.
@Suite struct ThirdPartyFramePageTests {
    private struct Served {
        let site: Site
        let stores: Stores
        let clock: SettableClock
        let creative: Creative
        private let router: RouterAsker

        static let article = "/how-to-choose-a-first-telescope"
        static let framed = ["Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin"]

        init(_ settings: Settings, _ stores: Stores, _ clock: SettableClock) async throws {
            self.stores = stores
            self.clock = clock
            let signature = Signature(account: nil, name: "Bo", at: clock.now())
            site = try await Site.example(settings, stores, clock: clock)
            let metrics = PrometheusMetrics()
            router = RouterAsker(
                SiteRouter(
                    site, databases: stores.all, metrics: metrics, observer: RequestRecorder(metrics: metrics, log: nil)
                ).router.buildResponder())
            let flights = FlightStore(database: stores.commerce)
            for flight in try await flights.all() where !flight.isPaused {
                try await flights.setPaused(true, of: flight.id, by: signature)
            }
            let slug = try Slug("lenses")
            let today = clock.now().localDay
            try await PartnerStore(database: stores.commerce).save(
                Partner(
                    slug: slug, name: "Lenses & Co", relationship: .advertiser, domain: "lenses.example",
                    since: today.advanced(byDays: -3), ended: nil, about: "Grinds lenses."), by: signature)
            try await AdvertiserStore(database: stores.commerce).save(
                Advertiser(partner: slug, name: "Lenses Ltd", categories: [try Slug("optics")]), by: signature)
            let campaign = Campaign(
                id: Campaign.ID(at: clock.now()), advertiser: slug, name: "Spring", currency: .euro)
            try await CampaignStore(database: stores.commerce).save(campaign, by: signature)
            let flight = Flight(
                id: Flight.ID(at: clock.now()), campaign: campaign.id, name: "Two days", first: today,
                last: today.advanced(byDays: 1), budget: Money(micros: 40_000_000, .euro),
                pricing: .perThousandViews(Money(micros: 4_000_000, .euro)), pacing: .fast)
            try await flights.save(flight, by: signature)
            let address = try TagAddress("https://tags.example/serve?a=b")
            creative = Creative(
                id: Creative.ID(at: clock.now()), flight: flight.id, name: "Frame", place: .top, content: .tag(address),
                destination: address.description)
            try await CreativeStore(database: stores.commerce).save(creative, by: signature)
            try await site.advertising.live.pulse()
        }

        func allow(_ allows: Bool = true) async throws {
            let settings = SiteSettingsStore(database: stores.staff, clock: clock, fixed: [:], zone: { _ in .utc })
            let present = try await settings.settings()
            try await settings.change(
                to: [.thirdPartyFrames: allows ? "yes" : "no"], base: present.change, by: "petra", name: "Petra")
            try await site.refresh()
        }

        func ask(
            _ path: String, _ fields: [String: String] = [:]
        ) async throws -> RouterAsker.Answer {
            var headers: HTTPFields = [.accept: "text/html"]
            headers[.userAgent] = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
            for (name, value) in fields { headers[try #require(HTTPField.Name(name))] = value }
            return try await router.ask(.get, path, headers)
        }

        /// Where the page has the frame; `nil` when there is none.
        func frame(in page: String) -> String? {
            guard let start = page.firstRange(of: "/ad/frame/") else { return nil }
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

    @Test func thePublisherHasToAllowThem() async throws {
        try await withSite { served in
            let before = try await served.ask(Served.article)
            #expect(!before.text.contains("tags.example"))
            #expect(before.text.contains("advertisements on this page are our own"))
            try await served.allow()
            let page = try await served.ask(Served.article)
            #expect(page.text.contains("data-host=\"tags.example\""))
            #expect(page.text.contains("one advertiser pays for space on this page; it is labelled."))
            #expect(page.headers[.cacheControl] == "private, no-cache")
            // The page itself names no other host, whatever stands on it.
            let policy = try #require(page.headers[.contentSecurityPolicy])
            #expect(policy.contains("frame-src 'self';") && !policy.contains("tags.example"))
            let frame = try #require(served.frame(in: page.text))
            #expect(try await served.ask(frame, Served.framed).status == 200)
            try await served.allow(false)
            #expect(try await !served.ask(Served.article).text.contains("tags.example"))
            #expect(try await served.ask(frame, Served.framed).status == 404)
        }
    }

    @Test func whoObjectsIsOfferedNone() async throws {
        try await withSite { served in
            try await served.allow()
            let page = try await served.ask(Served.article)
            let tag = try #require(page.headers[.eTag])
            #expect(try await served.ask(Served.article, ["If-None-Match": tag]).status == 304)
            let objecting = try await served.ask(Served.article, ["If-None-Match": tag, "Sec-GPC": "1"])
            #expect(objecting.status == 200)
            #expect(!objecting.text.contains("tags.example") && served.frame(in: objecting.text) == nil)
            #expect(try await served.ask(Served.article, ["Sec-GPC": "0"]).text.contains("tags.example"))
            let frame = try #require(served.frame(in: page.text))
            var fields = Served.framed
            fields["Sec-GPC"] = "1"
            #expect(try await served.ask(frame, fields).status == 404)
        }
    }

    @Test func aFrameIsForThePagesOfThisSiteAlone() async throws {
        try await withSite { served in
            try await served.allow()
            let frame = try #require(served.frame(in: try await served.ask(Served.article).text))
            let answer = try await served.ask(frame, Served.framed)
            #expect(answer.text.contains("<iframe src=\"https://tags.example/serve?a=b\""))
            #expect(answer.headers[.contentSecurityPolicy]?.contains("frame-src https://tags.example;") == true)
            #expect(try await served.ask(frame).status == 404)
            #expect(
                try await served.ask(frame, ["Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "none"]).status == 404)
            let click = frame.replacing("/ad/frame/", with: "/ad/click/")
            #expect(try await served.ask(click).status == 404)
            let why = try await served.ask("/ad/why/\(served.creative.id)")
            #expect(why.text.contains("The advertisement itself is a frame from tags.example"))
            #expect(why.text.contains("data-host=\"tags.example\""))
            #expect(why.headers[.contentSecurityPolicy]?.contains("script-src 'self'") == true)
            try await CreativeStore(database: served.stores.commerce).end(
                served.creative.id, by: Signature(account: nil, name: "Bo", at: served.clock.now()))
            #expect(try await served.ask(frame, Served.framed).status == 404)
        }
    }

    @Test func aPageForEverybodyHasNoneUntilABrowserAsks() async throws {
        try await withSite(["MASTHEAD_ADVERTISING_DELIVERY": "deferred"]) { served in
            try await served.allow()
            #expect(try await !served.ask(Served.article).text.contains("tags.example"))
            let slots = "/ad/slots?page=\(Served.article)"
            #expect(try await served.ask(slots).text.contains("tags.example"))
            #expect(try await !served.ask("\(slots)&frames=no").text.contains("tags.example"))
            #expect(try await !served.ask(slots, ["Sec-GPC": "1"]).text.contains("tags.example"))
        }
    }
}
