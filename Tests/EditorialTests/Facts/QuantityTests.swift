import Kernel
import Testing

@testable import Editorial

@Suite("How a fact's value is set")
struct QuantityTests {
    @Test(
        "follows the rules of English typesetting",
        arguments: [
            ("27000", "people", "27,000\u{A0}people"), ("620", "US$", "US$620"), ("-40", "°C", "−40\u{A0}°C"),
            ("13.7", "%", "13.7%"), ("4", "% of adults", "4% of adults"), ("3", "‰", "3‰"), ("45", "°", "45°"),
            ("304", "million people", "304\u{A0}million people"), ("1000", nil, "1,000"), ("999", nil, "999"),
            ("9192631770", "vibrations", "9,192,631,770\u{A0}vibrations"), ("8848.86", "m", "8,848.86\u{A0}m"),
            ("0.00001234", nil, "0.00001234"), ("-1234567.5", nil, "−1,234,567.5"), ("-20", "US$", "−US$20"),
            ("4.5", "US$ billion", "US$4.5\u{A0}billion"), ("12", "€", "€12"), ("5000", "₩", "₩5,000"),
            ("five", "people", "five people"),
            ("hundreds of thousands", "of people", "hundreds of thousands of people"),
            ("80,000 and 120,000", "people", "80,000 and 120,000\u{A0}people"), ("1.2.3", nil, "1.2.3"),
            ("1.", nil, "1."),
            (".5", nil, ".5"), ("-", nil, "-"), ("1e5", nil, "1e5"), ("٣", nil, "٣"), ("--1", nil, "--1"),
            ("600 to 700", "US$", "US$600 to 700"), ("7", "", "7"), ("007", nil, "007"),
            ("6.626 × 10⁻³⁴", "J s", "6.626 × 10⁻³⁴\u{A0}J s"),
        ] as [(String, String?, String)])
    func quantities(value: String, unit: String?, expected: String) {
        #expect(Quantity(value: value, unit: unit).text == expected)
    }

    @Test("has its qualifier before it", arguments: Fact.Qualifier.allCases)
    func qualifiers(qualifier: Fact.Qualifier) {
        let fact = MarkdownFixture.fact(
            "a", value: "620", unit: "US$", qualifier: qualifier, asOf: "2014", source: "census")
        #expect(fact.displayValue == "\(qualifier.rawValue) US$620")
    }
}
