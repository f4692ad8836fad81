import Configuration
package import Kernel
package import MailDelivery
package import MailIntake
import Staff

extension Settings {
    /// What the operator has decided about how the newsletter goes out and what comes back.
    package struct Newsletter: Sendable, Hashable {
        /// From whom editions come; `nil` for the sender of the site’s other mail.
        package let sender: EmailAddress?
        /// The host whose mail exchanger hands bounces and reply mails to this site; `nil` where bounces go to the sender.
        package let bounceDomain: String?
        /// The selectors of the keys that sign (RFC 6376 §3.1), each with a file of its name in the data directory.
        package let selectors: [String]
        /// How many connections to the mail server are open at once.
        package let connections: Int
        /// How many messages go over one of them.
        package let messagesPerConnection: Int
        /// How long others wait for a process that sends and has died.
        package let lease: Duration
        /// For each domain that has no limit of its own.
        package let standardLimit: DomainLimit
        /// By the recipients’ domain.
        package let limits: [String: DomainLimit]
        /// Where mail that comes back is taken in; `nil` where it isn’t.
        package let intake: Intake?
        /// From where mail that comes back is fetched; `nil` where it isn’t.
        package let mailbox: MailboxServer?
        /// What services that report bounces show to be believed; `nil` where none is.
        package let webhookSecret: String?

        /// Whether mail to ``bounceDomain`` comes to this site.
        package var takesMail: Bool { intake != nil || mailbox != nil }
    }

    /// Where this site listens for mail that comes back.
    package struct Intake: Sendable, Hashable {
        package enum Speech: String, Sendable, Hashable, CaseIterable {
            case smtp, lmtp
        }

        /// Files in PEM.
        package struct Certificate: Sendable, Hashable {
            package let chain: String
            package let key: String
        }

        package let speech: Speech
        package let host: String
        package let port: Int
        /// By which connections are made secure; `nil` where none is.
        package var certificate: Certificate?

        /// Reads `lmtp://127.0.0.1:2424`.
        package init?(_ text: some StringProtocol) {
            guard let end = text.firstRange(of: "://"), let speech = Speech(rawValue: String(text[..<end.lowerBound])),
                let colon = text[end.upperBound...].lastIndex(of: ":"),
                let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
            else { return nil }
            let host = text[end.upperBound..<colon].trimmingPrefix("[")
            self.speech = speech
            self.port = port
            self.host = String(host.hasSuffix("]") ? host.dropLast() : host)
            guard !self.host.isEmpty, !self.host.contains("/"), !self.host.contains(" ") else { return nil }
        }
    }

    /// In letters; a secret that is shorter could be guessed.
    private static let shortestSecret = 16

    static func newsletter(
        _ reader: ConfigReader, _ text: (ConfigKey, String) async throws -> String,
        _ number: (ConfigKey, Int, ClosedRange<Int>) async throws -> Int
    ) async throws -> Newsletter {
        let from = try await text("newsletter.from", "")
        let sender = EmailAddress(from)
        guard sender != nil || from.isEmpty else {
            throw problem("“newsletter.from” is “\(from)”, but must be an address like “daily@example.org”.")
        }
        let domain = try await text("newsletter.bounceDomain", "")
        guard domain.isEmpty || EmailAddress("a@\(domain)") != nil, domain.utf8.count <= 180 else {
            throw problem("“newsletter.bounceDomain” is “\(domain)”, but must be a host like “bounces.example.org”.")
        }
        let place = try await text("newsletter.intake", "")
        var intake = Intake(place)
        guard intake != nil || place.isEmpty else {
            throw problem("“newsletter.intake” is “\(place)”, but must be like “lmtp://127.0.0.1:2424”.")
        }
        let (chain, key) = (
            try await text("newsletter.intakeCertificate", ""), try await text("newsletter.intakeKey", "")
        )
        guard chain.isEmpty == key.isEmpty else {
            throw problem("“newsletter.intakeCertificate” and “newsletter.intakeKey” belong together.")
        }
        if !chain.isEmpty { intake?.certificate = Intake.Certificate(chain: chain, key: key) }
        let mailbox = try await mailbox(text)
        let secret = try await text("newsletter.webhookSecret", "")
        guard secret.isEmpty || secret.utf8.count >= shortestSecret else {
            throw problem(
                "“newsletter.webhookSecret” must have at least \(shortestSecret) letters, so that nobody guesses it.")
        }
        var byDomain = try limits(await list("newsletter.limits", reader))
        return try await Newsletter(
            sender: sender, bounceDomain: domain.isEmpty ? nil : domain.lowercased(),
            selectors: selectors(list("newsletter.dkim", reader)),
            connections: number("newsletter.connections", 4, 1...200),
            messagesPerConnection: number("newsletter.messagesPerConnection", 20, 1...100_000),
            lease: .seconds(number("newsletter.leaseSeconds", 300, 2...3600)),
            standardLimit: byDomain.removeValue(forKey: "*") ?? DomainLimit(), limits: byDomain, intake: intake,
            mailbox: mailbox, webhookSecret: secret.isEmpty ? nil : secret)
    }

