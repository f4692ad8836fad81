import Commerce
import Kernel
import Testing

@Suite struct RevenueSplitTests {
    private func revenue(
        _ kind: Revenue.Kind, _ month: String, _ micros: Int64, _ currency: Currency = .euro
    ) throws -> Revenue {
        Revenue(kind, month: try #require(CalendarMonth(month)), amount: Money(micros: micros, currency))
    }

    @Test func sharesAreByQuarterAndCurrency() throws {
        let splits = try RevenueSplit.splits(of: [
            revenue(.commissions, "2026-01", 10), revenue(.commissions, "2026-03", 20),
            revenue(.advertising, "2026-02", 60), revenue(.advertising, "2026-04", 1),
            revenue(.commissions, "2026-02", 5, .dollar), revenue(.advertising, "2026-05", -7, .dollar),
            revenue(.commissions, "2026-05", 9, .dollar), revenue(.commissions, "2026-07", 0),
        ])
        #expect(splits.map(\.written) == ["April to June 2026", "January to March 2026", "January to March 2026"])
        #expect(splits.map(\.currency) == [.euro, .euro, .dollar])
        #expect(splits.map(\.advertising) == [100, 67, 0])
        #expect(splits.map(\.commissions) == [0, 33, 100])
    }

    @Test func quartersBeginEveryThirdMonth() throws {
        for (day, quarter) in [
            ("2026-01-01", "2026-01"), ("2026-03-31", "2026-01"), ("2026-04-01", "2026-04"), ("2026-12-31", "2026-10"),
        ] {
            #expect(RevenueSplit.quarter(of: try #require(CalendarDay(day))).description == quarter)
        }
    }
}
