/// Where a link or image of a text may lead.
package enum LinkTarget: Sendable, Hashable {
    /// Another site's page.
    case outside(WebAddress)
    /// A path or fragment of this site, or an address for mail.
    case inside(String)

    /// Takes what is safe to follow, and nothing else: a list of bad schemes would never be complete.
    package init?(link address: String) {
        let text = Self.trimmed(address)
        if let outside = WebAddress(text) {
            self = .outside(outside)
        } else if text.hasPrefix("#") || Self.isPath(text) || text.prefix(7).lowercased() == "mailto:" {
            self = .inside(WebAddress.encoded(text))
        } else {
            return nil
        }
    }

    /// A path of this site; two slashes, or a slash and a backslash, would lead to another.
    private static func isPath(_ text: Substring) -> Bool {
        let second = text.utf8.dropFirst().first
        return text.hasPrefix("/") && second != UInt8(ascii: "/") && second != UInt8(ascii: "\\")
    }

    /// An address without white space and control characters at its ends.
    package static func trimmed(_ address: String) -> Substring {
        func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.value <= 0x20 || scalar.properties.isWhitespace }
        let scalars = address.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }),
            let last = scalars.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return Substring(scalars[first...last])
    }
}
