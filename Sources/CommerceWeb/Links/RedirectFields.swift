import HTTPSupport

/// The fields of an answer that sends a reader on.
enum RedirectFields {
    /// Nobody but the merchant’s network needs to know from where, and of the address only the site.
    static let referrerPolicy = "strict-origin"

    /// What tells a browser how to treat content; a redirect has none.
    private static let ofContent: Set = ["Content-Security-Policy", "X-Content-Type-Options", "Permissions-Policy"]

    /// Besides `Location`.
    static let all: [(name: String, value: String)] =
        security { $0 != "Referrer-Policy" && !ofContent.contains($0) } + [
            (name: "Referrer-Policy", value: referrerPolicy), (name: "Cache-Control", value: "no-store"),
            (name: "X-Robots-Tag", value: "noindex, nofollow"),
        ]

    /// Where a page is answered in the place of a redirect.
    static let ofPage =
        all + security(ofContent.contains) + [(name: "Content-Type", value: "text/html; charset=utf-8")]

    private static func security(_ isWanted: (String) -> Bool) -> [(name: String, value: String)] {
        SecurityHeaders.fields.filter { isWanted($0.key) }.map { (name: $0.key, value: $0.value) }
    }

    /// As header lines, each ended by CR LF.
    static let linesOfPage = ofPage.map { "\($0.name): \($0.value)\r\n" }.joined()

    /// As header lines, each ended by CR LF.
    static let lines = all.map { "\($0.name): \($0.value)\r\n" }.joined()

    /// An address as it may stand in a field: whatever isn’t a visible ASCII character is percent-encoded.
    static func location(_ address: String) -> String {
        let isVisible = { (byte: UInt8) in byte > 0x20 && byte < 0x7F }
        guard !address.utf8.allSatisfy(isVisible) else { return address }
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in address.utf8 {
            if isVisible(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
