import Deliverability
import Kernel
import Mail

extension Examination {
    /// What of the newsletter is to be looked at; nothing is made that isn’t there.
    static func newsletter(_ settings: Settings, _ server: MailServer) -> MailExamination.Newsletter {
        let domain = (settings.newsletter.sender ?? server.sender).host.lowercased()
        var keys: [MailDomainCheck.SigningKey] = []
        var problem: String?
        do {
            keys = try NewsletterKeys.signers(
                settings.data, selectors: settings.newsletter.selectors, domain: domain
            ).map { signer in
                MailDomainCheck.SigningKey(
                    selector: signer.selector, kind: signer.key.algorithm.rawValue,
                    publicKey: signer.record.publicKey)
            }
        } catch {
            problem = (error as? Problem)?.detail ?? "\(error)"
        }
        return MailExamination.Newsletter(
            domain: domain, keys: keys, keyProblem: problem, bounceDomain: settings.newsletter.bounceDomain,
            exchanger: settings.siteHost)
    }
}

extension Settings {
    /// The name under which readers find the site; `nil` where no public address is settled.
    var siteHost: String? {
        guard let origin, let start = origin.firstRange(of: "://") else { return nil }
        let host = origin[start.upperBound...].prefix { $0 != ":" && $0 != "/" }
        return host.isEmpty ? nil : String(host)
    }
}
