import Database
import Kernel
import TestSupport
import Testing

@testable import Commerce

@Suite struct MakeGoodTests {
    private let begin = AdvertisingFixture.now
    private let later = Signature(
        account: nil, name: "Bo", at: AdvertisingFixture.now.advanced(by: .seconds(10 * 86_400)))

    private func book(
        _ id: Flight.ID, for flight: Flight, in fixture: AdvertisingFixture, from first: Int = 11, to last: Int = 20
    ) async throws -> Flight {
        try await MakeGoodStore(database: fixture.database).book(
            id, for: flight.id, from: CalendarDay.today.advanced(byDays: first),
            to: CalendarDay.today.advanced(byDays: last), in: .utc, by: later)
    }

    @Test(arguments: TestEngine.allCases)
    func whatAFlightLackedIsMadeGoodForNothing(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let store = MakeGoodStore(database: fixture.database)
            let flight = fixture.flight(targeting: Targeting(devices: [.phone]))
            let creative = try await fixture.book(flight)
            let ended = fixture.creative(of: flight, in: .rail)
            try await fixture.creatives.save(ended, by: .test)
            try await fixture.creatives.end(ended.id, by: .test)
            try await fixture.enter(9_400, .view, of: creative, in: flight, at: begin)
            // It runs still.
            #expect(try await store.proposal(for: flight.id, on: .today) == nil)
            let proposal = try #require(try await store.proposal(for: flight.id, on: later.at.day))
            #expect(proposal.missing == 600 && proposal.worth == .euros("2.4") && proposal.booked.isEmpty)
            let id = Flight.ID(at: later.at)
            let made = try await book(id, for: flight, in: fixture)
            #expect(made.pricing == .flat(views: 600) && made.budget.micros == 0 && made.targeting == flight.targeting)
            #expect(made.campaign == flight.campaign && made.name == "Make-good: Two days")
            // Sent again, it is the same.
            #expect(try await book(id, for: flight, in: fixture) == made)
            let creatives = try await fixture.creatives.creatives(of: id)
            #expect(creatives.map(\.content) == [creative.content] && creatives.map(\.place) == [.top])
            #expect(try await store.original(of: id)?.id == flight.id)
            #expect(try await store.original(of: flight.id) == nil)
            let after = try #require(try await store.proposal(for: flight.id, on: later.at.day))
            #expect(after.missing == 0 && after.booked == [id])
            let again = await #expect(throws: Problem.self) {
                _ = try await book(Flight.ID(at: begin), for: flight, in: fixture)
            }
            #expect(again?.kind == .conflict)
            // A make-good that lacks views itself leaves them missing of the original, and isn’t made good in turn.
            let copy = try #require(creatives.first)
            try await fixture.enter(500, .view, of: copy, in: made, at: begin.advanced(by: .seconds(12 * 86_400)))
            let end = CalendarDay.today.advanced(byDays: 30)
            #expect(try await store.proposal(for: flight.id, on: end)?.missing == 100)
            #expect(try await store.proposal(for: id, on: end) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func itWeighsWhatItIsWorthAndIsBilledNothing(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let flight = fixture.flight()
            let creative = try await fixture.book(flight)
            try await fixture.enter(9_000, .view, of: creative, in: flight, at: begin)
            let made = try await book(Flight.ID(at: later.at), for: flight, in: fixture, from: 10)
            let bookings = try await fixture.database.read { try LiveFlights.Bookings.read($0, on: later.at.day) }
            let live = LiveFlights(bookings, at: later.at, in: .utc)
            let entry = try #require(live.entries.first { $0.planned.flight.id == made.id })
            #expect(entry.worth == 4_000_000)
            let copy = try #require(try await fixture.creatives.creatives(of: made.id).first)
            try await fixture.enter(10, .view, of: copy, in: made, at: later.at)
            let december = try #require(CalendarMonth("2026-12"))
            let draft = try await InvoiceStore(database: fixture.database).draft(
                Invoice.Subject(advertiser: fixture.campaign.advertiser, month: december, currency: .euro), in: .utc)
            #expect(draft.lines.isEmpty && draft.net == .zero(.euro))
            let standing = try await DeliveryStandings(database: fixture.database).standing(
                of: made.id, at: later.at, in: .utc)
            #expect(standing?.counted == 10 && standing?.earned == .zero(.euro) && standing?.left == 990)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func onlyAMakeGoodMayCostNothing(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            func faults(_ flight: Flight) async -> [String] {
                let problem = await #expect(throws: Problem.self) { try await fixture.flights.save(flight, by: .test) }
                return problem?.fieldErrors.map(\.field) ?? []
            }
            #expect(await faults(fixture.flight(budget: "0", pricing: .flat(views: 10))) == ["budget"])
            let flight = fixture.flight()
            let creative = try await fixture.book(flight)
            try await fixture.enter(100, .view, of: creative, in: flight, at: begin)
            for (first, last) in [(9, 12), (12, 11), (11, 500)] {
                let problem = await #expect(throws: Problem.self) {
                    _ = try await book(Flight.ID(at: begin), for: flight, in: fixture, from: first, to: last)
                }
                #expect(problem?.kind == .invalid, "\(first) to \(last)")
            }
            let made = try await book(Flight.ID(at: later.at), for: flight, in: fixture)
            // It may be moved and paused like any other, and goes on costing nothing.
            func changed(budget: String, _ pricing: Pricing) -> Flight {
                Flight(
                    id: made.id, campaign: made.campaign, name: "Other", first: made.first,
                    last: made.last.advanced(byDays: 1), budget: .euros(budget), pricing: pricing)
            }
            try await fixture.flights.save(changed(budget: "0", .flat(views: 9_900)), by: .test)
            try await fixture.flights.setPaused(true, of: made.id, by: .test)
            #expect(await faults(changed(budget: "1", .flat(views: 9_900))) == ["budget"])
            #expect(await faults(changed(budget: "0", .commission)) == ["pricing"])
            #expect(await faults(changed(budget: "0", .flat(views: 0))) == ["promised"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func clicksThatLackedAreMadeGoodAndCountForNothing(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let store = MakeGoodStore(database: fixture.database)
            let flight = fixture.flight(pricing: .perClick(.euros("2")))
            let creative = try await fixture.book(flight)
            try await fixture.enter(5_000, .view, of: creative, in: flight, at: begin)
            try await fixture.enter(13, .click, of: creative, in: flight, at: begin)
            let proposal = try #require(try await store.proposal(for: flight.id, on: later.at.day))
            #expect(proposal.missing == 7 && proposal.worth == .euros("14"))
            let made = try await book(Flight.ID(at: later.at), for: flight, in: fixture)
            #expect(made.goal == 7 && made.pricing == flight.pricing)
            #expect(try await store.proposal(for: flight.id, on: later.at.day)?.missing == 0)
            let copy = try #require(try await fixture.creatives.creatives(of: made.id).first)
            let seal = CurrentSeal(try await OfferKeyStore(database: fixture.database).seal(at: later.at))
            let ledger = OfferLedger(database: fixture.database, seal: seal)
            for number in 0..<8 {
                let offer = Offer(of: copy.id, in: .top, onPage: "/moon", at: later.at, node: NodeNumber(7))
                let text = try #require(seal.seal(offer))
                let outcome = await ledger.enter(
                    Hit(.click, offer: text, creative: copy.id.description, at: later.at))
                #expect(outcome == (number < 7 ? .counted : .beyondBudget))
            }
            let standing = try #require(
                try await DeliveryStandings(database: fixture.database).standing(
                    of: made.id, at: later.at, in: .utc))
            #expect(standing.counts.clicks == 7 && standing.left == 0 && standing.earned == .zero(.euro))
            let december = try #require(CalendarMonth("2026-12"))
            let draft = try await InvoiceStore(database: fixture.database).draft(
                Invoice.Subject(advertiser: fixture.campaign.advertiser, month: december, currency: .euro), in: .utc)
            #expect(draft.lines.isEmpty)
            // It can be moved, and can’t become one that is paid for in another way.
            try await fixture.flights.setPaused(true, of: made.id, by: .test)
            let problem = await #expect(throws: Problem.self) {
                try await fixture.flights.save(
                    fixture.flight(pricing: .perThousandViews(.euros("4")), id: made.id), by: .test)
            }
            #expect(problem?.fieldErrors.contains { $0.field == "pricing" } == true)
        }
    }
}
