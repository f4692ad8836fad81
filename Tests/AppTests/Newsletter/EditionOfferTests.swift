import Audience
import AudienceWeb
import Commerce
import Compositor
import Database
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import RouterTestSupport
import TestSupport
import Testing
import WebTestSupport

@testable import App

/// An advertisement in an edition’s mails, from its booking to its clicks.
@Suite struct EditionOfferTests {
    private static let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"

    private func signature(_ ground: EditionGround) -> Signature {
        Signature(account: nil, name: "Test", at: ground.clock.now())
    }

    private func book(_ ground: EditionGround) async throws -> Creative {
        let commerce = ground.stores.commerce
        let today = ground.clock.now().localDay
        let slug = try Slug("lenses")
        try await PartnerStore(database: commerce).save(
            Partner(
                slug: slug, name: "Lenses & Co", relationship: .advertiser, domain: "lenses.example",
                since: today.advanced(byDays: -3), ended: nil, about: "Grinds lenses."), by: signature(ground))
        try await AdvertiserStore(database: commerce).save(
            Advertiser(partner: slug, name: "Lenses Ltd", categories: [try Slug("optics")]), by: signature(ground))
        let campaign = Campaign(
            id: Campaign.ID(at: ground.clock.now()), advertiser: slug, name: "Spring", currency: .euro)
        try await CampaignStore(database: commerce).save(campaign, by: signature(ground))
        let flight = Flight(
            id: Flight.ID(at: ground.clock.now()), campaign: campaign.id, name: "Mails", first: today,
            last: today.advanced(byDays: 20), budget: Money(micros: 30_000_000, .euro),
            pricing: .perClick(Money(micros: 1_000_000, .euro)))
        try await FlightStore(database: commerce).save(flight, by: signature(ground))
        let creative = Creative(
            id: Creative.ID(at: ground.clock.now()), flight: flight.id, name: "Text", place: .newsletter,
            content: .text(headline: "A lens <&\"", text: "Ground by hand."),
            destination: "https://www.lenses.example/new?a=b&c=ü")
        try await CreativeStore(database: commerce).save(creative, by: signature(ground))
        return creative
    }

    private func compose(_ ground: EditionGround) async throws -> ComposedEdition {
        try await ground.publish("newly-found")
        ground.clock.advance(by: .seconds(60))
        let id = try await ground.site.editions.composer.today(.daily)
        #expect(try await ground.site.editions.composer.compose(id))
        return try #require(try await ground.site.editions.store.edition(id))
    }

    private func set(_ ground: EditionGround, _ composed: ComposedEdition) async throws -> SetLetter {
        let kept = try #require(try await ground.site.editions.store.fills(of: composed.edition.id))
        let letter = try #require(try await ground.site.editions.maker.letter(of: composed, topics: []))
        return ground.site.editions.maker.set(letter, with: try #require(KeptLetter(kept)?.fills))
    }

    private struct Asker {
        let router: RouterAsker

        init(_ ground: EditionGround) {
            let metrics = PrometheusMetrics()
            router = RouterAsker(
                SiteRouter(
                    ground.site, databases: ground.stores.all, metrics: metrics,
                    observer: RequestRecorder(metrics: metrics, log: nil)
                ).router.buildResponder())
        }

        func ask(
            _ path: String, _ method: HTTPRequest.Method = .get, agent: String? = EditionOfferTests.browser,
            from network: String = "203.0.113.7"
        ) async throws -> RouterAsker.Answer {
            var headers: HTTPFields = [.accept: "text/html"]
            headers[.userAgent] = agent
            headers[try #require(HTTPField.Name("X-Forwarded-For"))] = network
            return try await router.ask(method, path, headers)
        }
    }

    private func events(_ ground: EditionGround) async throws -> [String] {
        try await ground.stores.commerce.read { connection in
            try connection.rows(
                "SELECT event, outcome, place, page, amount FROM offer_event WHERE place = 'newsletter' ORDER BY at, id"
            ).map { row in
                try ["event", "outcome", "place", "page"].map { try row.value($0, as: String.self) }.joined(
                    separator: " ")
                    + " \(try row.value("amount", as: Int64.self))"
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anAdvertisementIsLabelledDisclosedAndSaysWhy(engine: TestEngine) async throws {
        try await EditionGround.with(engine) { ground in
            let creative = try await book(ground)
            let composed = try await compose(ground)
            #expect(try await ground.site.editions.begin(composed.edition.id))
            let set = try await set(ground, composed)
            let click = "https://quarto.example/ad/letter/\(creative.id)/newsletter/\(composed.edition.id)"
            #expect(
                set.html.contains("href=\"\(click)\" rel=\"sponsored nofollow noopener\"")
                    && set.html.contains(">A lens &lt;&amp;\"</a>"))
            #expect(
                set.text.contains(
                    """
                    ----------------------------------------
                    Advertisement
                    A lens <&"
                    Ground by hand.
                    \(click)
                    Why this ad?
                    https://quarto.example/ad/why/\(creative.id)
                    ----------------------------------------


                    """))
            for body in [set.html, set.text] {
                let notice = try #require(
                    body.firstRange(of: "one advertiser pays for space in this mail"))
                let label = try #require(body.firstRange(of: "Advertisement"))
                #expect(notice.upperBound < label.lowerBound)
                #expect(!body.contains("<img"))
            }
            let why = try await Asker(ground).ask("/ad/why/\(creative.id)")
            #expect(why.status == 200 && why.text.contains("It stands in every copy of an edition alike"))
        }
    }

    /// One click of a network in ten minutes counts, for the edition that it came from; programs count for nothing.
    @Test(arguments: TestEngine.allCases)
    func clicksCountForTheFlightAndTheEdition(engine: TestEngine) async throws {
        try await EditionGround.with(engine, environment: ["MASTHEAD_HTTP_BEHIND_PROXY": "true"]) { ground in
            let creative = try await book(ground)
            let composed = try await compose(ground)
            let page = "/newsletter/\(composed.edition.id)"
            let path = "/ad/letter/\(creative.id)\(page)"
            let asker = Asker(ground)
            let destination = "https://www.lenses.example/new?a=b&c=%C3%BC"
            // A test of before counts for nothing, and leads on.
            #expect(try await asker.ask(path).location == destination)
            #expect(try await events(ground).isEmpty)
            #expect(try await ground.site.editions.begin(composed.edition.id))
            for (method, agent) in [
                (HTTPRequest.Method.head, Self.browser), (.get, nil), (.get, "Googlebot/2.1"), (.get, Self.browser),
                (.get, Self.browser),
            ] {
                let answer = try await asker.ask(path, method, agent: agent)
                #expect(answer.status == 302 && answer.location == destination)
                ground.clock.advance(by: .seconds(1))
            }
            #expect(try await asker.ask(path, from: "198.51.100.9").status == 302)
            ground.clock.advance(by: .seconds(700))
            #expect(try await asker.ask(path).status == 302)
            #expect(
                try await events(ground) == [
                    "click head newsletter \(page) 0", "click no-agent newsletter \(page) 0",
                    "click crawler newsletter \(page) 0", "click counted newsletter \(page) 1000000",
                    "click too-many newsletter \(page) 0", "click counted newsletter \(page) 1000000",
                    "click counted newsletter \(page) 1000000",
                ])
            let line = try #require(
                try await DeliveryReports(database: ground.stores.commerce).byFlight().first {
                    $0.flight == creative.flight
                })
            #expect(line.clicks == 3 && line.views == 0 && line.earned == Money(micros: 3_000_000, .euro))
        }
    }

