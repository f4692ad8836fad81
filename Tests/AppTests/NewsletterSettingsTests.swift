import Kernel
import Mail
import MailDelivery
import Secrets
import Staff
import SystemPackage
import TestSupport
import Testing

@testable import App

@Suite struct NewsletterSettingsTests {
    private func settings(_ file: String?, environment: [String: String] = [:]) async throws -> Settings {
        try await withTemporaryFolder("app") { folder in
            let data = DataDirectory(folder)
            if let file { try data.writeConfiguration(file) }
            return try await Settings(data: data, environment: environment)
        }
    }

    @Test func withoutAnythingThereAreDefaults() async throws {
        let settings = try await settings(nil)
        #expect(settings.newsletter.sender == nil && settings.newsletter.bounceDomain == nil)
        #expect(settings.newsletter.selectors.isEmpty && settings.newsletter.limits.isEmpty)
        #expect(settings.newsletter.connections == 4 && settings.newsletter.messagesPerConnection == 20)
        #expect(settings.newsletter.intake == nil && settings.newsletter.webhookSecret == nil)
        #expect(settings.newsletter.lease == .seconds(300))
        #expect(settings.site.isEmpty)
    }

    @Test func theFileAndTheEnvironmentSettleThem() async throws {
        let file = """
            newsletter:
              from: daily@a.example
              bounceDomain: Bounces.a.example
              dkim: [S1, s2]
              connections: 8
              limits: ["B.example 5", "c.example 6 2.5", "* 20"]
              intake: lmtp://[::1]:2424
              sends: false
              hour: 18
              weekday: monday
              leadMinutes: 90
              needsApproval: true

            """
        let settings = try await settings(
            file, environment: ["MASTHEAD_NEWSLETTER_CONNECTIONS": "9", "MASTHEAD_NEWSLETTER_COUNTS_CLICKS": "true"])
        let newsletter = settings.newsletter
        #expect(newsletter.sender?.text == "daily@a.example")
        #expect(newsletter.bounceDomain == "bounces.a.example")
        #expect(newsletter.selectors == ["s1", "s2"] && newsletter.connections == 9)
        #expect(newsletter.standardLimit == DomainLimit(atOnce: 20))
        #expect(
            newsletter.limits == [
                "b.example": DomainLimit(atOnce: 5), "c.example": DomainLimit(atOnce: 6, perSecond: 2.5),
            ])
        #expect(newsletter.intake == Settings.Intake("lmtp://::1:2424") && newsletter.intake?.speech == .lmtp)
        let site = SiteSettings(fixed: settings.site)
        #expect(!site.sendsNewsletter && site.newsletterHour == 18 && site.newsletterWeekday == "Monday")
        #expect(site.newsletterLead == .seconds(5400) && site.needsApproval && site.countsNewsletterClicks)
    }

    @Test(arguments: [
        ("FROM", "daily"), ("BOUNCE_DOMAIN", "a b"), ("DKIM", "../s"), ("DKIM", "s1,S1"), ("CONNECTIONS", "0"),
        ("MESSAGES_PER_CONNECTION", "-1"), ("LIMITS", "a.example"), ("LIMITS", "a.example 0"),
        ("LIMITS", "a.example 5 x"), ("LIMITS", "a b 5"), ("INTAKE", "pop3://a:1"), ("INTAKE", "smtp://:1"),
        ("INTAKE", "smtp://a:70000"), ("WEBHOOK_SECRET", "short"), ("HOUR", "24"), ("WEEKDAY", "Someday"),
        ("LEAD_MINUTES", "721"), ("SENDS", "perhaps"),
    ])
    func whatCannotBeIsNamed(name: String, value: String) async throws {
        let problem = await #expect(throws: Problem.self) {
            try await settings(nil, environment: ["MASTHEAD_NEWSLETTER_\(name)": value])
        }
        #expect(problem?.detail.contains("newsletter.") == true)
    }

    @Test func keysAreMadeOnceAndReadAgain() async throws {
        try await withTemporaryFolder("app") { folder in
            let data = DataDirectory(folder)
            let first = try #require(ReturnPaths(host: "b.example", keys: MailSealFile(data).keys()))
            let delivery = Identifier<Int>(high: 1, low: 2)
            let address = first.address(for: delivery).text
            let again = try #require(ReturnPaths(host: "b.example", keys: MailSealFile(data).keys()))
            #expect(again.delivery(at: address, of: Int.self) == delivery)
            let leaving = try #require(
                ReturnPaths(host: "b.example", keys: MailSealFile(data).keys(), for: .departures))
            #expect(leaving.delivery(at: address, of: Int.self) == nil)
            #expect(
                leaving.delivery(at: address.replacing("bounce-", with: "leave-"), of: Int.self) == nil)
            #expect(leaving.delivery(at: leaving.address(for: delivery).text, of: Int.self) == delivery)
        }
    }

    @Test(arguments: [
        "", "1\n", "1 00\n", "x \(String(repeating: "0", count: 64))\n", "1 \(String(repeating: "é", count: 32))",
    ])
    func aSpoiltFileOfKeysIsNamed(content: String) async throws {
        try await withTemporaryFolder("app") { folder in
            let data = DataDirectory(folder)
            _ = try MailSealFile(data).keys()
            let file = try FileDescriptor.open(FilePath(data.mailSealPath), .writeOnly, options: .truncate)
            try file.closeAfter { _ = try file.writeAll(Array(content.utf8)) }
            let problem = #expect(throws: Problem.self) { try MailSealFile(data).keys() }
            #expect(problem?.detail.contains("mail.seal") == true)
        }
    }

    @Test func aSigningKeyIsReadAndAMissingOneIsNamed() async throws {
        try await withTemporaryFolder("app") { folder in
            let data = DataDirectory(folder)
            let problem = #expect(throws: Problem.self) {
                try NewsletterKeys(data, selectors: ["s1"], domain: "a.example")
            }
            #expect(problem?.detail.contains("s1.pem") == true)
            try DataDirectory(data.signingKeysPath).create()
            try DKIMKey(making: .ed25519).write(to: FilePath(data.signingKeyPath(of: "s1")))
            let keys = try NewsletterKeys(data, selectors: ["s1"], domain: "a.example")
            #expect(keys.signers.map(\.selector) == ["s1"] && keys.signers.map(\.domain) == ["a.example"])
        }
    }
}
