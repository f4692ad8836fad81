import Kernel

/// Reads the amounts in reports, which come with and without symbols, and with either decimal sign.
package enum ReportAmount {
    /// How decimals are set off.
    package enum Decimals: String, Sendable, Hashable, CaseIterable {
        /// `1,234.50`
        case point
        /// `1.234,50`
        case comma
    }

    /// The amount in millionths; `nil` for what is no amount, has more than six decimals, or lies beyond 9 × 10¹² units.
    ///
    /// A sign, or parentheses for what is taken back, and a symbol or code of a currency on either side are allowed.
    package static func micros(_ field: ArraySlice<UInt8>, _ decimals: Decimals) -> Int64? {
        var bytes = trimmed(field)
        var isNegative = false
        if bytes.first == UInt8(ascii: "("), bytes.last == UInt8(ascii: ")") {
            isNegative = true
            bytes = trimmed(bytes.dropFirst().dropLast())
        }
        // A minus may stand before a symbol and behind it, but once.
        var signs = 0
        func takeSign() {
            if bytes.first == UInt8(ascii: "-") {
                signs += 1
                bytes = trimmed(bytes.dropFirst())
            } else if bytes.starts(with: [0xE2, 0x88, 0x92]) {
                signs += 1
                bytes = trimmed(bytes.dropFirst(3))
            }
        }
        takeSign()
        bytes = withoutCurrency(bytes)
        takeSign()
        guard signs <= 1, !(isNegative && signs == 1) else { return nil }
        guard let magnitude = magnitude(bytes, decimals) else { return nil }
        return isNegative || signs == 1 ? -magnitude : magnitude
    }

    private static func magnitude(_ bytes: ArraySlice<UInt8>, _ decimals: Decimals) -> Int64? {
        let (point, group) =
            decimals == .point ? (UInt8(ascii: "."), UInt8(ascii: ",")) : (UInt8(ascii: ","), UInt8(ascii: "."))
        var whole: Int64 = 0
        var digits = 0
        var sinceGroup: Int?
        var rest = bytes
        while let byte = rest.first, byte != point {
            rest = rest.dropFirst()
            if byte == group {
                guard (sinceGroup ?? 3) == 3, 1...3 ~= digits || sinceGroup != nil else { return nil }
                sinceGroup = 0
                continue
            }
            guard 0x30...0x39 ~= byte, whole < 9_000_000_000_000 else { return nil }
            whole = whole * 10 + Int64(byte - 0x30)
            digits += 1
            sinceGroup = sinceGroup.map { $0 + 1 }
        }
        guard (sinceGroup ?? 3) == 3 else { return nil }
        var fraction: Int64 = 0
        if rest.first == point {
            let decimals = rest.dropFirst()
            guard 1...6 ~= decimals.count, decimals.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
            for byte in decimals { fraction = fraction * 10 + Int64(byte - 0x30) }
            for _ in decimals.count..<6 { fraction *= 10 }
            digits += decimals.count
        }
        guard digits > 0, whole <= 9_000_000_000_000 else { return nil }
        return whole * Money.microsPerUnit + fraction
    }

    private static let symbols = ["$", "£", "€", "¥", "US$", "CA$", "A$"].map { Array($0.utf8) }

    private static func withoutCurrency(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let first = bytes.first, let last = bytes.last, !isDigit(first) || !isDigit(last) else { return bytes }
        for symbol in symbols.reversed() {
            if bytes.starts(with: symbol) { return trimmed(bytes.dropFirst(symbol.count)) }
            if bytes.count > symbol.count, bytes.suffix(symbol.count).elementsEqual(symbol) {
                return trimmed(bytes.dropLast(symbol.count))
            }
        }
        if bytes.count > 3, Currency(String(decoding: bytes.prefix(3), as: UTF8.self)) != nil {
            return trimmed(bytes.dropFirst(3))
        }
        if bytes.count > 3, Currency(String(decoding: bytes.suffix(3), as: UTF8.self)) != nil {
            return trimmed(bytes.dropLast(3))
        }
        return bytes
    }

    private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

    /// Without spaces, also those that don’t break.
    private static func trimmed(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var field = field
        while true {
            if let first = field.first, first == 0x20 || first == 0x09 {
                field = field.dropFirst()
            } else if let last = field.last, last == 0x20 || last == 0x09 {
                field = field.dropLast()
            } else if field.starts(with: [0xC2, 0xA0]) {
                field = field.dropFirst(2)
            } else if field.count >= 2, field.suffix(2).elementsEqual([0xC2, 0xA0]) {
                field = field.dropLast(2)
            } else {
                return field
            }
        }
    }
}
