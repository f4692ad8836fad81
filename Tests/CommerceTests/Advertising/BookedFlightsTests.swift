import Commerce
import Database
import Kernel
import TestSupport
import Testing

@Suite struct BookedFlightsTests {
    private static let today = CalendarDay.today

    private func booked(
        _ fixture: AdvertisingFixture, _ id: Flight.ID
    ) async throws -> BookedFlight {
        try #require(try await BookedFlights(database: fixture.database).flight(id))
    }

    @Test(arguments: TestEngine.allCases)
    func aFlightSaysWhyItDoesNotRun(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let flight = fixture.flight()
            try await fixture.flights.save(flight, by: .test)
            #expect(try await booked(fixture, flight.id).condition(on: Self.today) == .empty)
            let creative = fixture.creative(of: flight)
            try await fixture.creatives.submit(creative, by: .test)
            #expect(try await booked(fixture, flight.id).awaiting == 1)
            #expect(try await booked(fixture, flight.id).condition(on: Self.today) == .empty)
            try await fixture.creatives.save(creative, by: .test)
            let running = try await booked(fixture, flight.id)
            #expect(running.condition(on: Self.today) == .running)
            #expect(running.condition(on: Self.today.advanced(byDays: -1)) == .coming)
            #expect(running.condition(on: Self.today.advanced(byDays: 2)) == .over)
            try await fixture.flights.setPaused(true, of: flight.id, by: .test)
            #expect(try await booked(fixture, flight.id).condition(on: Self.today) == .paused)
            try await fixture.flights.setPaused(false, of: flight.id, by: .test)
            let category = try Slug("telescopes")
            try await fixture.blocks.save(Block(.category(category), reason: "No."), by: .test)
            #expect(try await booked(fixture, flight.id).condition(on: Self.today) == .blocked(category))
            try await fixture.blocks.save(
                Block(.category(category), reason: "No.", lifted: AdvertisingFixture.now), by: .test)
            try await fixture.database.write { connection in
                try connection.execute(
                    "INSERT INTO flight_tally (flight, node, views, clicks) VALUES (\(flight.id), 1, 10000, 3)")
            }
            let used = try await booked(fixture, flight.id)
            #expect(used.counted == 10_000 && used.clicks == 3)
            #expect(used.condition(on: Self.today) == .exhausted)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whateverEndsFirstEndsIt(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let flight = fixture.flight(days: 20)
            _ = try await fixture.book(flight)
            let (own, campaign) = (Self.today.advanced(byDays: 19), Self.today.advanced(byDays: 4))
            #expect(try await booked(fixture, flight.id).last == own)
            try await fixture.campaigns.save(
                Campaign(
                    id: fixture.campaign.id, advertiser: fixture.campaign.advertiser, name: "Spring", currency: .euro,
                    ended: campaign), by: .test)
            #expect(try await booked(fixture, flight.id).last == campaign)
            try await fixture.advertisers.save(
                Advertiser(
                    partner: fixture.campaign.advertiser, name: "Optics", categories: [try Slug("telescopes")],
                    ended: Self.today.advanced(byDays: -1)), by: .test)
            #expect(try await booked(fixture, flight.id).condition(on: Self.today) == .over)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func flightsAreFoundByWhatTheyBelongTo(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let lists = BookedFlights(database: fixture.database)
            #expect(try await lists.current(on: Self.today).isEmpty)
            let other = try await AdvertisingFixture.campaign(
                of: "lamps", selling: ["lamps"], in: fixture.database)
            let (mine, theirs) = (fixture.flight(), fixture.flight(of: other))
            for flight in [mine, theirs] { try await fixture.flights.save(flight, by: .test) }
            #expect(Set(try await lists.current(on: Self.today).map(\.flight)) == [mine, theirs])
            #expect(try await lists.current(on: Self.today.advanced(byDays: 2)).isEmpty)
            #expect(try await lists.flights(of: try Slug("lamps")).map(\.flight) == [theirs])
            #expect(try await lists.flights(of: fixture.campaign.id).map(\.flight) == [mine])
            #expect(try await fixture.campaigns.campaigns(of: try Slug("lamps")) == [other])
            #expect(try await lists.flight(Flight.ID(at: AdvertisingFixture.now)) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aFlightIsPausedAndGoesOnOnce(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let flight = fixture.flight(targeting: Targeting(sections: [try Slug("sky")]))
            try await fixture.flights.save(flight, by: .test)
            func slug(_ isPaused: Bool, _ id: Flight.ID) async -> String? {
                await #expect(throws: Problem.self) {
                    try await fixture.flights.setPaused(isPaused, of: id, by: .test)
                }?.slug
            }
            #expect(await slug(false, flight.id) == "flight-paused")
            try await fixture.flights.setPaused(true, of: flight.id, by: .test)
            #expect(await slug(true, flight.id) == "flight-paused")
            let paused = try #require(try await fixture.flights.flight(flight.id))
            #expect(paused.isPaused && paused.targeting == flight.targeting && paused.budget == flight.budget)
            try await fixture.flights.setPaused(false, of: flight.id, by: .test)
            #expect(try await fixture.flights.flight(flight.id) == flight)
            #expect(await slug(true, Flight.ID(at: AdvertisingFixture.now)) == "flight-not-found")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anAdvertiserAndItsPartnerAreAddedTogetherOrNotAtAll(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            func partner(_ slug: String, domain: String = "lamps.example") throws -> Partner {
                Partner(
                    slug: try Slug(slug), name: "Lamps", relationship: .advertiser, domain: domain, since: .first,
                    ended: nil, about: "Sells lamps.")
            }
            func advertiser(_ slug: String, _ categories: Set<Slug>) throws -> Advertiser {
                Advertiser(partner: try Slug(slug), name: "Lamps Ltd", categories: categories)
            }
            let lamps: Set<Slug> = [try Slug("lamps")]
            for (partner, advertiser, fields) in [
                (try partner("lamps"), try advertiser("lamps", []), ["categories"]),
                (try partner("lamps", domain: "a b"), try advertiser("lamps", lamps), ["partner-domain"]),
                (try partner("optics"), try advertiser("optics", lamps), ["partner-slug"]),
            ] {
                let problem = await #expect(throws: Problem.self) {
                    try await fixture.advertisers.add(advertiser, with: partner, by: .test)
                }
                #expect(problem?.fieldErrors.map(\.field) == fields)
                #expect(try await fixture.partners.partner(Slug("lamps")) == nil)
                #expect(try await fixture.advertisers.all().count == 1)
            }
            try await fixture.advertisers.add(advertiser("lamps", lamps), with: partner("lamps"), by: .test)
            #expect(try await fixture.partners.partner(Slug("lamps")) == partner("lamps"))
            #expect(try await fixture.advertisers.advertiser(Slug("lamps")) == advertiser("lamps", lamps))
        }
    }
}
