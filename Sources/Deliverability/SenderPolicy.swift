import DNS

/// A published sender policy (SPF, RFC 7208), taken apart.
struct SenderPolicy: Sendable, Hashable {
    enum Qualifier: Character, Sendable, Hashable {
        case pass = "+"
        case fail = "-"
        case softFail = "~"
        case neutral = "?"
    }

    enum Mechanism: Sendable, Hashable {
        case all
        case include(String)
        /// Addresses of a host; `nil` is the domain itself. Lengths are those of the prefixes, in bits.
        case address(String?, short: Int, long: Int)
        /// Addresses of those who take a domain’s mail.
        case exchangers(String?, short: Int, long: Int)
        case network(IPAddress, length: Int)
        case exists(String)
        /// Discouraged, and costly for whoever checks (§5.5).
        case pointer(String?)
    }

    struct Term: Sendable, Hashable {
        let qualifier: Qualifier
        let mechanism: Mechanism
    }

    let terms: [Term]
    /// Whose policy counts where no term matches.
    let redirect: String?

    /// Whether a text at a domain is meant as such a policy.
    static func isPolicy(_ text: String) -> Bool {
        let version = text.prefix { $0 != " " }
        return version.lowercased() == "v=spf1"
    }

    /// Takes a record such as `v=spf1 mx -all`; `nil` for one with a mistake in it.
    init?(_ record: String) {
        guard Self.isPolicy(record) else { return nil }
        var terms: [Term] = []
        var redirect: String?
        for word in record.split(separator: " ").dropFirst() {
            if let sign = word.firstIndex(where: { "=:/".contains($0) }), word[sign] == "=" {
                // Modifiers that nobody knows are passed over (§6).
                guard word[..<sign].lowercased() == "redirect" else { continue }
                guard redirect == nil, sign != word.indices.last else { return nil }
                redirect = String(word[word.index(after: sign)...])
            } else {
                guard let term = Term(word) else { return nil }
                terms.append(term)
            }
        }
        self.terms = terms
        self.redirect = redirect
    }
}

extension SenderPolicy.Term {
    fileprivate init?(_ word: Substring) {
        var word = word
        if let sign = word.first, let qualifier = SenderPolicy.Qualifier(rawValue: sign) {
            self.qualifier = qualifier
            word.removeFirst()
        } else {
            qualifier = .pass
        }
        let name = word.prefix { $0 != ":" && $0 != "/" }
        let rest = word[name.endIndex...]
        let value = rest.first == ":" ? rest.dropFirst() : nil
        guard value?.isEmpty != true, let mechanism = SenderPolicy.Mechanism(name.lowercased(), value, rest) else {
            return nil
        }
        self.mechanism = mechanism
    }
}

extension SenderPolicy.Mechanism {
    /// - Parameters:
    ///   - value: What stands behind the colon, if there is one.
    ///   - rest: What stands behind the name, with its colon.
    fileprivate init?(_ name: String, _ value: Substring?, _ rest: Substring) {
        switch name {
        case "all" where rest.isEmpty: self = .all
        case "include":
            guard let value else { return nil }
            self = .include(String(value))
        case "exists":
            guard let value else { return nil }
            self = .exists(String(value))
        case "ptr": self = .pointer(value.map(String.init))
        case "a", "mx":
            guard let (host, short, long) = Self.hostWithLengths(value ?? rest) else { return nil }
            self = name == "a" ? .address(host, short: short, long: long) : .exchangers(host, short: short, long: long)
        case "ip4", "ip6":
            guard let value, let network = Self.network(value, isVersion4: name == "ip4") else { return nil }
            self = network
        default: return nil
        }
    }

    private static func network(_ text: Substring, isVersion4: Bool) -> Self? {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(parts[0]), address.isVersion4 == isVersion4 else { return nil }
        let longest = address.bytes.count * 8
        guard parts.count == 2 else { return .network(address, length: longest) }
        guard let length = Int(parts[1]), (0...longest).contains(length) else { return nil }
        return .network(address, length: length)
    }

    /// Reads `host/24//64`, in which each part may be missing.
    private static func hostWithLengths(_ text: Substring) -> (host: String?, short: Int, long: Int)? {
        let host = text.prefix { $0 != "/" }
        var rest = text[host.endIndex...]
        var (short, long) = (32, 128)
        if let range = rest.firstRange(of: "//") {
            guard let length = Int(rest[range.upperBound...]), (0...128).contains(length) else { return nil }
            long = length
            rest = rest[..<range.lowerBound]
        }
        if rest.first == "/" {
            guard let length = Int(rest.dropFirst()), (0...32).contains(length) else { return nil }
            short = length
        }
        return (host.isEmpty ? nil : String(host), short, long)
    }
}
