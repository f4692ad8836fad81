/// A country by its two letters (ISO 3166-1 alpha-2), such as `DE`.
package struct Country: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let description: String

    /// Takes two letters in either case; `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 2,
            text.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) })
        else { return nil }
        description = text.uppercased()
    }

    package static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