    @Test(arguments: [
        "/ad/letter", "/ad/letter/x/newsletter/2026-11-26",
        "/ad/letter/01890a5d-ac96-774b-bcce-b302099a8057/newsletter/x",
    ])
    func whatIsNoAdvertisementLeadsNowhere(path: String) async throws {
        try await EditionGround.with(.sqlite) { ground in
            let answer = try await Asker(ground).ask(path)
            #expect(answer.status == 404)
        }
    }

    /// Nobody can make one edition’s clicks another’s, or clicks of what is on pages.
    @Test func onlyWhatWentOutCounts() async throws {
        try await EditionGround.with(.sqlite) { ground in
            let creative = try await book(ground)
            let composed = try await compose(ground)
            #expect(try await ground.site.editions.begin(composed.edition.id))
            let asker = Asker(ground)
            for page in [
                "/newsletter/2020-01-01", "/x", "/newsletter/" + String(repeating: "a", count: 500), "/%22%00",
            ] {
                #expect(try await asker.ask("/ad/letter/\(creative.id)\(page)").status == 302)
            }
            #expect(try await events(ground).isEmpty)
        }
    }

    /// What ended or was paused before it began isn’t in it; what ends later is, as it was decided.
    @Test(arguments: TestEngine.allCases)
    func aPausedFlightStaysOut(engine: TestEngine) async throws {
        try await EditionGround.with(engine) { ground in
            let creative = try await book(ground)
            let flights = FlightStore(database: ground.stores.commerce)
            let flight = try #require(try await flights.flight(creative.flight))
            func pause(_ isPaused: Bool) async throws {
                try await flights.save(
                    Flight(
                        id: flight.id, campaign: flight.campaign, name: flight.name, first: flight.first,
                        last: flight.last, budget: flight.budget, pricing: flight.pricing, isPaused: isPaused),
                    by: signature(ground))
            }
            try await pause(true)
            let composed = try await compose(ground)
            #expect(try await ground.site.editions.maker.fills(of: composed).offer == nil)
            try await pause(false)
            #expect(try await ground.site.editions.begin(composed.edition.id))
            let first = try await set(ground, composed)
            #expect(first.text.contains("A lens"))
            try await pause(true)
            let other = try await Site.example(ground.settings, ground.stores, clock: ground.clock)
            #expect(try await other.editions.begin(composed.edition.id))
            #expect(try await set(ground, composed) == first)
        }
    }

    /// The business side reads in how many mails it went, which stays right when it is told again.
    @Test(arguments: TestEngine.allCases)
    func theNumberOfMailsIsTold(engine: TestEngine) async throws {
        let server = try await FaultyMailServer()
        try await EditionGround.with(engine, port: server.port) { ground in
            try await ground.addSubscribers((0..<7).map { "reader\($0)@mail.example" })
            let creative = try await book(ground)
            let composed = try await compose(ground)
            let editions = ground.site.editions
            #expect(try await editions.begin(composed.edition.id))
            func letters() async throws -> [LetterRun] {
                let reports = DeliveryReports(database: ground.stores.commerce)
                let delivery = try await reports.delivery(of: creative.flight, at: ground.clock.now(), in: .utc)
                return try #require(delivery).letters
            }
            let begun = try await editions.store.edition(composed.edition.id)
            let started = try #require(begun?.edition.started)
            let page = "/newsletter/\(composed.edition.id)"
            #expect(try await letters() == [LetterRun(page: page, begun: started, letters: 0)])
            #expect(try await ground.sending().pass(composed.edition.id) == .finished)
            let told = try await editions.telling.tellAll(but: [], at: ground.clock.now())
            #expect(told == [composed.edition.id])
            #expect(try await letters() == [LetterRun(page: page, begun: started, letters: 7)])
            #expect(try await editions.telling.tellAll(but: [], at: ground.clock.now()) == told)
            #expect(try await letters().count == 1)
        }
        await server.close()
    }
}