    /// What of the publisher’s decisions about the newsletter the operator has taken instead.
    static func newsletterChoices(
        _ reader: ConfigReader, _ text: (ConfigKey, String) async throws -> String
    ) async throws -> [SiteSetting: String] {
        var choices: [SiteSetting: String] = [:]
        for (setting, key) in [
            (.newsletter, "newsletter.sends"), (.newsletterApproval, "newsletter.needsApproval"),
            (.newsletterClicks, "newsletter.countsClicks"),
        ] as [(SiteSetting, ConfigKey)] {
            guard let isOn = try await naming(key, { try await reader.fetchBool(forKey: key) }) else { continue }
            choices[setting] = isOn ? "yes" : "no"
        }
        for (setting, key, range) in [
            (.newsletterHour, "newsletter.hour", 0...23),
            (.newsletterLead, "newsletter.leadMinutes", 0...SiteSettings.longestLead),
        ] as [(SiteSetting, ConfigKey, ClosedRange<Int>)] {
            guard let number = try await naming(key, { try await reader.fetchInt(forKey: key) }) else { continue }
            guard range.contains(number) else {
                throw problem(
                    "“\(key.description)” is \(number), but must be from \(range.lowerBound) to \(range.upperBound).")
            }
            choices[setting] = String(number)
        }
        let weekday = try await text("newsletter.weekday", "")
        guard !weekday.isEmpty else { return choices }
        guard let day = SiteSettings.weekdays.first(where: { $0.lowercased() == weekday.lowercased() }) else {
            throw problem("“newsletter.weekday” is “\(weekday)”, but must be a day like “Friday”.")
        }
        choices[.newsletterWeekday] = day
        return choices
    }

    private static func list(_ key: ConfigKey, _ reader: ConfigReader) async throws -> [String] {
        try await naming(key) { try await reader.fetchStringArray(forKey: key) } ?? []
    }

    private static func selectors(_ list: [String]) throws -> [String] {
        for selector in list {
            let isName = selector.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x2E
            }
            // It is the name of a file too.
            guard isName, EmailAddress("a@\(selector)") != nil else {
                throw problem("“newsletter.dkim” lists “\(selector)”, but a selector has letters, digits and hyphens.")
            }
        }
        guard Set(list.map { $0.lowercased() }).count == list.count else {
            throw problem("“newsletter.dkim” lists a selector twice.")
        }
        return list.map { $0.lowercased() }
    }

    /// Reads `example.org 5` (at once) and `example.org 5 2.5` (and a second); `*` stands for every other domain.
    private static func limits(_ list: [String]) throws -> [String: DomainLimit] {
        var limits: [String: DomainLimit] = [:]
        for line in list {
            let words = line.split(separator: " ")
            guard (2...3).contains(words.count), let atOnce = Int(words[1]), (1...10_000).contains(atOnce),
                words[0] == "*" || EmailAddress("a@\(words[0])") != nil,
                let perSecond = words.count == 3 ? Double(words[2]) : .infinity, perSecond > 0
            else {
                throw problem(
                    "“newsletter.limits” lists “\(line)”, but a line is like “example.org 5” or “example.org 5 2.5”: a domain, how many messages at once, and how many a second."
                )
            }
            limits[words[0].lowercased()] = DomainLimit(atOnce: atOnce, perSecond: perSecond)
        }
        return limits
    }
}
