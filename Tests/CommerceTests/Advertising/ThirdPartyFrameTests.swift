import Commerce
import Database
import Kernel
import TestSupport
import Testing

@Suite struct ThirdPartyFrameTests {
    private static let address = "https://tags.example/serve?slot=top"

    private func tag(_ address: String = address) throws -> Creative.Content { .tag(try TagAddress(address)) }

    private func creative(of flight: Flight, in fixture: AdvertisingFixture) throws -> Creative {
        fixture.creative(of: flight, destination: Self.address, content: try tag())
    }

    /// The fields that a form is refused for.
    private func faults(_ body: () async throws -> Void) async -> [String]? {
        await #expect(throws: Problem.self) { try await body() }?.fieldErrors.map(\.field)
    }

    @Test(arguments: [
        ("https://tags.example", "tags.example", "https://tags.example/"),
        ("HTTPS://Tags.Example:443/a?b=c&d=%20", "tags.example", "https://tags.example/a?b=c&d=%20"),
        ("https://äds.example/ü", "xn--ds-uia.example", "https://xn--ds-uia.example/%C3%BC"),
    ])
    func anAddressHasAPublicHost(text: String, host: String, written: String) throws {
        let address = try TagAddress(text)
        #expect(address.host == host)
        #expect(address.description == written)
        #expect(try TagAddress(written) == address)
    }

    @Test(arguments: [
        "", "tags.example/a", "http://tags.example/", "ftp://tags.example/", "javascript:alert(1)",
        "data:text/html,a", "https://user:secret@tags.example/", "https://@tags.example/", "https://tags.example:8443/",
        "https://tags.example/#a", "https://127.0.0.1/", "https://10.0.0.7/", "https://192.168.1.1/a",
        "https://2130706433/", "https://0x7f.1/", "https://[::1]/", "https://[fd00::1]/", "https://localhost/",
        "https://ads.localhost/", "https://router.local/", "https://box.home.arpa/", "https://db.internal/",
        "https://nas.lan/", "https://hidden.onion/", "https://com/", "https://co.uk/", "https://tags/",
        "https://tags.example./", "https://tags .example/", "https://tags.example/\u{0}",
        "https://tags.example/a\"onload=b", "https://tags.example;script-src/", "https://tags.example,evil.example/",
        "https://*.example/", "https://аррӏе.example/", "https://" + String(repeating: "a", count: 43) + ".example/",
        "https://tags.example/" + String(repeating: "a", count: 2000),
    ])
    func anAddressThatIsNoneIsRefused(text: String) {
        #expect(throws: TagAddress.Fault.self) { try TagAddress(text) }
    }

