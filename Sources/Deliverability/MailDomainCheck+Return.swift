import DNS

extension MailDomainCheck {
    /// Looks at the domain of the return paths: whether its mail comes back, and whether it names the sending server, since
    /// receivers look up the policy of the envelope’s sender (RFC 7208 §2.4).
    ///
    /// - Parameter exchanger: The host that takes that mail in, where it is known.
    package func returnFindings(exchanger: String?) async -> [DeliverabilityFinding] {
        do {
            let texts = try await resolver.texts(at: domain)
            let exchangers = try await resolver.mailExchangers(of: domain)
            return [
                await senderPolicy(texts, try await serverAddresses()),
                try await wayBack(exchangers, wanted: exchanger),
            ]
        } catch {
            return [
                DeliverabilityFinding(
                    .names, .unknown, "\(Self.reason(error)), so whether mail comes back to \(domain) was not looked at"
                )
            ]
        }
    }

    private func wayBack(
        _ exchangers: [MailExchanger], wanted: String?
    ) async throws(DNSFailure) -> DeliverabilityFinding {
        let record = DNSRecord(name: domain, type: "MX", value: "10 \(wanted ?? "HOST-THAT-TAKES-IT").")
        guard let first = exchangers.first else {
            // A host without a mail exchanger is one itself (RFC 5321 §5.1).
            guard try await resolver.addresses(of: domain).isEmpty else {
                return .init(.returnPath, .good, "mail to \(domain) goes to that host itself")
            }
            return .init(
                .returnPath, .bad, "no host takes mail for \(domain), so nothing that comes back arrives",
                record: record)
        }
        for exchanger in exchangers {
            guard try await resolver.addresses(of: exchanger.host).isEmpty else { continue }
            return .init(
                .returnPath, .bad, "the host \(exchanger.host), which takes mail for \(domain), has no address")
        }
        return .init(.returnPath, .good, "mail to \(domain) goes to \(first.host)")
    }
}
