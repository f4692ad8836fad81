/// A value with its unit, set as English text sets it.
///
/// Digits are grouped in threes by commas, a negative number has a true minus, a currency sign stands before the number
/// and a per cent sign right after it, and a no-break space keeps any other unit with its number.
struct Quantity {
    let value: String
    let unit: String?

    private static let noBreakSpace = "\u{A0}"

    var text: String {
        let number = Self.grouped(value)
        guard let unit, !unit.isEmpty else { return number ?? value }
        let words = unit.split(separator: " ", maxSplits: 1)
        guard let first = words.first else { return number ?? value }
        if Self.isCurrency(first) {
            // The sign of a negative amount stands before the currency.
            let amount = number ?? value
            let isNegative = amount.hasPrefix("−")
            let money = "\(isNegative ? "−" : "")\(first)\(isNegative ? amount.dropFirst() : amount[...])"
            return words.count == 2 ? "\(money)\(Self.noBreakSpace)\(words[1])" : money
        }
        let amount = number ?? value
        if unit == "°" || unit.hasPrefix("%") || unit.hasPrefix("‰") { return amount + unit }
        let endsInDigit = amount.unicodeScalars.last.map { $0.properties.numericType != nil } ?? false
        return amount + (endsInDigit ? Self.noBreakSpace : " ") + unit
    }

    private static func isCurrency(_ word: Substring) -> Bool {
        word.unicodeScalars.last?.properties.generalCategory == .currencySymbol
    }

    /// A plain decimal number with its digits grouped, or `nil` when `text` isn't one.
    static func grouped(_ text: String) -> String? {
        var rest = text[...]
        let isNegative = rest.first == "-"
        if isNegative { rest = rest.dropFirst() }
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        var whole = ""
        for (index, digit) in parts[0].enumerated() {
            if index > 0, (parts[0].count - index).isMultiple(of: 3) { whole += "," }
            whole.append(digit)
        }
        return "\(isNegative ? "−" : "")\(whole)\(parts.count == 2 ? ".\(parts[1])" : "")"
    }
}
