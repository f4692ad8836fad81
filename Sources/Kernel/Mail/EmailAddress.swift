/// An address that mail can be sent to: a dot-atom of ASCII, an at sign and a host name (RFC 5321 §4.1.2, without quoted
/// names and literals).
package struct EmailAddress: Sendable, Hashable {
    /// As it was written.
    package let text: String

    /// In bytes (RFC 5321 §4.5.3.1).
    package static let longest = 254

    package init?(_ text: some StringProtocol) { self.init(String(text)) }

    /// Each mail of an edition takes several.
    package init?(_ text: String) {
        let bytes = text.utf8
        guard bytes.count <= Self.longest, let at = bytes.firstIndex(of: Self.at), Self.isName(bytes[..<at]),
            Self.isHost(bytes[bytes.index(after: at)...])
        else { return nil }
        self.text = text
    }

    /// The same for all ways of writing it that reach the same person in practice.
    package var folded: String { text.lowercased() }

    /// What is behind the at sign.
    package var host: Substring {
        text[(text.utf8.firstIndex(of: Self.at).map(text.utf8.index(after:)) ?? text.startIndex)...]
    }

    private static let at = UInt8(ascii: "@")
    private static let dot = UInt8(ascii: ".")
    private static let hyphen = UInt8(ascii: "-")

    /// Atoms with dots between them.
    private static func isName(_ name: Substring.UTF8View) -> Bool {
        var last = dot
        for byte in name {
            guard byte == dot ? last != dot : isLetterOrDigit(byte) || isSymbol(byte) else { return false }
            last = byte
        }
        return last != dot && name.count <= 64
    }

    /// Labels with dots between them.
    private static func isHost(_ host: Substring.UTF8View) -> Bool {
        var last = dot
        var length = 0
        for byte in host {
            if byte == dot {
                guard last != dot, last != hyphen else { return false }
                length = 0
            } else {
                length += 1
                guard isLetterOrDigit(byte) || byte == hyphen && last != dot, length <= 63 else { return false }
            }
            last = byte
        }
        return last != dot && last != hyphen
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    /// What an atom may have besides (RFC 5322 §3.2.3).
    private static func isSymbol(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), hyphen,
            UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "^")...UInt8(ascii: "`"),
            UInt8(ascii: "{")...UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