    @Test(arguments: TestEngine.allCases)
    func aFrameIsKeptAndItsHistoryNamesIt(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let flight = fixture.flight()
            try await fixture.flights.save(flight, by: .test)
            let creative = try creative(of: flight, in: fixture)
            try await fixture.creatives.save(creative, by: .test)
            #expect(try await fixture.creatives.creative(creative.id) == creative)
            let events = try await CommerceHistory(database: fixture.database)
                .events(of: .creative, subject: creative.id.description)
            #expect(events[0].detail.contains("frame at: \(Self.address)"))
            let other = fixture.creative(of: flight, destination: "https://other.example/", content: try tag())
            #expect(await faults { try await fixture.creatives.save(other, by: .test) } == ["destination"])
            // What was written past the program is refused by the schema.
            for statement: SQL in [
                "UPDATE creative SET frame = 'http://tags.example/', destination = 'http://tags.example/'",
                "UPDATE creative SET destination = 'https://other.example/'", "UPDATE creative SET form = 'text'",
            ] {
                await #expect(throws: DatabaseError.self) {
                    try await fixture.database.write { try $0.execute(statement) }
                }
            }
            try await fixture.blocks.save(Block(.domain("tags.example"), reason: "Tracks."), by: .test)
            let blocked = try self.creative(of: flight, in: fixture)
            #expect(await faults { try await fixture.creatives.save(blocked, by: .test) } == ["destination"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsPaidByClickOrCommissionHasNone(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            for (budget, pricing) in [("40", Pricing.perClick(.euros("1"))), ("0", .commission)] {
                let flight = fixture.flight(budget: budget, pricing: pricing)
                try await fixture.flights.save(flight, by: .test)
                let creative = try creative(of: flight, in: fixture)
                #expect(await faults { try await fixture.creatives.save(creative, by: .test) } == ["form"])
                #expect(await faults { try await fixture.creatives.submit(creative, by: .test) } == ["form"])
            }
            for pricing in [Pricing.perThousandViews(.euros("4")), .flat(views: 1000)] {
                let flight = fixture.flight(pricing: pricing)
                try await fixture.flights.save(flight, by: .test)
                let creative = try creative(of: flight, in: fixture)
                try await fixture.creatives.save(creative, by: .test)
                let changed = fixture.flight(pricing: .perClick(.euros("1")), id: flight.id)
                #expect(await faults { try await fixture.flights.save(changed, by: .test) } == ["pricing"])
                // What has ended is in nobody’s way.
                try await fixture.creatives.end(creative.id, by: .test)
                try await fixture.flights.save(changed, by: .test)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aFlightHasFramesOrOwnAdvertisementsAndNotBoth(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let flight = fixture.flight()
            let text = try await fixture.book(flight)
            let frame = try creative(of: flight, in: fixture)
            #expect(await faults { try await fixture.creatives.save(frame, by: .test) } == ["form"])
            // One that is alone may become the other.
            try await fixture.creatives.save(
                Creative(
                    id: text.id, flight: flight.id, name: "Frame", place: .top, content: try tag(),
                    destination: Self.address), by: .test)
            try await fixture.creatives.save(frame, by: .test)
            #expect(await faults { try await fixture.creatives.save(text, by: .test) } == ["form"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aFrameStandsOnlyWhereFramesMay(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let flight = fixture.flight()
            try await fixture.flights.save(flight, by: .test)
            let frame = try creative(of: flight, in: fixture)
            try await fixture.creatives.save(frame, by: .test)
            let own = fixture.flight()
            let other = try await AdvertisingFixture.campaign(
                of: "lamps", selling: ["lamps"], in: fixture.database)
            let text = try await fixture.book(
                fixture.flight(budget: "0.4", of: other, id: own.id), in: .end)
            let server = try await LiveAdvertising(
                database: fixture.database, clock: FixedClock(AdvertisingFixture.now), zone: { .utc },
                engine: DecisionEngine(seed: 1))
            try await server.pulse()
            func shown(_ allowsFrames: Bool) -> [Creative.ID] {
                var visit = server.engine.visit(PageSubject(), on: .phone, in: nil, allowsFrames: allowsFrames)
                return Slot.Place.onPages.compactMap { server.engine.decide($0, for: &visit)?.creative.id }
            }
            #expect(shown(false) == [text.id])
            #expect(shown(true) == [frame.id, text.id])
            // A page that was begun before a change is decided by the same rule after it.
            var visit = server.engine.visit(PageSubject(), on: .phone, in: nil)
            try await fixture.flights.setPaused(true, of: own.id, by: .test)
            try await server.pulse()
            #expect(Slot.Place.onPages.allSatisfy { server.engine.decide($0, for: &visit) == nil })
            let day = CalendarDay.today
            let payers = try await fixture.advertisers.running(on: day, allowsFrames: true)
            #expect(payers == [try Slug("optics")])
            #expect(try await fixture.advertisers.running(on: day).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func viewsCountAndClicksDoNot(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let flight = fixture.flight()
            try await fixture.flights.save(flight, by: .test)
            let creative = try creative(of: flight, in: fixture)
            try await fixture.creatives.save(creative, by: .test)
            let now = AdvertisingFixture.now
            let seal = CurrentSeal(try await OfferKeyStore(database: fixture.database).seal(at: now))
            let offer = Offer(of: creative.id, in: .top, onPage: "/moon", at: now, node: NodeNumber(7))
            let text = try #require(seal.seal(offer))
            let ledger = OfferLedger(database: fixture.database, seal: seal)
            let name = creative.id.description
            #expect(await ledger.enter(Hit(.click, offer: text, creative: name, at: now)) == .notOurs)
            #expect(await ledger.enter(Hit(.view, offer: text, creative: name, at: now)) == .counted)
            #expect(await ledger.enter(Hit(.view, offer: text, creative: name, at: now)) == .repeated)
            let line = try #require(try await fixture.reports.byFlight().first)
            #expect(line.views == 1 && line.clicks == 0)
            #expect(line.notCounted == [.notOurs: 1, .repeated: 1])
            #expect(line.earned == .euros("0.004"))
        }
    }
}
