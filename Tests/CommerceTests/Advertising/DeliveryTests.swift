import Commerce
import Database
import Kernel
import TestSupport
import Testing

@Suite struct DeliveryTests {
    private let now = AdvertisingFixture.now

    private func after(hours: Int) -> Timestamp { now.advanced(by: .seconds(hours * 3600)) }

    @Test(arguments: TestEngine.allCases)
    func aFlightStandsAgainstWhatItsPlanWantsByNow(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let standings = DeliveryStandings(database: fixture.database)
            #expect(try await standings.all(at: now, in: .utc).isEmpty)
            // 10,000 views over ten days: a thousand a day.
            let flight = fixture.flight(pacing: .even, days: 10)
            let creative = try await fixture.book(flight)
            let fast = fixture.flight(pricing: .perClick(.euros("0.5")), days: 3)
            let other = try await fixture.book(fast)
            try await fixture.enter(900, .view, of: creative, in: flight, at: after(hours: 20))
            try await fixture.enter(9, .click, of: creative, in: flight, at: after(hours: 21))
            try await fixture.enter(5, .view, of: creative, in: flight, at: after(hours: 22), outcome: .beyondBudget)
            try await fixture.enter(4, .click, of: other, in: fast, at: after(hours: 22))
            let found = try await standings.all(at: after(hours: 36), in: .utc)
            let standing = try #require(found.first { $0.flight.id == flight.id })
            #expect(standing.state == .running && standing.planned == 1500)
            #expect(standing.counted == 900 && standing.pace == 60 && standing.left == 9100)
            #expect(standing.counts == DeliveryCounts(views: 900, clicks: 9) && standing.earned == .euros("3.6"))
            let second = try #require(found.first { $0.flight.id == fast.id })
            #expect(second.planned == nil && second.pace == nil && second.counted == 4 && second.left == 76)
            #expect(second.earned == .euros("2"))
            #expect(try await standings.standing(of: flight.id, at: after(hours: 36), in: .utc) == standing)
            let before = try await standings.standing(of: flight.id, at: after(hours: -1), in: .utc)
            #expect(before?.state == .ahead && before?.planned == 0 && before?.pace == nil)
            let over = try await standings.all(at: after(hours: 240), in: .utc)
            #expect(over.allSatisfy { $0.state == .over })
            #expect(over.first { $0.flight.id == flight.id }?.planned == 10_000)
            #expect(try await standings.standing(of: Flight.ID(at: now), at: now, in: .utc) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aCampaignThatEndsEndsItsFlights(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let flight = fixture.flight(days: 10)
            try await fixture.flights.save(flight, by: .test)
            let paused = fixture.flight(days: 10, isPaused: true)
            try await fixture.flights.save(paused, by: .test)
            let campaign = fixture.campaign
            try await fixture.campaigns.save(
                Campaign(
                    id: campaign.id, advertiser: campaign.advertiser, name: campaign.name, currency: campaign.currency,
                    ended: .today), by: .test)
            let standings = DeliveryStandings(database: fixture.database)
            let today = try await standings.all(at: now, in: .utc)
            #expect(today.map(\.state) == [.running, .paused])
            let tomorrow = try await standings.all(at: after(hours: 24), in: .utc)
            #expect(tomorrow.map(\.state) == [.over, .over])
        }
    }

    /// Whatever is delivered of a flat price in whatever steps, its parts come to the whole.
    @Test func aFlatPriceIsEarnedInProportionAndToTheMicro() throws {
        let flight = Flight(
            id: Flight.ID(at: now), campaign: Campaign.ID(at: now), name: "Flat", first: .today, last: .today,
            budget: Money(micros: 1_000_000_000_001, .euro), pricing: .flat(views: 3))
        #expect(flight.flatEarnings(for: 0).micros == 0)
        #expect(flight.flatEarnings(for: -5).micros == 0)
        #expect(flight.flatEarnings(for: 1).micros == 333_333_333_333)
        #expect(flight.flatEarnings(for: 2).micros == 666_666_666_667)
        #expect(flight.flatEarnings(for: 3) == flight.budget)
        #expect(flight.flatEarnings(for: 4) == flight.budget)
        let huge = Flight(
            id: flight.id, campaign: flight.campaign, name: "Flat", first: .today, last: .today,
            budget: Money(micros: .max, .euro), pricing: .flat(views: 1_000_000_000))
        #expect(huge.flatEarnings(for: 1_000_000_000).micros == .max)
        #expect(huge.flatEarnings(for: 999_999_999).micros == Int64.max - Int64.max / 1_000_000_000 - 1)
    }

    @Test(arguments: TestEngine.allCases)
    func aReportTellsWhenByWhatAndWhere(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let east = try Zone.east()
            let flight = fixture.flight(pacing: .even, days: 2)
            let top = try await fixture.book(flight)
            let rail = fixture.creative(of: flight, in: .rail)
            try await fixture.creatives.save(rail, by: .test)
            try await fixture.enter(30, .view, of: top, in: flight, at: after(hours: 1))
            try await fixture.enter(20, .view, of: rail, in: flight, at: after(hours: 23), page: "/mars")
            try await fixture.enter(3, .click, of: rail, in: flight, at: after(hours: 23), page: "/mars")
            try await fixture.enter(2, .view, of: top, in: flight, at: after(hours: 23), outcome: .beyondBudget)
            try await fixture.enter(4, .click, of: top, in: flight, at: after(hours: 23), outcome: .repeated)
            let report = try #require(
                try await fixture.reports.delivery(of: flight.id, at: after(hours: 24), in: .utc))
            let counted = report.hours.filter { $0.counts != DeliveryCounts() }
            #expect(counted.map(\.hour) == [1, 23])
            #expect(counted.map(\.counts) == [DeliveryCounts(views: 30), DeliveryCounts(views: 20, clicks: 3)])
            #expect(report.hours.map(\.notCounted).reduce(0, +) == 6 && counted.last?.notCounted == 6)
            // Half of 10,000 views were due in the 24 hours that have passed.
            #expect(report.hours.count == 24)
            #expect(abs(report.hours.compactMap(\.planned).reduce(0, +) - 5000) < 0.001)
            #expect(report.days.map(\.day) == [.today] && report.hoursOfDay.count == 24)
            #expect(report.hoursOfDay[23].counts == DeliveryCounts(views: 20, clicks: 3))
            #expect(report.creatives.map(\.subject) == [top.id.description, rail.id.description])
            #expect(report.places.map(\.subject) == ["top", "rail"])
            #expect(report.pages.map(\.subject) == ["/moon", "/mars"] && !report.hasMorePages)
            #expect(report.pages.map(\.counts.views) == [30, 20])
            #expect(
                report.notCounted == [
                    .beyondBudget: DeliveryCounts(views: 2), .repeated: DeliveryCounts(clicks: 4),
                ])
            #expect(report.differences.isEmpty)
            // Two hours further east, the last hour is in the next day.
            let further = try #require(
                try await fixture.reports.delivery(of: flight.id, at: after(hours: 24), in: east))
            #expect(further.days.map(\.sums.counts.views).filter { $0 > 0 } == [30, 20])
            #expect(try await fixture.reports.delivery(of: Flight.ID(at: now), at: now, in: .utc) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func onlyTheLedgerIsTheSource(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let flight = fixture.flight()
            let creative = try await fixture.book(flight)
            try await fixture.enter(7, .view, of: creative, in: flight, at: now)
            try await fixture.database.write { try $0.execute("UPDATE flight_tally SET views = 5") }
            let standings = DeliveryStandings(database: fixture.database)
            let found = try await standings.all(at: now, in: .utc)
            #expect(found.map(\.counted) == [7])
            let report = try await fixture.reports.delivery(of: flight.id, at: now, in: .utc)
            #expect(report?.differences.map(\.inLedger) == [7] && report?.differences.map(\.inTally) == [5])
        }
    }
}
