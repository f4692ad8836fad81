import Commerce
import Kernel
import Testing

@Suite struct ReportFieldTests {
    private func micros(_ text: String, _ decimals: ReportAmount.Decimals = .point) -> Int64? {
        ReportAmount.micros(Array(text.utf8)[...], decimals)
    }

    @Test func amountsComeInManyForms() {
        for (text, expected) in [
            ("0", 0), ("12.5", 12_500_000), ("1,234.50", 1_234_500_000), ("$1,234.50", 1_234_500_000),
            ("-$4.2", -4_200_000), ("$-4.2", -4_200_000), ("(4.20)", -4_200_000), ("€ 7", 7_000_000),
            ("7 EUR", 7_000_000), ("USD 0.000001", 1), (" 3\u{A0}£ ", 3_000_000), (".5", 500_000), ("−1", -1_000_000),
            ("9000000000000", 9_000_000_000_000_000_000),
        ] as [(String, Int64)] { #expect(micros(text) == expected, "\(text)") }
        #expect(micros("1.234,50", .comma) == 1_234_500_000)
        #expect(micros("-0,05 €", .comma) == -50_000)
    }

    @Test(arguments: [
        "", "-", "$", "1.2.3", "1,23.4", "12,34", "1e5", "NaN", "0.1234567", "--1", "(-1)", "9000000000001", "1 2",
        "99999999999999999999", "1.", ",5", "1,2345", "٣",
    ])
    func whatIsNoAmountIsRefused(text: String) { #expect(micros(text) == nil) }

    @Test func daysComeInManyForms() {
        let day = CalendarDay(year: 2026, month: 1, day: 31)
        for (text, order) in [
            ("2026-01-31", ReportDay.Order.dayFirst), ("2026-01-31T23:59:59+02:00", .dayFirst),
            ("2026-01-31 10:00:00", .monthFirst), ("2026/01/31", .monthFirst), ("31/01/2026 08:00", .dayFirst),
            ("31.1.2026", .dayFirst), ("01/31/2026 11:22:33 PM", .monthFirst), ("1/31/26", .monthFirst),
            ("31 Jan 2026", .monthFirst), ("Jan 31, 2026", .dayFirst), ("31-January-2026", .dayFirst),
        ] { #expect(ReportDay.day(Array(text.utf8)[...], order) == day, "\(text)") }
        for text in ["", "2026-02-30", "31/01/2026", "2026-1", "yesterday", "2026-01-31x", "13/13/2026", "1/2/3"] {
            #expect(ReportDay.day(Array(text.utf8)[...], .monthFirst) == nil, "\(text)")
        }
    }
}
