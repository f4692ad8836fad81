/// An address of the web or of mail that may stand between angle brackets in a header field (RFC 2369).
package struct HeaderLink: Sendable, Hashable {
    package let text: String

    /// In bytes: with its field’s name it fits a line (RFC 5322 §2.1.1).
    package static let longest = 900

    /// Takes `https:`, `http:` and `mailto:` addresses of visible ASCII; `nil` for anything that could end the brackets or
    /// the line.
    package init?(_ text: some StringProtocol) {
        let schemes = ["https://", "http://", "mailto:"]
        guard text.utf8.count <= Self.longest, schemes.contains(where: { text.hasPrefix($0) && text != $0 }),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"<>\"\\,".utf8.contains($0) })
        else { return nil }
        self.text = String(text)
    }

    var inBrackets: String { "<\(text)>" }
}
