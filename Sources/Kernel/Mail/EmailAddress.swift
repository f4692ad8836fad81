/// An address that mail can be sent to: a dot-atom of ASCII, an at sign and a host name (RFC 5321 §4.1.2, without quoted
/// names and literals).
package struct EmailAddress: Sendable, Hashable {
    /// As it was written.
    package let text: String

    /// In bytes (RFC 5321 §4.5.3.1).
    package static let longest = 254

    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= Self.longest, Self.isName(parts[0]), Self.isHost(parts[1]) else {
            return nil
        }
        self.text = String(text)
    }

    /// The same for all ways of writing it that reach the same person in practice.
    package var folded: String { text.lowercased() }

    /// What is behind the at sign.
    package var host: Substring { text[text.index(after: text.firstIndex(of: "@") ?? text.startIndex)...] }

    private static func isName(_ text: some StringProtocol) -> Bool {
        text.utf8.count <= 64
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
                !atom.isEmpty && atom.utf8.allSatisfy { isLetterOrDigit($0) || "!#$%&'*+-/=?^_`{|}~".utf8.contains($0) }
            }
    }

    private static func isHost(_ text: some StringProtocol) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
