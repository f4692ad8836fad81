import DNS

/// Asks whether a domain lets a server send its mail (`check_host`, RFC 7208 §4).
struct SenderPolicyCheck: Sendable {
    enum Outcome: Sendable, Hashable {
        /// The domain publishes no policy.
        case none
        case pass, fail, softFail, neutral
        /// The policy cannot be used as it stands, for this reason.
        case broken(String)
        /// A name server could not tell.
        case notKnown(DNSFailure)
    }

    /// How many terms that ask the name servers a check may follow (§4.6.4).
    static let mostLookups = 10

    let resolver: any DNSResolver

    /// - Parameter server: From where the mail comes.
    func outcome(for server: IPAddress, of domain: String) async -> Outcome {
        var lookups = 0
        return await outcome(for: server, of: domain, lookups: &lookups)
    }

    private func outcome(for server: IPAddress, of domain: String, lookups: inout Int) async -> Outcome {
        do {
            let records = try await resolver.texts(at: domain).filter(SenderPolicy.isPolicy)
            guard let record = records.first else { return .none }
            guard records.count == 1 else { return .broken("\(domain) has \(records.count) policies and may have one") }
            guard let policy = SenderPolicy(record) else { return .broken("“\(record)” cannot be read") }
            for term in policy.terms {
                switch await match(term.mechanism, server, domain, &lookups) {
                case .matches: return Self.outcome(of: term.qualifier)
                case .doesNot: continue
                case .ends(let outcome): return outcome
                }
            }
            guard let redirect = policy.redirect, !policy.terms.contains(where: { $0.mechanism == .all }) else {
                return .neutral
            }
            if let ended = Self.count(&lookups) { return ended }
            let other = await outcome(for: server, of: expand(redirect, server, domain), lookups: &lookups)
            return other == .none ? .broken("“redirect=\(redirect)” leads to no policy") : other
        } catch {
            return .notKnown(error)
        }
    }

    private enum Match {
        case matches, doesNot
        case ends(Outcome)
    }

    private func match(
        _ mechanism: SenderPolicy.Mechanism, _ server: IPAddress, _ domain: String, _ lookups: inout Int
    ) async -> Match {
        switch mechanism {
        case .all: return .matches
        case .network(let network, let length):
            return server.isInNetwork(of: network, length: length) ? .matches : .doesNot
        case .include, .address, .exchangers, .exists, .pointer:
            if let ended = Self.count(&lookups) { return .ends(ended) }
        }
        do {
            switch mechanism {
            case .all, .network: return .doesNot
            case .include(let other):
                let target = expand(other, server, domain)
                switch await outcome(for: server, of: target, lookups: &lookups) {
                case .pass: return .matches
                case .fail, .softFail, .neutral: return .doesNot
                case .none: return .ends(.broken("“include:\(other)” leads to no policy"))
                case .broken(let reason): return .ends(.broken(reason))
                case .notKnown(let failure): return .ends(.notKnown(failure))
                }
            case .address(let host, let short, let long):
                return try await isAmong(host.map { expand($0, server, domain) } ?? domain, server, short, long)
            case .exchangers(let host, let short, let long):
                for exchanger in try await resolver.mailExchangers(
                    of: host.map { expand($0, server, domain) } ?? domain
                )
                .prefix(Self.mostLookups) {
                    if case .matches = try await isAmong(exchanger.host, server, short, long) { return .matches }
                }
                return .doesNot
            case .exists(let host):
                let addresses = try await resolver.addresses(of: expand(host, server, domain))
                return addresses.contains(where: \.isVersion4) ? .matches : .doesNot
            case .pointer(let host):
                return try await isNamed(host.map { expand($0, server, domain) } ?? domain, server)
            }
        } catch {
            return .ends(.notKnown(error))
        }
    }

    private func isAmong(
        _ host: String, _ server: IPAddress, _ short: Int, _ long: Int
    ) async throws(DNSFailure) -> Match {
        let addresses = try await resolver.addresses(of: host)
        let length = server.isVersion4 ? short : long
        return addresses.contains { server.isInNetwork(of: $0, length: length) } ? .matches : .doesNot
    }

    private func isNamed(_ domain: String, _ server: IPAddress) async throws(DNSFailure) -> Match {
        let domain = domain.lowercased()
        for name in try await resolver.names(of: server).prefix(Self.mostLookups).map({ $0.lowercased() })
        where name == domain || name.hasSuffix("." + domain) {
            if try await resolver.addresses(of: name).contains(server) { return .matches }
        }
        return .doesNot
    }

    private static func count(_ lookups: inout Int) -> Outcome? {
        lookups += 1
        return lookups > mostLookups
            ? .broken("it needs more than \(mostLookups) look-ups, which receivers take for a mistake") : nil
    }

    private static func outcome(of qualifier: SenderPolicy.Qualifier) -> Outcome {
        switch qualifier {
        case .pass: .pass
        case .fail: .fail
        case .softFail: .softFail
        case .neutral: .neutral
        }
    }

    /// Puts in the place of macros what they stand for (§7); the local part is that of a bounce, `postmaster` (§4.3).
    private func expand(_ text: String, _ server: IPAddress, _ domain: String) -> String {
        var expanded = ""
        var rest = Substring(text)
        while let sign = rest.firstIndex(of: "%") {
            expanded += rest[..<sign]
            rest = rest[sign...].dropFirst()
            switch rest.first {
            case "%": expanded += "%"
            case "_": expanded += " "
            case "-": expanded += "%20"
            case "{":
                guard let end = rest.firstIndex(of: "}") else { return expanded }
                expanded += macro(rest[..<end].dropFirst(), server, domain)
                rest = rest[end...]
            default: return expanded
            }
            rest = rest.dropFirst()
        }
        return expanded + rest
    }

    private func macro(_ text: Substring, _ server: IPAddress, _ domain: String) -> String {
        let value: String
        switch text.first?.lowercased() {
        case "s": value = "postmaster@\(domain)"
        case "l": value = "postmaster"
        case "o", "d", "h": value = domain
        case "i": value = server.isVersion4 ? "\(server)" : server.nibbles.joined(separator: ".")
        case "v": value = server.isVersion4 ? "in-addr" : "ip6"
        default: value = "unknown"
        }
        var rest = text.dropFirst()
        let count = Int(rest.prefix { $0.isNumber })
        rest = rest.drop { $0.isNumber }
        let isReversed = rest.first == "r" || rest.first == "R"
        if isReversed { rest = rest.dropFirst() }
        let delimiters = rest.isEmpty ? "." : String(rest)
        var parts = value.split(omittingEmptySubsequences: false) { delimiters.contains($0) }
        if isReversed { parts.reverse() }
        return (count.map { parts.suffix(max(1, $0)) } ?? parts[...]).joined(separator: ".")
    }
}
