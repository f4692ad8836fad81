import Markdown

/// Where a pasted link leads, without what only tells who sent the reader there.
enum PastedAddress {
    private static let tracking: Set<String> = [
        "_ga", "_gl", "_hsenc", "_hsmi", "dclid", "fbclid", "gbraid", "gclid", "gclsrc", "igsh", "igshid", "mc_cid",
        "mc_eid",
        "mkt_tok", "msclkid", "oly_anon_id", "oly_enc_id", "ref_src", "twclid", "vero_id", "wbraid", "wickedid",
        "yclid",
    ]

    /// The address to keep; `nil` for one that leads nowhere or does something else than lead, such as `javascript:`.
    static func clean(_ address: String) -> String? {
        var text = address.trimmedOfSpace
        for _ in 0..<3 {
            guard let inner = unwrapped(text) else { break }
            text = inner
        }
        guard let target = LinkTarget(link: text) else { return nil }
        switch target {
        case .outside(let outside): return closed(withoutTracking(outside.text))
        case .inside(let inside): return inside.hasPrefix("#") ? nil : closed(inside)
        }
    }

    /// Parentheses and angle brackets would end the address in Markdown.
    private static func closed(_ address: String) -> String {
        address.replacing("(", with: "%28").replacing(")", with: "%29")
    }

    private static func withoutTracking(_ address: String) -> String {
        var address = address
        if let directive = address.firstRange(of: ":~:") {
            // What a browser was told to highlight on the page.
            address = String(address[..<directive.lowerBound])
            if address.hasSuffix("#") { address.removeLast() }
        }
        let halves = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let parts = halves[0].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return address }
        let kept = parts[1].split(separator: "&", omittingEmptySubsequences: false).filter { !isTracking($0) }
        let query = kept.isEmpty ? "" : "?" + kept.joined(separator: "&")
        return parts[0] + query + (halves.count == 2 ? "#" + halves[1] : "")
    }

    private static func isTracking(_ parameter: Substring) -> Bool {
        let name = parameter.prefix { $0 != "=" }.lowercased()
        return name.hasPrefix("utm_") || tracking.contains(name)
    }

    /// The address inside one that only counts the click: of Google Docs, Outlook and Facebook.
    private static func unwrapped(_ address: String) -> String? {
        guard let outside = WebAddress(address) else { return nil }
        let rest = outside.text.drop { $0 != "/" }.dropFirst(2)
        let host = rest.prefix { $0 != "/" && $0 != "?" }.lowercased()
        let path = rest.dropFirst(host.count).prefix { $0 != "?" }
        let names: [String]
        switch (host, path) {
        case ("www.google.com", "/url"), ("google.com", "/url"): names = ["q", "url"]
        case ("l.facebook.com", "/l.php"), ("lm.facebook.com", "/l.php"): names = ["u"]
        case (_, _) where host.hasSuffix(".safelinks.protection.outlook.com"): names = ["url"]
        default: return nil
        }
        let query = rest.drop { $0 != "?" }.dropFirst().prefix { $0 != "#" }
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            if parts.count == 2, names.contains(String(parts[0])), let inner = decoded(parts[1]) { return inner }
        }
        return nil
    }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
