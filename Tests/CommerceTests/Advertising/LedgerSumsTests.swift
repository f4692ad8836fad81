import Database
import Kernel
import TestSupport
import Testing

@testable import Commerce

@Suite struct LedgerSumsTests {
    private static let day = Duration.seconds(86_400)
    /// Noon; the ledger’s days begin at midnight in UTC.
    private let noon = Timestamp(
        milliseconds: AdvertisingFixture.now.milliseconds / 86_400_000 * 86_400_000 + 43_200_000)

    /// Three days with views, clicks and what doesn’t count, of two flights and of none.
    private func filled(_ fixture: AdvertisingFixture) async throws -> (flight: Flight, creative: Creative) {
        let flight = fixture.flight(budget: "400", days: 9)
        let creative = try await fixture.book(flight)
        let flat = fixture.flight(pricing: .flat(views: 1000), days: 9)
        let other = try await fixture.book(flat)
        for number in 0..<3 {
            let moment = noon.advanced(by: Self.day * number)
            try await fixture.enter(100 + number, .view, of: creative, in: flight, at: moment)
            try await fixture.enter(2, .click, of: creative, in: flight, at: moment)
            try await fixture.enter(5, .view, of: creative, in: flight, at: moment, outcome: .beyondBudget)
            try await fixture.enter(30, .view, of: other, in: flat, at: moment.advanced(by: .seconds(3600)))
            try await fixture.database.write { connection in
                try connection.execute(
                    """
                    INSERT INTO offer_event (id, event, at, outcome, amount)
                    VALUES (\(Identifier<Hit>(at: moment)), 'view', \(moment), 'forged', 0)
                    """)
            }
        }
        return (flight, creative)
    }

    /// All that reports say of the ledger.
    private func said(_ fixture: AdvertisingFixture) async throws -> [String] {
        let reports = fixture.reports
        var said: [String] = []
        let periods: [DeliveryReports.Period] =
            [nil, noon..<noon.advanced(by: Self.day * 2), noon..<noon, noon.advanced(by: .seconds(-86_400 * 9))..<noon]
            + [noon.advanced(by: .seconds(-43_200))..<noon.advanced(by: .seconds(43_200))]
        for period in periods {
            said.append("\(try await reports.byFlight(during: period)) \(try await reports.strays(during: period))")
        }
        said.append("\(try await reports.differences())")
        let month = CalendarMonth(of: noon.day)
        for month in [month, month.next] {
            let subject = Invoice.Subject(advertiser: fixture.campaign.advertiser, month: month, currency: .euro)
            let draft = try await InvoiceStore(database: fixture.database).draft(subject, in: .utc)
            said.append("\(draft.lines)")
        }
        let forecast = try await ForecastStore(database: fixture.database).forecast(
            at: noon.advanced(by: Self.day * 4), in: .utc)
        said.append("\(forecast.viewRate)")
        let revenue = AdvertisingRevenue(database: fixture.database)
        said.append("\(try await revenue.revenue(days: noon.day...noon.day.advanced(byDays: 40)))")
        return said
    }

    private func days(_ fixture: AdvertisingFixture) async throws -> Int? {
        try await fixture.database.read { try $0.value(Int.self, "SELECT count(*) FROM ledger_day") }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsSummedSaysWhatTheRowsSay(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let sums = LedgerSums(database: fixture.database)
            #expect(try await sums.close(before: noon) == 0)
            let (flight, creative) = try await filled(fixture)
            let before = try await said(fixture)
            #expect(before[0].contains("views: 303") && before[0].contains("forged: 3"))
            // A day is summed an hour after its end.
            #expect(try await sums.close(before: noon.advanced(by: .seconds(43_200 + 3599))) == 0)
            #expect(try await sums.close(before: noon.advanced(by: .seconds(43_200 + 3600))) == 1)
            #expect(try await said(fixture) == before)
            #expect(try await sums.close(before: noon.advanced(by: Self.day * 4)) == 3)
            #expect(try await sums.close(before: noon.advanced(by: Self.day * 4)) == 0)
            #expect(try await said(fixture) == before)
            // A day in the middle is opened again by a row that comes late.
            let late = noon.advanced(by: Self.day)
            try await fixture.enter(7, .view, of: creative, in: flight, at: late)
            #expect(try await days(fixture) == 3)
            let after = try await said(fixture)
            #expect(after[0].contains("views: 310"))
            #expect(try await sums.close(before: noon.advanced(by: Self.day * 4)) == 1)
            #expect(try await said(fixture) == after)
            #expect(try await sums.recount() == 0)
            #expect(try await said(fixture) == after)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aSumThatWasTamperedWithIsFoundAndMended(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let sums = LedgerSums(database: fixture.database)
            _ = try await filled(fixture)
            let before = try await said(fixture)
            try await sums.close(before: noon.advanced(by: Self.day * 4))
            try await fixture.database.write { connection in
                try connection.execute("UPDATE ledger_sum SET number = number + 1 WHERE event = 'click'")
            }
            #expect(try await said(fixture) != before)
            #expect(try await fixture.reports.differences().count == 1)
            #expect(try await sums.recount() == 3)
            #expect(try await said(fixture) == before)
            #expect(try await fixture.reports.rebuildTallies().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func serversMayCloseAtTheSameTimeAsEventsCome(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            let (flight, creative) = try await filled(fixture)
            let sums = LedgerSums(database: fixture.database)
            let moment = noon.advanced(by: Self.day * 4)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 { group.addTask { try await sums.close(before: moment) } }
                for number in 0..<6 {
                    group.addTask {
                        try await fixture.enter(
                            1, .view, of: creative, in: flight, at: noon.advanced(by: Self.day * (number % 3)))
                    }
                }
                try await group.waitForAll()
            }
            try await sums.close(before: moment)
            #expect(try await fixture.reports.byFlight().map(\.views).max() == 309)
            #expect(try await sums.recount() == 0)
        }
    }
}
