import Kernel
package import Mail
package import Secrets
import SystemPackage

/// The keys by which the newsletter’s mail is known: those that close the addresses to which mail comes back, and those that sign.
package struct NewsletterKeys: Sendable {
    package let seal: SealingKeys
    package let signers: [DKIMSigner]

    /// Reads them; the seal’s are made when there are none.
    ///
    /// - Parameter domain: Whom the signatures name, which is the sender’s host.
    /// - Throws: ``Problem`` of kind `unavailable` that names a file and what is wrong with it.
    package init(_ data: DataDirectory, selectors: [String], domain: String) throws {
        seal = try MailSealFile(data).keys()
        signers = try Self.signers(data, selectors: selectors, domain: domain)
    }

    /// Reads those that sign.
    ///
    /// - Throws: ``Problem`` of kind `unavailable` that names a file and what is wrong with it.
    static func signers(_ data: DataDirectory, selectors: [String], domain: String) throws -> [DKIMSigner] {
        try selectors.map { selector in
            let path = data.signingKeyPath(of: selector)
            do {
                let key = try DKIMKey(from: FilePath(path))
                guard let signer = DKIMSigner(domain: domain, selector: selector, key: key) else {
                    throw Self.problem(path, "“\(selector)” is no selector")
                }
                return signer
            } catch let problem as Problem {
                throw problem
            } catch {
                throw Self.problem(path, Self.reason(error))
            }
        }
    }

    static func reason(_ error: any Error) -> String {
        switch error as? DKIMKey.Fault {
        case .unreadable: "it holds no private key in PEM, or one with a pass phrase"
        case .unknownAlgorithm: "its key is of neither RSA nor Ed25519"
        case .tooShort(let bits): "its key has \(bits) bits, and servers want 2048"
        case .notMade, nil: "\(error)"
        }
    }

    private static func problem(_ path: String, _ reason: String) -> Problem {
        Problem(
            .unavailable, slug: "signing-key", title: "A key that signs mail can’t be used",
            detail: "\(path): \(reason). “newsletter.dkim” in masthead.yaml lists it.")
    }
}
