package import DNS

/// Looks at what a domain publishes about its mail: who may send it (SPF), by which keys it is signed (DKIM), what receivers
/// shall do with mail that is neither (DMARC), and whether the sending server’s address has a name (PTR).
package struct MailDomainCheck: Sendable {
    /// A key that the site signs with, as it should be published.
    package struct SigningKey: Sendable, Hashable {
        package let selector: String
        /// `rsa` or `ed25519` (RFC 8463).
        package let kind: String
        /// The public key in base 64, as it stands behind `p=`.
        package let publicKey: String

        package init(selector: String, kind: String, publicKey: String) {
            self.selector = selector
            self.kind = kind
            self.publicKey = publicKey
        }
    }

    let domain: String
    private let server: String
    private let keys: [SigningKey]
    private let organisation: @Sendable (String) -> String?
    let resolver: any DNSResolver

    /// - Parameters:
    ///   - domain: From whose addresses the site writes.
    ///   - server: The host that hands its mail to others, or takes it over for that.
    ///   - keys: None where somebody else signs.
    ///   - organisation: The part of a domain that was registered; `nil` where that is unknown.
    package init(
        domain: String, server: String, keys: [SigningKey], resolver: any DNSResolver,
        organisation: @escaping @Sendable (String) -> String?
    ) {
        self.domain = domain.lowercased()
        self.server = server
        self.keys = keys
        self.resolver = resolver
        self.organisation = organisation
    }

    /// Asks for one thing after another; says so and stops when no name server answers at all.
    package func findings() async -> [DeliverabilityFinding] {
        let texts: [String]
        let addresses: [IPAddress]
        do {
            texts = try await resolver.texts(at: domain)
            addresses = try await serverAddresses()
        } catch {
            return [
                DeliverabilityFinding(
                    .names, .unknown,
                    "\(Self.reason(error)), so what \(domain) publishes about its mail was not looked at")
            ]
        }
        var findings = [await senderPolicy(texts, addresses)]
        for key in keys { findings.append(await signature(key)) }
        findings.append(await alignment())
        findings.append(await reverseName(addresses))
        return findings
    }

    func serverAddresses() async throws(DNSFailure) -> [IPAddress] {
        if let address = IPAddress(server) { return [address] }
        return try await resolver.addresses(of: server)
    }

    // MARK: SPF

    func senderPolicy(_ texts: [String], _ addresses: [IPAddress]) async -> DeliverabilityFinding {
        let wanted = DNSRecord(
            name: domain, type: "TXT",
            value: IPAddress(server).map { "v=spf1 \($0.isVersion4 ? "ip4" : "ip6"):\($0) ~all" }
                ?? "v=spf1 a:\(server) ~all")
        guard let address = addresses.first else {
            return .init(.senderPolicy, .unknown, "the server \(server) has no address")
        }
        guard !address.isLocal else { return localPolicy(texts) }
        switch await SenderPolicyCheck(resolver: resolver).outcome(for: address, of: domain) {
        case .none:
            return .init(.senderPolicy, .bad, "\(domain) says nothing of who may send its mail", record: wanted)
        case .pass where texts.contains { Self.letsEverybody($0) }:
            return .init(
                .senderPolicy, .bad, "the policy of \(domain) lets everybody send its mail; end it with “~all”")
        case .pass: return .init(.senderPolicy, .good, "\(domain) lets \(server) send its mail")
        case .fail, .softFail, .neutral:
            return .init(
                .senderPolicy, .weak,
                "the policy of \(domain) does not name \(server) (\(address)); if your provider sends from other addresses, it has to name those",
                record: DNSRecord(name: domain, type: "TXT", value: Self.adding(server, to: texts) ?? wanted.value))
        case .broken(let reason): return .init(.senderPolicy, .bad, reason)
        case .notKnown(let failure): return .init(.senderPolicy, .unknown, Self.reason(failure))
        }
    }

    /// Receivers see another address than this machine does.
    private func localPolicy(_ texts: [String]) -> DeliverabilityFinding {
        guard texts.contains(where: SenderPolicy.isPolicy) else {
            return .init(
                .senderPolicy, .bad,
                "\(domain) says nothing of who may send its mail; name the public address that \(server) sends from",
                record: DNSRecord(name: domain, type: "TXT", value: "v=spf1 ip4:PUBLIC-ADDRESS ~all"))
        }
        return .init(
            .senderPolicy, .unknown,
            "\(domain) has a policy; whether it names the public address that \(server) sends from cannot be told from here"
        )
    }

    private static func letsEverybody(_ text: String) -> Bool {
        SenderPolicy(text)?.terms.contains { $0.mechanism == .all && $0.qualifier == .pass } ?? false
    }

    /// The policy with the server before its end.
    private static func adding(_ server: String, to texts: [String]) -> String? {
        guard let record = texts.first(where: SenderPolicy.isPolicy) else { return nil }
        var words = record.split(separator: " ").map(String.init)
        let place = words.firstIndex { $0.lowercased().hasSuffix("all") || $0.lowercased().hasPrefix("redirect=") }
        let term = IPAddress(server).map { "\($0.isVersion4 ? "ip4" : "ip6"):\($0)" } ?? "a:\(server)"
        words.insert(term, at: place ?? words.count)
        return words.joined(separator: " ")
    }

    // MARK: DKIM

    private func signature(_ key: SigningKey) async -> DeliverabilityFinding {
        let name = "\(key.selector)._domainkey.\(domain)"
        let wanted = DNSRecord(name: name, type: "TXT", value: "v=DKIM1; k=\(key.kind); p=\(key.publicKey)")
        do {
            let texts = try await resolver.texts(at: name)
            guard let text = texts.first else {
                return .init(.signature, .bad, "the key “\(key.selector)” is not published", record: wanted)
            }
            guard texts.count == 1, let tags = TagList(text), let published = tags["p"] else {
                return .init(.signature, .bad, "what \(name) holds is no key", record: wanted)
            }
            let bare = published.filter { !$0.isWhitespace }
            if bare.isEmpty {
                return .init(.signature, .bad, "the key “\(key.selector)” was withdrawn", record: wanted)
            }
            guard bare == key.publicKey, (tags["k"] ?? "rsa") == key.kind else {
                return .init(
                    .signature, .bad, "the key “\(key.selector)” that is published is another than the site signs with",
                    record: wanted)
            }
            if tags["t"]?.contains("y") == true {
                return .init(
                    .signature, .weak, "the key “\(key.selector)” is published as a test (“t=y”)", record: wanted)
            }
            return .init(.signature, .good, "the key “\(key.selector)” is published")
        } catch {
            return .init(.signature, .unknown, Self.reason(error))
        }
    }

    // MARK: DMARC

    private func alignment() async -> DeliverabilityFinding {
        let wanted = DNSRecord(
            name: "_dmarc.\(domain)", type: "TXT", value: "v=DMARC1; p=none; rua=mailto:postmaster@\(domain)")
        do {
            for holder in [domain, organisation(domain)].compactMap({ $0 }).uniqued {
                let texts = try await resolver.texts(at: "_dmarc.\(holder)").filter { $0.hasPrefix("v=DMARC1") }
                guard let text = texts.first else { continue }
                guard texts.count == 1, let tags = TagList(text) else {
                    return .init(.alignment, .bad, "\(holder) has \(texts.count) policies, or one that cannot be read")
                }
                let policy = (holder == domain ? nil : tags["sp"]) ?? tags["p"]
                switch policy?.lowercased() {
                case "reject", "quarantine": return .init(.alignment, .good, "\(holder) publishes “p=\(policy ?? "")”")
                case "none":
                    return .init(.alignment, .good, "\(holder) publishes “p=none”, which is enough to be taken")
                default:
                    return .init(
                        .alignment, .bad, "the policy of \(holder) has no “p=” that receivers know", record: wanted)
                }
            }
            return .init(.alignment, .bad, "\(domain) publishes no policy", record: wanted)
        } catch {
            return .init(.alignment, .unknown, Self.reason(error))
        }
    }

    // MARK: PTR

    private func reverseName(_ addresses: [IPAddress]) async -> DeliverabilityFinding {
        guard !addresses.isEmpty else { return .init(.reverseName, .bad, "the server \(server) has no address") }
        let addresses = addresses.filter { !$0.isLocal }
        guard !addresses.isEmpty else {
            return .init(.reverseName, .unknown, "which public address \(server) sends from cannot be told from here")
        }
        do {
            for address in addresses {
                let names = try await resolver.names(of: address)
                guard !names.isEmpty else {
                    return .init(
                        .reverseName, .bad,
                        "\(address) has no name; its owner, who is your provider as a rule, can give it one",
                        record: IPAddress(server) == nil
                            ? DNSRecord(name: address.reverseName, type: "PTR", value: "\(server).") : nil)
                }
                var isConfirmed = false
                for name in names where try await resolver.addresses(of: name).contains(address) { isConfirmed = true }
                guard isConfirmed else {
                    return .init(
                        .reverseName, .bad, "\(address) is called \(names[0]), and that name does not lead back to it")
                }
            }
            return .init(.reverseName, .good, "each address of \(server) has a name that leads back to it")
        } catch {
            return .init(.reverseName, .unknown, Self.reason(error))
        }
    }

    static func reason(_ failure: DNSFailure) -> String {
        switch failure {
        case .unreachable: "no name server answers"
        case .notAnswered: "a name server could not tell"
        case .malformed: "a name server’s answer could not be read"
        }
    }
}

extension Array where Element: Hashable {
    fileprivate var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
