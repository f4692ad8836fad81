/// An amount of one currency, in whole millionths of its unit.
package struct Money: Sendable, Hashable {
    /// Millionths of the currency’s unit; negative for what was taken back.
    package let micros: Int64
    package let currency: Currency

    package static let microsPerUnit: Int64 = 1_000_000

    package init(micros: Int64, _ currency: Currency) {
        self.micros = micros
        self.currency = currency
    }

    package static func zero(_ currency: Currency) -> Money { Money(micros: 0, currency) }

    package static prefix func - (amount: Money) -> Money { Money(micros: -amount.micros, amount.currency) }

    /// Reads a decimal number such as `1234.5`, `-0.25` or `1,234.50`.
    ///
    /// Commas may divide the whole part into thousands; the point is the decimal sign, and there are at most six decimals.
    ///
    /// - Returns: `nil` for any other text, and for an amount beyond 9 × 10¹² units.
    package init?(decimal text: some StringProtocol, _ currency: Currency) {
        var rest = Substring(text)
        let isNegative = rest.hasPrefix("-") || rest.hasPrefix("−")
        if isNegative { rest.removeFirst() }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = Self.whole(parts[0]), let fraction = Self.fraction(parts.count > 1 ? parts[1] : nil) else {
            return nil
        }
        let (units, tooLarge) = whole.multipliedReportingOverflow(by: Self.microsPerUnit)
        let (micros, over) = units.addingReportingOverflow(fraction)
        guard !tooLarge, !over else { return nil }
        self.init(micros: isNegative ? -micros : micros, currency)
    }

    private static func whole(_ text: Substring) -> Int64? {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        let isGrouped = groups.count > 1
        guard groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }),
            !isGrouped || (groups[0].utf8.count <= 3 && groups.dropFirst().allSatisfy { $0.utf8.count == 3 })
        else { return nil }
        return Int64(groups.joined())
    }

    /// In millionths.
    private static func fraction(_ text: Substring?) -> Int64? {
        guard let text else { return 0 }
        guard 1...6 ~= text.utf8.count, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return Int64(text + String(repeating: "0", count: 6 - text.utf8.count))
    }

    /// The exact decimal number for programs, such as `-1234.5`, with no more decimals than it needs.
    package var decimal: String {
        let magnitude = micros.magnitude
        let unit = UInt64(Self.microsPerUnit)
        let sign = micros < 0 ? "-" : ""
        var fraction = String(magnitude % unit)
        fraction = String(repeating: "0", count: 6 - fraction.utf8.count) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(sign)\(magnitude / unit)\(fraction.isEmpty ? "" : ".\(fraction)")"
    }

    /// For people, such as `1,234.50 EUR`: with as many decimals as the currency has, or all that the amount has.
    package var written: String {
        let parts = decimal.split(separator: ".")
        var digits = Array(parts[0].drop { $0 == "-" })
        for position in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: position) }
        var fraction = parts.count > 1 ? String(parts[1]) : ""
        while fraction.utf8.count < currency.minorDigits { fraction += "0" }
        let number = String(digits) + (fraction.isEmpty ? "" : ".\(fraction)")
        return "\(micros < 0 ? "−" : "")\(number) \(currency)"
    }
}
