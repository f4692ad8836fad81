/// An absolute address of another site, in a form that is safe to write into a page.
package struct WebAddress: Sendable, Hashable {
    /// Percent-encoded wherever RFC 3986 has no such character, but not escaped for HTML.
    package let text: String

    /// Takes `http://…` and `https://…` with a host; `nil` for anything else.
    package init?(_ address: some StringProtocol) {
        let lowered = address.prefix(8).lowercased()
        let scheme = lowered.hasPrefix("https://") ? "https" : lowered.hasPrefix("http://") ? "http" : nil
        guard let scheme else { return nil }
        let rest = address.dropFirst(scheme.count + 3)
        guard let first = rest.unicodeScalars.first,
            first == "[" || first.properties.isAlphabetic || first.properties.numericType != nil
        else { return nil }
        text = "\(scheme)://\(Self.encoded(rest))"
    }

    /// Percent-encodes what no address may hold: controls, spaces, quotes, `<`, `>`, `\`, `^`, backticks, `{`, `|`, `}`
    /// and everything beyond ASCII; what is encoded already stays as it is.
    package static func encoded(_ address: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(address.utf8.count)
        for byte in address.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                bytes.append(byte)
            case _ where safePunctuation.contains(byte): bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(hexadecimal[Int(byte >> 4)])
                bytes.append(hexadecimal[Int(byte & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let safePunctuation = Set("-._~:/?#[]@!$&()*+,;=%".utf8)
    private static let hexadecimal = Array("0123456789ABCDEF".utf8)
}
