import Database
import Kernel
import TestSupport
import Testing

@testable import Commerce

@Suite struct AdvertisingRevenueTests {
    private let begin = AdvertisingFixture.now

    private func revenue(_ fixture: AdvertisingFixture, months: Int = 2) async throws -> [String] {
        let first = CalendarMonth(of: begin.day)
        var last = first
        for _ in 1..<months { last = last.next }
        return try await AdvertisingRevenue(database: fixture.database).revenue(days: first.first...last.last)
            .map { "\($0.month) \($0.amount.written)" }
    }

    @Test(arguments: TestEngine.allCases)
    func itIsWhatWasCountedAtTheAgreedPrices(engine: TestEngine) async throws {
        try await withAdvertising(engine) { fixture in
            #expect(try await revenue(fixture).isEmpty)
            let (first, second) = (begin, begin.advanced(by: .seconds(86_400 * 31)))
            let views = fixture.flight(days: 60)
            let creative = try await fixture.book(views)
            try await fixture.enter(500, .view, of: creative, in: views, at: first)
            try await fixture.enter(3, .click, of: creative, in: views, at: first)
            try await fixture.enter(9, .view, of: creative, in: views, at: first, outcome: .beyondBudget)
            let month = CalendarMonth(of: begin.day)
            #expect(try await revenue(fixture) == ["\(month) 2.00 EUR"])
            // Of a flat price each month has the part that was delivered in it; the parts come to the price.
            let flat = fixture.flight(budget: "10", pricing: .flat(views: 300), days: 60)
            let other = try await fixture.book(flat)
            try await fixture.enter(100, .view, of: other, in: flat, at: first)
            try await fixture.enter(250, .view, of: other, in: flat, at: second)
            let expected = ["\(month) 5.333333 EUR", "\(month.next) 6.666667 EUR"]
            #expect(try await revenue(fixture) == expected)
            #expect(try await revenue(fixture, months: 1) == Array(expected.prefix(1)))
            try await LedgerSums(database: fixture.database).close(before: second.advanced(by: .seconds(90_000 * 2)))
            #expect(try await revenue(fixture) == expected)
        }
    }
}
