import Commerce
import Database
import Kernel
import Tables
import TestSupport
import Testing

@Suite struct EarningReportsTests {
    private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    @Test(arguments: TestEngine.allCases)
    func sumsCountEachTransactionOnceAndKeepCurrenciesApart(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = try await EarningFixture(database)
            try await fixture.enter([
                EarningFixture.row("1", "pending", "5.00", day: "2026-05-31"),
                EarningFixture.row("1", "approved", "4.00", day: "2026-05-31"),
                EarningFixture.row("2", "paid", "2.50", subID: "two_text", day: "2026-06-01"),
                EarningFixture.row("3", "declined", "9", day: "2026-06-01"),
                EarningFixture.row("4", "pending", "1", currency: "USD", day: "2026-06-02"),
                EarningFixture.row("5", "pending", "8", merchant: "999", day: "2026-06-02"),
                EarningFixture.row("6", "pending", "100", day: "2026-04-30"),
            ])
            let reports = EarningReports(database: database)
            let days = try day("2026-05-01")...day("2026-06-30")
            let months = try await reports.lines(by: .month, days: days)
            #expect(months.map(\.subject) == ["2026-06", "2026-05", "2026-06"])
            #expect(months.map(\.sums.commission.written) == ["10.50 EUR", "4.00 EUR", "1.00 USD"])
            #expect(months.map(\.sums.count) == [3, 1, 1] && months[0].sums.count(.reversed) == 1)
            #expect(months[0].sums.commission(.paid).written == "2.50 EUR")
            let partners = try await reports.lines(by: .partner, days: days)
            #expect(partners.map(\.subject) == [nil, "optics", "optics"])
            let articles = try await reports.lines(by: .article, days: days)
            #expect(Set(articles.filter { $0.sums.currency == .euro }.map(\.subject)) == ["/one", "/two"])
            #expect(try await reports.lines(by: .place, days: days).first?.subject == "text")
            #expect(try await reports.lines(by: .network, days: days).map(\.subject) == ["awin", "awin"])
            #expect(try await reports.matching(days: days) == (1, 0))
            #expect(try await reports.settledByMonth(days: days).map(\.commission.written) == ["4.00 EUR", "2.50 EUR"])
            #expect(try await reports.imports().map(\.rows) == [7])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aDecisionHoldsForAllThatSaysTheSame(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = try await EarningFixture(database)
            let store = UnmatchedEarningStore(database: database)
            try await fixture.enter([
                EarningFixture.row("1", "pending", "5", subID: "x", merchant: "999", day: "2026-05-02"),
                EarningFixture.row("2", "pending", "6", currency: "USD", subID: "x", merchant: "999"),
                EarningFixture.row("3", "pending", "7", subID: ""), EarningFixture.row("4", "pending", "1"),
            ])
            let waiting = try await store.all()
            #expect(waiting.map(\.transactions) == [2, 1])
            #expect(waiting[0].commissions.map(\.written) == ["5.00 EUR", "6.00 USD"])
            #expect(try waiting[0].first == day("2026-05-02") && waiting[0].last == day("2026-05-03"))
            #expect(waiting[0].programme == nil && waiting[1].programme == fixture.awin.id)
            for (decision, words) in [
                (UnmatchedEarningStore.Decision.ours(fixture.generic.id, page: nil), "Choose a programme at Awin"),
                (.ours(fixture.awin.id, page: "https://elsewhere.example"), "Write the path"),
            ] {
                let problem = try await #require(throws: Problem.self) {
                    try await store.decide(decision, on: waiting[0].source, by: .test)
                }
                #expect(problem.detail.contains(words))
            }
            try await store.decide(.ours(fixture.awin.id, page: "/two"), on: waiting[0].source, by: .test)
            try await store.decide(.notOurs, on: waiting[1].source, by: .test)
            #expect(try await store.all().isEmpty)
            // A later state and a later transaction go the same way.
            try await fixture.enter([
                EarningFixture.row("1", "approved", "5", subID: "x", merchant: "999", day: "2026-05-02"),
                EarningFixture.row("5", "pending", "2", subID: "x", merchant: "999"),
                EarningFixture.row("6", "pending", "3", subID: ""),
            ])
            #expect(try await store.all().isEmpty)
            let reports = EarningReports(database: database)
            let days = try day("2026-05-01")...day("2026-05-31")
            let articles = try await reports.lines(by: .article, days: days).filter { $0.sums.currency == .euro }
            #expect(articles.map(\.subject) == ["/two", "/one"] && articles.map(\.sums.count) == [2, 1])
            #expect(try await reports.matching(days: days) == (0, 2))
            #expect(try await store.decisions().map(\.page) == [nil, "/two"])
            // Somebody thinks better of it.
            try await store.decide(.ours(fixture.awin.id, page: nil), on: waiting[1].source, by: .test)
            #expect(try await reports.matching(days: days) == (0, 0))
            let nothing = UnmatchedEarnings.Source(network: .cj, merchant: "1", subID: "")
            await #expect(throws: Problem.self) { try await store.decide(.notOurs, on: nothing, by: .test) }
            let events = try await CommerceHistory(database: database).events(of: .earnings, subject: "awin")
                .filter { $0.action == .changed }
            #expect(events.count == 3 && events[2].detail.contains("article: /two"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func clicksAreHeldAgainstTheNetworks(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = try await EarningFixture(database)
            let links = AffiliateLinkStore(database: database, clock: FixedClock(Signature.test.at))
            let site = AffiliateLink.Site(destination: "https://optics.example/", page: "/one", place: .text)
            let link = try #require(try await links.links(at: [site])[site])
            let folder = try TemporaryFolder("clicks")
            let ledger = ClickLedger(database: database, folder: folder.path)
            for (moment, outcome, count) in [
                (try day("2026-05-31"), Click.Outcome.counted, 10), (try day("2026-05-31"), .crawler, 5),
                (try day("2026-06-01"), .counted, 3),
            ] {
                for _ in 0..<count {
                    _ = await ledger.enter(
                        Click(on: link, programme: fixture.awin.id, at: moment.start, outcome: outcome))
                }
            }
            try await fixture.enter([
                EarningFixture.row("1", "pending", "5"), EarningFixture.row("2", "declined", "5"),
            ])
            let store = ReconciliationStore(database: database) { try? await ledger.settle() }
            let months = CalendarMonth.last(12, upTo: try day("2026-06-15"))
            #expect(months.count == 12 && months[0].description == "2025-07" && months[11].description == "2026-06")
            func read(_ text: String) throws -> [NetworkClicks] {
                try NetworkClicks.read(
                    CommaSeparatedTable(text), of: .awin, programmes: [fixture.awin, fixture.generic])
            }
            try await store.enter(
                read("Date,Advertiser ID,Clicks\n01/05/2026,7052,7\n31/05/2026,7052,\"1,000\"\n"), by: .test)
            try await store.enter(read("Month,Programme,Clicks\n2026-05,Optics at Awin,12\n"), by: .test)
            let lines = try await store.all(months: months)
            #expect(lines.map(\.month) == ["2026-06", "2026-05"])
            #expect(lines.map(\.ownClicks) == [3, 10] && lines.map(\.networkClicks) == [nil, 12])
            #expect(lines.map(\.conversions) == [0, 1])
            #expect(lines[1].difference == 20 && lines[1].isLarge && !lines[0].isLarge)
            for (text, words) in [
                ("", "empty"), ("Date,Clicks\n2026-05-01,7\n", "“Programme”"),
                ("Date,Programme,Clicks\n2026-05-01,Elsewhere,7\n", "Line 2: no programme at Awin"),
                ("Date,Programme,Clicks\nMay,7052,7\n", "Line 2: “May”"),
                ("Date,Programme,Clicks\n2026-05-01,Optics at Awin,-7\n", "“-7” is no number"),
                ("Date,Programme,Clicks\n2026-05-01,Optics at Awin\n", "Line 2 has 2 columns"),
            ] {
                let problem = try #require(throws: Problem.self) { try read(text) }
                #expect(problem.detail.contains(words), "\(problem)")
            }
        }
    }
}
