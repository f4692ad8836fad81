/// An address of the web or of mail that may stand between angle brackets in a header field (RFC 2369).
package struct HeaderLink: Sendable, Hashable {
    package let text: String

    /// In bytes: with its field’s name it fits a line (RFC 5322 §2.1.1).
    package static let longest = 900

    private static let schemes = ["https://", "http://", "mailto:"].map { Array($0.utf8) }

    /// Takes `https:`, `http:` and `mailto:` addresses of visible ASCII; `nil` for anything that could end the brackets or
    /// the line.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard bytes.count <= Self.longest, bytes.allSatisfy(Self.isAllowed),
            Self.schemes.contains(where: { bytes.count > $0.count && bytes.starts(with: $0) })
        else { return nil }
        self.text = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: ","): false
        default: (0x21...0x7E).contains(byte)
        }
    }

    var inBrackets: String { "<\(text)>" }
}
