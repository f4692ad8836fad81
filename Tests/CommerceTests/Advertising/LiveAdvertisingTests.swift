import Commerce
import Database
import Kernel
import TestSupport
import Testing

@Suite struct LiveAdvertisingTests {
    private let subject = PageSubject()

    private func server(
        _ fixture: AdvertisingFixture, _ clock: any WallClock = FixedClock(AdvertisingFixture.now), seed: UInt64 = 1
    ) async throws -> LiveAdvertising {
        try await LiveAdvertising(
            database: fixture.database, clock: clock, zone: { .utc }, engine: DecisionEngine(seed: seed))
    }

    /// What stands on a page.
    private func page(
        _ server: LiveAdvertising, _ subject: PageSubject? = nil, on device: DeviceClass = .desktop,
        in country: Country? = nil
    ) -> [Creative.ID?] {
        var visit = server.engine.visit(subject ?? self.subject, on: device, in: country)
        return Slot.Place.onPages.map { server.engine.decide($0, for: &visit)?.creative.id }
    }

    @Test(arguments: TestEngine.allCases)
    func aNewOrChangedFlightIsLiveOnEveryServerAfterOnePulse(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let servers = [try await server(fixture), try await server(fixture)]
            for server in servers {
                try await server.pulse()
                #expect(page(server) == [nil, nil, nil])
            }
            let flight = fixture.flight()
            let creative = try await fixture.book(flight)
            // Both have to hear of each other before they divide what there is.
            for _ in 0..<4 { for server in servers { try await server.pulse() } }
            for server in servers { #expect(page(server) == [creative.id, nil, nil]) }
            try await fixture.flights.save(fixture.flight(isPaused: true, id: flight.id), by: .test)
            for server in servers {
                try await server.pulse()
                #expect(page(server) == [nil, nil, nil])
            }
            try await fixture.flights.save(flight, by: .test)
            for server in servers {
                try await server.pulse()
                #expect(page(server) == [creative.id, nil, nil])
            }
            try await fixture.blocks.save(Block(.domain("optics.example"), reason: "Trial."), by: .test)
            for server in servers {
                try await server.pulse()
                #expect(page(server) == [nil, nil, nil])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func serversTogetherDeliverABudgetAndNoMore(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let seed = UInt64.random(in: 0 ... .max)
            var generator = SeededGenerator(seed: seed)
            // 0.8 euros at 4 a thousand are 200 views.
            let creative = try await fixture.book(fixture.flight(budget: "0.8"))
            let clock = SettableClock(AdvertisingFixture.now)
            let servers = [
                try await server(fixture, clock, seed: seed), try await server(fixture, clock, seed: seed &+ 1),
            ]
            let ledgers = servers.map { server in
                OfferLedger(database: fixture.database, seal: server.seal) { server.counted($0) }
            }
            var open: [(text: String, made: Timestamp)] = []
            for _ in 0..<120 {
                for server in servers { try await server.pulse() }
                for _ in 0..<20 {
                    let server = servers[Int.random(in: 0..<2, using: &generator)]
                    guard page(server)[0] != nil else { continue }
                    let offer = Offer(
                        of: creative.id, in: .top, onPage: "/", at: clock.now(), node: server.node)
                    open.append((try #require(server.seal.seal(offer)), offer.made))
                }
                // Some readers look, on whatever server their request comes to; the others never do.
                open = open.filter { clock.now() <= $0.made.advanced(by: Offer.viewable) }
                open.shuffle(using: &generator)
                for _ in 0..<min(open.count, 8) {
                    let hit = Hit(
                        .view, offer: open.removeLast().text, creative: creative.id.description, at: clock.now())
                    _ = await ledgers[Int.random(in: 0..<2, using: &generator)].enter(hit)
                }
                clock.advance(by: .seconds(60))
            }
            let line = try #require(try await fixture.reports.byFlight().first)
            #expect(line.views <= 200, "seed \(seed)")
            #expect(line.views >= 196, "seed \(seed)")
            #expect(line.notCounted[.beyondBudget] == nil, "seed \(seed)")
            #expect(try await fixture.reports.differences().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatAServerHeldIsFreeWhenItStops(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let creative = try await fixture.book(fixture.flight())
            let first = try await server(fixture)
            try await first.pulse()
            #expect(page(first)[0] == creative.id)
            try await first.close()
            #expect(page(first)[0] == nil)
            let second = try await server(fixture)
            try await second.pulse()
            #expect(page(second)[0] == creative.id)
            let offers = try await fixture.database.read {
                try $0.value(Int.self, "SELECT offers FROM offer_count WHERE creative = \(creative.id)")
            }
            #expect(offers == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func offersThatNobodySawAreGivenBackWhenTheirTimeIsOver(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            // Ten views.
            let creative = try await fixture.book(fixture.flight(budget: "0.04"))
            let clock = SettableClock(AdvertisingFixture.now)
            let server = try await server(fixture, clock)
            try await server.pulse()
            let offers = (0..<30).map { _ in page(server)[0] }
            #expect(offers.count { $0 == creative.id } == 10)
            try await server.pulse()
            clock.advance(by: .seconds(800))
            try await server.pulse()
            #expect(page(server)[0] == nil)
            clock.advance(by: .seconds(200))
            try await server.pulse()
            #expect(page(server)[0] == creative.id)
            // A clock that is set back gives nothing back twice.
            clock.advance(by: .seconds(-900))
            try await server.pulse()
            let later = (0..<30).map { _ in page(server)[0] }
            #expect(later.count { $0 == creative.id } == 9)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func flightsBeginAndEndOnTheirDays(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let creative = try await fixture.book(fixture.flight(days: 1))
            let clock = SettableClock(CalendarDay.today.start.advanced(by: .milliseconds(-1)))
            let server = try await server(fixture, clock)
            try await server.pulse()
            #expect(page(server)[0] == nil)
            clock.advance(by: .milliseconds(1))
            try await server.pulse()
            #expect(page(server)[0] == creative.id)
            clock.advance(by: .seconds(86_400))
            try await server.pulse()
            #expect(page(server)[0] == nil)
        }
    }

    @Test func aSlotGoesToTheFirstTierAndRivalsDoNotStandTogether() async throws {
        try await withAdvertising(.sqlite) { fixture in
            let paid = try await fixture.book(fixture.flight())
            let commission = fixture.flight(budget: "0", pricing: .commission)
            var earning: [Creative] = []
            for place in Slot.Place.onPages { earning.append(fixture.creative(of: commission, in: place)) }
            try await fixture.flights.save(commission, by: .test)
            for creative in earning { try await fixture.creatives.save(creative, by: .test) }
            let rival = try await AdvertisingFixture.campaign(
                of: "rival", selling: ["binoculars", "telescopes"], in: fixture.database)
            _ = try await fixture.book(fixture.flight(of: rival), in: .rail)
            let other = try await AdvertisingFixture.campaign(of: "tea", selling: ["tea"], in: fixture.database)
            let tea = try await fixture.book(fixture.flight(of: other), in: .end)
            let server = try await server(fixture)
            try await server.pulse()
            for _ in 0..<50 {
                // The rival’s place stays empty, and the house fills it; the same advertiser’s own link is a rival too.
                #expect(page(server) == [paid.id, nil, tea.id])
            }
        }
    }

    @Test func pagesGetWhatAgreesWithThem() async throws {
        let sky = try Slug("sky")
        let moon = try Slug("moon")
        let guide = try Slug("guide")
        let english = try #require(LanguageTag("en"))
        let british = try #require(LanguageTag("en-GB"))
        let germany = try #require(Country("DE"))
        let good = PageSubject(section: sky, topics: [try Slug("mars"), moon], kind: guide, language: british)
        let hour = Zone.utc.reading(of: AdvertisingFixture.now).secondOfDay / 3600
        for (number, targeting) in [
            Targeting(sections: [sky]), Targeting(topics: [moon, try Slug("venus")]), Targeting(kinds: [guide]),
            Targeting(languages: [english]), Targeting(languages: [british]), Targeting(hours: [hour]),
            Targeting(devices: [.phone]), Targeting(countries: [germany]),
            Targeting(sections: [sky], topics: [moon], kinds: [guide], languages: [english], devices: [.phone]),
        ].enumerated() {
            try await withDatabase(.sqlite, store: "commerce", migrations: CommerceSchema.migrations) { database in
                let fixture = try await AdvertisingFixture(database)
                let creative = try await fixture.book(fixture.flight(targeting: targeting))
                let server = try await server(fixture)
                try await server.pulse()
                #expect(page(server, good, on: .phone, in: germany)[0] == creative.id, "\(number)")
                let isByPage =
                    !targeting.sections.isEmpty || !targeting.topics.isEmpty || !targeting.kinds.isEmpty
                    || !targeting.languages.isEmpty
                #expect((page(server, on: .phone, in: germany)[0] == nil) == isByPage, "\(number)")
                let isByReader = !targeting.devices.isEmpty || !targeting.countries.isEmpty
                #expect((page(server, good, on: .desktop)[0] == nil) == isByReader, "\(number)")
            }
        }
    }

    @Test func aFlightOfAnotherHourWaits() async throws {
        try await withAdvertising(.sqlite) { fixture in
            let hour = Zone.utc.reading(of: AdvertisingFixture.now).secondOfDay / 3600
            _ = try await fixture.book(fixture.flight(targeting: Targeting(hours: [(hour + 1) % 24])))
            let clock = SettableClock(AdvertisingFixture.now)
            let server = try await server(fixture, clock)
            try await server.pulse()
            #expect(page(server)[0] == nil)
            clock.advance(by: .seconds(3600))
            try await server.pulse()
            #expect(page(server)[0] != nil)
        }
    }

    @Test func theSameSeedDecidesAlike() async throws {
        try await withAdvertising(.sqlite) { fixture in
            for _ in 0..<5 { _ = try await fixture.book(fixture.flight(priority: 1)) }
            let two = try await server(fixture, seed: 9)
            let first = try await server(fixture, seed: 9)
            try await first.pulse()
            let decided = (0..<50).map { _ in page(first)[0] }
            try await first.close()
            try await two.pulse()
            #expect((0..<50).map { _ in page(two)[0] } == decided)
            #expect(Set(decided).count > 1)
        }
    }

    @Test func aHeavierFlightIsDrawnMoreOften() async throws {
        try await withAdvertising(.sqlite) { fixture in
            let light = try await fixture.book(fixture.flight(budget: "400", priority: 1))
            let heavy = try await fixture.book(fixture.flight(budget: "400", priority: 9))
            let server = try await server(fixture)
            try await server.pulse()
            let drawn = (0..<2000).compactMap { _ in page(server)[0] }
            #expect(drawn.count == 2000)
            let part = Double(drawn.count { $0 == heavy.id }) / 2000
            #expect((0.87...0.93).contains(part))
            #expect(drawn.contains(light.id))
        }
    }
}
