import Commerce
import DNS
import Deliverability
import Kernel
import Mail

/// Looks whether the site’s mail is handed over, and whether others will take it.
struct MailExamination: Sendable {
    let server: MailServer
    let resolver: any DNSResolver
    /// Of the newsletter; `nil` where only the site’s other mail is looked at.
    var newsletter: Newsletter?

    /// What of the newsletter is to be looked at.
    struct Newsletter: Sendable {
        /// From whose addresses editions come.
        let domain: String
        /// Those that sign them.
        let keys: [MailDomainCheck.SigningKey]
        /// Why those can’t be used that the settings list.
        let keyProblem: String?
        /// Where mail comes back to.
        let bounceDomain: String?
        /// The host that takes it in.
        let exchanger: String?
    }

    func findings() async -> [Examination.Finding] {
        let own = String(server.sender.host).lowercased()
        var findings = [await connection()]
        if let newsletter, newsletter.domain != own {
            findings += await check(own).findings().map { Self.finding($0, of: own) }
            findings += await check(newsletter.domain, newsletter.keys).findings().map {
                Self.finding($0, of: newsletter.domain)
            }
        } else {
            findings += await check(own, newsletter?.keys ?? []).findings().map { Self.finding($0) }
        }
        guard let newsletter else { return findings }
        if let problem = newsletter.keyProblem {
            findings.append(.init(subject: "DKIM", detail: problem, state: .failure))
        } else if newsletter.keys.isEmpty {
            findings.append(
                .init(
                    subject: "DKIM",
                    detail:
                        "editions aren’t signed by this site; “masthead newsletter keys” makes keys, unless \(server.host) signs",
                    state: .weak))
        }
        if let domain = newsletter.bounceDomain {
            findings += await check(domain).returnFindings(exchanger: newsletter.exchanger).map {
                Self.finding($0, of: domain)
            }
        }
        return findings
    }

    private func check(_ domain: String, _ keys: [MailDomainCheck.SigningKey] = []) -> MailDomainCheck {
        MailDomainCheck(domain: domain, server: server.host, keys: keys, resolver: resolver) { name in
            (try? MerchantAddress("https://\(name)/"))?.registrableDomain
        }
    }

    /// A server that is away today is not a fault of the site.
    private func connection() async -> Examination.Finding {
        let submission = MailSubmission(
            server: server, senderName: { "" }, clock: SystemClock(), time: .seconds(10))
        let place = "\(server.host):\(server.port)"
        do {
            try await submission.greet()
            let way =
                switch server.security {
                case .startTLS: "by STARTTLS, with a certificate that is valid for it"
                case .tls: "by TLS, with a certificate that is valid for it"
                case .opportunistic: "by STARTTLS where it can, as “mail.security” says"
                case .none: "without TLS, as “mail.security” says"
                }
            return .init(subject: "Mail server", detail: "\(place) answers \(way)")
        } catch {
            return .init(subject: "Mail server", detail: "\(place): \(Self.reason(error))", state: .failure)
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error as? MailFailure {
        case .insecure: "no secure connection can be made; look at its certificate and at “mail.security”"
        case .signInRefused: "the user and password in “mail.username” and “mail.password” are refused"
        case .refused(let reply): "it refuses with \(reply)"
        case .timedOut: "it does not answer in time"
        case .notConnected, nil: "nobody answers there"
        }
    }

    /// - Parameter domain: Named where several are looked at.
    private static func finding(
        _ finding: DeliverabilityFinding, of domain: String? = nil
    ) -> Examination.Finding {
        let state: Examination.Finding.State =
            switch finding.state {
            case .good: .good
            // What a domain publishes is not needed to serve the site.
            case .weak, .bad: .weak
            case .unknown: .unknown
            }
        return .init(
            subject: finding.subject.rawValue + (domain.map { " of \($0)" } ?? ""), detail: finding.detail,
            state: state, remedy: finding.record?.line)
    }
}
