import Commerce
import Database
import Kernel
import TestSupport
import Testing

@Suite struct BookingTests {
    @Test(arguments: TestEngine.allCases)
    func whatWasSavedIsReadAndEachChangeIsRecorded(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let targeting = Targeting(
                sections: [try Slug("sky")], topics: [try Slug("moon"), try Slug("mars")], kinds: [try Slug("guide")],
                languages: [try #require(LanguageTag("en-GB"))], hours: [0, 23], devices: [.phone],
                countries: [try #require(Country("de"))])
            for pricing: Pricing in [
                .perThousandViews(.euros("4.125")), .perClick(.euros("0.35")), .flat(views: 5000),
            ] {
                let flight = fixture.flight(pricing: pricing, pacing: .even, targeting: targeting)
                try await fixture.flights.save(flight, by: .test)
                #expect(try await fixture.flights.flight(flight.id) == flight)
            }
            let flight = fixture.flight()
            try await fixture.flights.save(flight, by: .test)
            try await fixture.flights.save(fixture.flight(budget: "80", isPaused: true, id: flight.id), by: .test)
            let events = try await CommerceHistory(database: fixture.database)
                .events(of: .flight, subject: flight.id.description)
            #expect(events.map(\.action) == [.ended, .started])
            #expect(events[0].detail.contains("budget: “40.00 EUR” → “80.00 EUR”"))
            let picture = Creative.Picture(path: "/media/scope-300", width: 300, height: 90, alternative: "A telescope")
            let small = Creative.Picture(path: "/media/scope-90", width: 90, height: 80, alternative: "A telescope")
            for content: Creative.Content in [
                .text(headline: "A telescope", text: "For clear nights."), .picture(picture),
                .pictureAndText(small, headline: "A telescope", text: "For clear nights."), .html("<p>Scopes</p>"),
            ] {
                let creative = fixture.creative(of: flight, content: content)
                try await fixture.creatives.save(creative, by: .test)
                #expect(try await fixture.creatives.creative(creative.id) == creative)
            }
            #expect(try await fixture.creatives.creatives(of: flight.id).count == 4)
            #expect(try await fixture.campaigns.all() == [fixture.campaign])
            #expect(try await fixture.advertisers.all().map(\.name) == ["optics Ltd"])
        }
    }

    private func faults(_ body: () async throws -> Void) async -> [String] {
        let problem = await #expect(throws: Problem.self) { try await body() }
        #expect(problem?.kind == .invalid)
        return problem?.fieldErrors.map(\.field) ?? []
    }

    @Test(arguments: TestEngine.allCases)
    func flightsThatCannotBeDeliveredOrBilledAreRefused(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            func refused(_ flight: Flight) async -> [String] {
                await faults { try await fixture.flights.save(flight, by: .test) }
            }
            #expect(await refused(fixture.flight(budget: "0")) == ["budget"])
            #expect(await refused(fixture.flight(budget: "-1")) == ["budget"])
            #expect(await refused(fixture.flight(budget: "0.001")) == ["budget"])
            #expect(await refused(fixture.flight(pricing: .perThousandViews(.euros("0")))) == ["price"])
            #expect(await refused(fixture.flight(pricing: .perThousandViews(.euros("4.0005")))) == ["price"])
            #expect(await refused(fixture.flight(pricing: .perClick(Money(micros: 1, .pound)))) == ["price"])
            #expect(
                await refused(fixture.flight(budget: "9000000", pricing: .perThousandViews(.euros("0.001")))) == [
                    "budget"
                ])
            #expect(await refused(fixture.flight(pricing: .flat(views: 0))) == ["promised", "budget"])
            #expect(await refused(fixture.flight(pricing: .commission)) == ["budget"])
            #expect(await refused(fixture.flight(days: 0)) == ["last"])
            #expect(await refused(fixture.flight(days: 401)) == ["last"])
            #expect(await refused(fixture.flight(priority: 11)) == ["priority"])
            #expect(await refused(fixture.flight(targeting: Targeting(hours: [24]))) == ["hours"])
            let many = Set((0..<201).compactMap { Slug(validating: "topic-\($0)") })
            #expect(await refused(fixture.flight(targeting: Targeting(topics: many))) == ["topics"])
            let stray = Campaign(
                id: Campaign.ID(at: AdvertisingFixture.now), advertiser: try Slug("nobody"), name: "", currency: .pound)
            #expect(await refused(fixture.flight(of: stray)) == ["campaign"])
            #expect(await faults { try await fixture.campaigns.save(stray, by: .test) } == ["name", "advertiser"])
            #expect(try await fixture.flights.all().isEmpty)
            let pounds = Campaign(
                id: Campaign.ID(at: AdvertisingFixture.now), advertiser: fixture.campaign.advertiser, name: "Pounds",
                currency: .pound)
            try await fixture.campaigns.save(pounds, by: .test)
            #expect(await refused(fixture.flight(of: pounds)) == ["budget"])
            try await fixture.flights.save(fixture.flight(), by: .test)
            let other = Campaign(
                id: fixture.campaign.id, advertiser: fixture.campaign.advertiser, name: "Spring", currency: .dollar)
            #expect(await faults { try await fixture.campaigns.save(other, by: .test) } == ["currency"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func creativesThatDoNotFitTheirSlotAreRefused(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let flight = fixture.flight()
            try await fixture.flights.save(flight, by: .test)
            func refused(_ content: Creative.Content, destination: String = "https://optics.example/") async -> [String]
            {
                let creative = fixture.creative(of: flight, destination: destination, content: content)
                return await faults { try await fixture.creatives.save(creative, by: .test) }
            }
            let good = Creative.Content.text(headline: "A telescope", text: "For clear nights.")
            #expect(
                await refused(.text(headline: "", text: String(repeating: "x", count: 71))) == ["headline", "text"])
            #expect(await refused(.html("")) == ["html"])
            #expect(await refused(.html(String(repeating: "x", count: 65_537))) == ["html"])
            for path in ["https://elsewhere.example/pixel.gif", "//elsewhere.example/a", "", "/a b", "/\u{FC}"] {
                let picture = Creative.Picture(path: path, width: 300, height: 90, alternative: "A telescope")
                #expect(await refused(.picture(picture)) == ["picture"])
            }
            let large = Creative.Picture(path: "/media/a", width: 301, height: 0, alternative: "")
            #expect(await refused(.picture(large)) == ["picture", "alternative"])
            for address in [
                "javascript:alert(1)", "/scope", "https://user@optics.example/", "", "https://p\u{430}ypal.example/",
            ] {
                #expect(await refused(good, destination: address) == ["destination"])
            }
            try await fixture.blocks.save(Block(.domain("casino.example"), reason: "No gambling."), by: .test)
            #expect(await refused(good, destination: "https://www.casino.example/play") == ["destination"])
            let creative = fixture.creative(of: flight)
            try await fixture.creatives.save(creative, by: .test)
            let second = fixture.flight()
            try await fixture.flights.save(second, by: .test)
            let moved = Creative(
                id: creative.id, flight: second.id, name: "Text", place: .top, content: good,
                destination: creative.destination)
            #expect(await faults { try await fixture.creatives.save(moved, by: .test) } == ["flight"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func advertisersAndBlocksAreChecked(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let categories = Set((0..<9).compactMap { Slug(validating: "category-\($0)") })
            for (advertiser, fields) in [
                (Advertiser(partner: try Slug("optics"), name: "", categories: []), ["name", "categories"]),
                (Advertiser(partner: try Slug("optics"), name: "Optics", categories: categories), ["categories"]),
                (Advertiser(partner: try Slug("nobody"), name: "Nobody", categories: [try Slug("x")]), ["partner"]),
            ] {
                #expect(await faults { try await fixture.advertisers.save(advertiser, by: .test) } == fields)
            }
            for (domain, reason, fields) in [
                ("co.uk", "No.", ["domain"]), ("www.casino.example", "No.", ["domain"]),
                ("a b", "", ["reason", "domain"]),
            ] {
                let block = Block(.domain(domain), reason: reason)
                #expect(await faults { try await fixture.blocks.save(block, by: .test) } == fields)
            }
            let block = Block(.category(try Slug("gambling")), reason: "No gambling.")
            try await fixture.blocks.save(block, by: .test)
            #expect(try await fixture.blocks.all() == [block])
        }
    }
}
