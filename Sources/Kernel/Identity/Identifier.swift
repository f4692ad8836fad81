/// A UUID version 7 (RFC 9562 §5.7) that remembers in its type what it names.
///
/// The application makes identifiers, never the database, so that a row is known before it is written and both
/// databases hold the same text.
package struct Identifier<Owner>: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The first 64 of its 128 bits.
    package let high: UInt64
    /// The last 64.
    package let low: UInt64

    /// Takes the bits of one that was made before.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Makes a new identifier.
    ///
    /// - Parameters:
    ///   - timestamp: The moment that orders it among others; it fills the first 48 bits.
    ///   - generator: The source of the remaining 74 bits.
    package init(at timestamp: Timestamp, using generator: inout some RandomNumberGenerator) {
        let milliseconds = UInt64(clamping: timestamp.milliseconds) & 0xFFFF_FFFF_FFFF
        high = milliseconds << 16 | 0x7000 | generator.next() & 0xFFF
        low = 0x8000_0000_0000_0000 | generator.next() & 0x3FFF_FFFF_FFFF_FFFF
    }

    /// Makes a new identifier with the system's randomness.
    package init(at timestamp: Timestamp) {
        var generator = SystemRandomNumberGenerator()
        self.init(at: timestamp, using: &generator)
    }

    /// Reads the 36-character form with hyphens, in lower or upper case.
    package init?(_ text: some StringProtocol) { self.init(String(text)) }

    /// Reads the 36-character form with hyphens, in lower or upper case.
    ///
    /// Answers of the database are read with it, row by row, where the generic form is slow.
    package init?(_ text: String) {
        guard text.utf8.count == 36 else { return nil }
        var number = (high: UInt64(0), low: UInt64(0))
        var digits = 0
        for (offset, byte) in text.utf8.enumerated() {
            if offset == 8 || offset == 13 || offset == 18 || offset == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let value = Self.value(ofDigit: byte) else { return nil }
                if digits < 16 { number.high = number.high << 4 | value } else { number.low = number.low << 4 | value }
                digits += 1
            }
        }
        self.init(high: number.high, low: number.low)
    }

    /// The 36-character form in lower case.
    package var description: String {
        String(unsafeUninitializedCapacity: 36) { text in
            var place = 0
            for nibble in 0..<32 {
                if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
                    text[place] = UInt8(ascii: "-")
                    place += 1
                }
                let half = nibble < 16 ? high : low
                let digit = UInt8(truncatingIfNeeded: half >> (60 - 4 * (nibble & 15))) & 0xF
                text[place] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
                place += 1
            }
            return place
        }
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    private static func value(ofDigit byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
