import Kernel

/// An absolute `http` or `https` address, taken apart.
package struct MerchantAddress: Sendable, Hashable {
    /// In bytes; longer ones are never decorated.
    package static let longest = 2000

    package let isSecure: Bool
    /// Lower-case ASCII.
    package let host: String
    /// With its colon; empty when the scheme’s own is meant.
    let port: String
    /// At least `/`.
    package let path: String
    /// Without its question mark.
    let query: String?
    /// Without its hash.
    let fragment: String?

    /// Takes an address apart.
    ///
    /// - Throws: ``AddressFault``.
    package init(_ text: some StringProtocol) throws(AddressFault) {
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.count <= Self.longest else { throw .tooLong }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && !Self.never.contains($0) }) else {
            throw .character
        }
        let scheme = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
        guard text.dropFirst(scheme.count).hasPrefix(":") else { throw .scheme("") }
        switch scheme.lowercased() {
        case "https": isSecure = true
        case "http": isSecure = false
        default: throw .scheme(String(scheme.lowercased().prefix(40)))
        }
        var rest = text.dropFirst(scheme.count + 1)[...]
        guard rest.hasPrefix("//") else { throw .scheme("") }
        rest = rest.dropFirst(2)
        let authority = rest.prefix { !"/?#".contains($0) }
        rest = rest.dropFirst(authority.count)
        guard !authority.contains("@") else { throw .userInformation }
        let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let decoded = PercentEncoding.decode(parts.first ?? "") else { throw .host(String(authority)) }
        host = try DomainName(decoded).ascii
        port = parts.count > 1 ? try Self.port(String(parts[1]), isSecure: isSecure) : ""
        let path = rest.prefix { !"?#".contains($0) }
        rest = rest.dropFirst(path.count)
        self.path = path.isEmpty ? "/" : PercentEncoding.ascii(path)
        if rest.hasPrefix("?") {
            let query = rest.dropFirst().prefix { $0 != "#" }
            rest = rest.dropFirst(query.count + 1)
            self.query = PercentEncoding.ascii(query)
        } else {
            query = nil
        }
        fragment = rest.hasPrefix("#") ? PercentEncoding.ascii(rest.dropFirst()) : nil
    }

    /// The domain that its owner registered; `nil` for a public suffix or a number.
    package var registrableDomain: String? { PublicSuffixes.standard.registrableDomain(of: host) }

    /// The parts put together again, in ASCII: one text for all ways of writing an address that mean the same.
    package var text: String {
        withQuery(query)
    }

    /// The address with these parameters at the end of its query, in the place of those with the same names.
    func adding(_ parameters: [(name: String, value: String)]) -> String {
        let names = Set(parameters.map(\.name))
        let kept = (query ?? "").split(separator: "&").filter { pair in
            !names.contains(String(pair.prefix { $0 != "=" }))
        }
        let added = parameters.map { "\($0.name)=\(PercentEncoding.encode($0.value))" }
        return withQuery((kept.map(String.init) + added).joined(separator: "&"))
    }

    /// The decoded values of a query parameter.
    func values(of name: String) -> [String] {
        (query ?? "").split(separator: "&").compactMap { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0] == name else { return nil }
            return PercentEncoding.decode(parts[1])
        }
    }

    /// The address without the query parameters of these names.
    func removing(_ names: Set<String>) -> String {
        let kept = (query ?? "").split(separator: "&").filter { pair in
            !names.contains(String(pair.prefix { $0 != "=" }))
        }
        return withQuery(kept.isEmpty ? nil : kept.joined(separator: "&"))
    }

    private func withQuery(_ query: String?) -> String {
        "\(isSecure ? "https" : "http")://\(host)\(port)\(path)\(query.map { "?\($0)" } ?? "")"
            + (fragment.map { "#\($0)" } ?? "")
    }

    private static let never = Set("\"<>\\^`{|}".utf8)

    private static func port(_ text: String, isSecure: Bool) throws(AddressFault) -> String {
        guard !text.isEmpty else { return "" }
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = UInt16(text),
            number > 0
        else { throw .port(String(text.prefix(20))) }
        return number == (isSecure ? 443 : 80) ? "" : ":\(number)"
    }
}
