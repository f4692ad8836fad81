import Kernel
import Testing

@Suite struct MoneyTests {
    @Test(arguments: [
        ("0", 0), ("1", 1_000_000), ("1234.5", 1_234_500_000), ("1,234.50", 1_234_500_000), ("-0.25", -250_000),
        ("−3", -3_000_000), ("0.000001", 1), ("9000000000000", 9_000_000_000_000_000_000),
        ("12,345,678", 12_345_678_000_000),
    ])
    func `A decimal number is read exactly`(text: String, micros: Int64) {
        #expect(Money(decimal: text, .euro) == Money(micros: micros, .euro))
    }

    @Test(arguments: [
        "", "-", ".", "1.", ".5", "1.0000001", "1,23", "1,2345", "1234,567", ",123", "1 000", "1e3", "+1", "--1", "١",
        "NaN",
        "9300000000000", "99999999999999999999999", "1.2.3", "0x10", "1,234.5,0",
    ])
    func `What is no such number is refused`(text: String) {
        #expect(Money(decimal: text, .euro) == nil)
    }

    @Test(arguments: [
        (0, "0", "0.00 EUR"), (1_234_500_000, "1234.5", "1,234.50 EUR"), (-250_000, "-0.25", "−0.25 EUR"),
        (1, "0.000001", "0.000001 EUR"), (1_000_000_000_000, "1000000", "1,000,000.00 EUR"),
        (-999_000_000, "-999", "−999.00 EUR"),
        (Int64.min, "-9223372036854.775808", "−9,223,372,036,854.775808 EUR"),
    ])
    func `An amount is written for programs and for people`(micros: Int64, decimal: String, written: String) {
        let money = Money(micros: micros, .euro)
        #expect(money.decimal == decimal)
        #expect(money.written == written)
    }

    @Test func `Each currency has its own number of decimals`() throws {
        #expect(Money(micros: 1_500_000_000, try #require(Currency("JPY"))).written == "1,500 JPY")
        #expect(Money(micros: 1_500_000, try #require(Currency("kwd"))).written == "1.500 KWD")
    }

    @Test(arguments: ["", "EU", "EURO", "XXX", "ABC", "€", "E\u{301}UR", "DEM"])
    func `A code that is not in use is refused`(code: String) {
        #expect(Currency(code) == nil)
    }

    @Test func `All currencies are known by their codes`() {
        #expect(Currency.all.count > 150)
        #expect(Currency.all.allSatisfy { Currency($0.code) == $0 })
    }
}
