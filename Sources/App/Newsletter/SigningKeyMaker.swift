import DNS
import Deliverability
package import Kernel
package import Mail
import SystemPackage

/// Makes the keys that sign mail, and says what has to be published for them.
package struct SigningKeyMaker: Sendable {
    /// A key in the data directory.
    package struct Made: Sendable, Hashable {
        package let selector: String
        package let path: String
        package let algorithm: DKIMKey.Algorithm
        /// Whether it was there before.
        package let isOld: Bool
        /// As a zone’s file has it.
        package let record: String
    }

    private let settings: Settings
    /// From whose addresses editions come.
    package let domain: String

    /// - Throws: ``Problem`` of kind `invalid` where no sender is settled.
    package init(_ settings: Settings) throws(Problem) {
        guard let sender = settings.newsletter.sender ?? settings.mail?.sender else {
            throw Problem(
                .invalid, slug: "newsletter-sender", title: "Nobody knows from which domain the newsletter comes",
                detail:
                    "Settle “newsletter.from” in \(settings.data.configurationPath), such as “daily@example.org”, and try again."
            )
        }
        self.settings = settings
        domain = sender.host.lowercased()
    }

    /// Makes a key for each algorithm; one that is there already stays as it is.
    ///
    /// - Parameter selector: Of the first one; the others have the name of their algorithm behind it.
    /// - Throws: ``Problem``: `invalid` for what is no selector, `unavailable` for a file that can’t be written or read.
    package func make(_ selector: String, _ algorithms: [DKIMKey.Algorithm]) throws(Problem) -> [Made] {
        let selector = selector.lowercased()
        guard Self.isSelector(selector) else {
            throw Problem(
                .invalid, slug: "selector-invalid", title: "That is no selector",
                detail: "“\(selector)” must be 1 to 40 letters, digits and hyphens, such as “m202611”.")
        }
        let folder = settings.data.signingKeysPath
        do {
            try DataDirectory(folder).create()
        } catch {
            throw error as? Problem ?? Self.problem(folder, "\(error)")
        }
        var made: [Made] = []
        for algorithm in algorithms {
            let name = made.isEmpty ? selector : "\(selector)-\(algorithm.rawValue)"
            made.append(try make(name, algorithm))
        }
        return made
    }

    private func make(_ selector: String, _ algorithm: DKIMKey.Algorithm) throws(Problem) -> Made {
        let path = settings.data.signingKeyPath(of: selector)
        do {
            var isOld = false
            do {
                try DKIMKey(making: algorithm).write(to: FilePath(path))
            } catch Errno.fileExists {
                isOld = true
            }
            // What was written is what signs, so that is what is published.
            let key = try DKIMKey(from: FilePath(path))
            guard let signer = DKIMSigner(domain: domain, selector: selector, key: key) else {
                throw Self.problem(path, "“\(selector)” is no selector of \(domain)")
            }
            let record = DNSRecord(name: signer.record.name, type: "TXT", value: signer.record.value)
            return Made(
                selector: selector, path: path, algorithm: key.algorithm, isOld: isOld, record: record.line)
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Self.problem(path, NewsletterKeys.reason(error))
        }
    }

    /// What else a domain publishes whose mail shall be taken, as a zone’s file has it.
    package var advice: [String] {
        let server = settings.mail?.host ?? "HOST-THAT-SENDS"
        let policy = "v=spf1 \(Self.term(server)) ~all"
        var records = [
            DNSRecord(name: domain, type: "TXT", value: policy),
            DNSRecord(
                name: "_dmarc.\(domain)", type: "TXT", value: "v=DMARC1; p=none; rua=mailto:postmaster@\(domain)"),
        ]
        if let bounces = settings.newsletter.bounceDomain {
            records.append(
                DNSRecord(
                    name: bounces, type: "MX", value: "10 \(settings.siteHost ?? "HOST-THAT-TAKES-IT")."))
            if bounces != domain { records.append(DNSRecord(name: bounces, type: "TXT", value: policy)) }
        }
        return records.map(\.line)
    }

    /// A server in a policy of who may send (RFC 7208 §5).
    private static func term(_ server: String) -> String {
        guard let address = IPAddress(server) else {
            return server == "localhost" ? "ip4:PUBLIC-ADDRESS" : "a:\(server)"
        }
        return address.isLocal ? "ip4:PUBLIC-ADDRESS" : "\(address.isVersion4 ? "ip4" : "ip6"):\(address)"
    }

    private static func isSelector(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D }
    }

    private static func problem(_ path: String, _ reason: String) -> Problem {
        Problem(
            .unavailable, slug: "signing-key", title: "The key could not be made", detail: "\(path): \(reason).")
    }
}
