import Commerce
import DNS
import Deliverability
import Kernel
import Mail

/// Looks whether the site’s mail is handed over, and whether others will take it.
struct MailExamination: Sendable {
    let server: MailServer
    let resolver: any DNSResolver

    func findings() async -> [Examination.Finding] {
        let domain = String(server.sender.host)
        let check = MailDomainCheck(domain: domain, server: server.host, keys: [], resolver: resolver) { name in
            (try? MerchantAddress("https://\(name)/"))?.registrableDomain
        }
        return [await connection()] + (await check.findings()).map(Self.finding)
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

    private static func finding(_ finding: DeliverabilityFinding) -> Examination.Finding {
        let state: Examination.Finding.State =
            switch finding.state {
            case .good: .good
            // What a domain publishes is not needed to serve the site.
            case .weak, .bad: .weak
            case .unknown: .unknown
            }
        return .init(
            subject: finding.subject.rawValue, detail: finding.detail, state: state, remedy: finding.record?.line)
    }
}
