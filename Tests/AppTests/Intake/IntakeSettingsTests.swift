import Audience
import HTTPSupport
import Kernel
import Logging
import MailIntake
import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import App

@Suite struct IntakeSettingsTests {
    private func settings(_ file: String, environment: [String: String] = [:]) async throws -> Settings {
        try await withTemporaryFolder("app") { folder in
            let data = DataDirectory(folder)
            try data.writeConfiguration("newsletter:\n" + file)
            return try await Settings(data: data, environment: environment)
        }
    }

    @Test func servicesHaveTheirSecrets() async throws {
        let none = try await settings("  hour: 7\n").mailHooks
        #expect(none == .init(secret: nil, mailgunKey: nil, postmarkAccount: nil, sesTopic: nil))
        let hooks = try await settings(
            "  webhookSecret: sixteen-letters-\n  mailgunKey: key\n  postmarkAccount: postmark:password-of-it\n",
            environment: ["MASTHEAD_NEWSLETTER_SES_TOPIC": "arn:aws:sns:eu-west-1:1:bounces"]
        ).mailHooks
        #expect(hooks.secret == "sixteen-letters-" && hooks.mailgunKey == "key")
        #expect(hooks.postmarkAccount == "postmark:password-of-it" && hooks.sesTopic?.hasSuffix(":bounces") == true)
    }

    @Test(arguments: [
        "  postmarkAccount: no-password-in-it\n", "  postmarkAccount: a:b\n", "  sesTopic: bounces\n",
        "  webhookSecret: short\n",
    ])
    func whatCannotBeUsedIsNamed(file: String) async throws {
        await #expect { try await settings(file) } throws: { ($0 as? Problem)?.detail.contains("newsletter.") == true }
    }

    @Test(arguments: [
        ("pop3s://mail.a.example", "mail.a.example", 995, MailboxServer.Security.tls),
        ("pop3s://mail.a.example:1995", "mail.a.example", 1995, .tls),
        ("pop3://mail.a.example", "mail.a.example", 110, .startTLS),
        ("pop3://localhost:1110", "localhost", 1110, .none), ("pop3s://[2001:db8::1]:995", "2001:db8::1", 995, .tls),
        ("pop3://[::1]", "::1", 110, .none),
    ])
    func aMailboxIsFoundByItsAddress(
        text: String, host: String, port: Int, security: MailboxServer.Security
    ) async throws {
        let settings = try await settings(
            "  mailbox: \(text)\n  mailboxUser: bounces\n",
            environment: ["MASTHEAD_NEWSLETTER_MAILBOX_PASSWORD": "secret"])
        #expect(
            settings.newsletter.mailbox
                == MailboxServer(host: host, port: port, security: security, user: "bounces", password: "secret"))
        #expect(settings.newsletter.takesMail)
    }

    @Test(arguments: [
        "mail.a.example", "imap://mail.a.example", "pop3s://", "pop3s://a:0", "pop3s://a:x", "pop3s://a b",
        "pop3s://a/b",
        "pop3s://user@a", "pop3s://[::1", "pop3s://a\u{0}",
    ])
    func whatIsNoMailboxIsNamed(text: String) {
        #expect(MailboxAddress(text) == nil)
    }

    @Test func aMailboxNeedsSomebodyWhoseItIs() async throws {
        await #expect {
            try await settings("  mailbox: pop3s://mail.a.example\n  mailboxUser: bounces\n")
        } throws: {
            ($0 as? Problem)?.detail.contains("newsletter.mailboxPassword") == true
        }
    }

    @Test(arguments: [
        "  intake: lmtp://127.0.0.1:2424\n", "  mailbox: pop3://localhost\n  mailboxUser: a\n  mailboxPassword: b\n",
    ])
    func whoeverTakesMailNeedsADomainOfTheirOwn(file: String) async throws {
        let settings = try await settings(file)
        try await withDatabase(.sqlite, store: "audience", migrations: AudienceSchema.migrations) { database in
            let key = try #require(AudienceKey(Array(0..<32)))
            #expect {
                try SiteIntake(
                    settings: settings, audience: database, key: key, agent: "test", clock: SettableClock())
            } throws: {
                ($0 as? Problem)?.detail.contains("newsletter.bounceDomain") == true
            }
        }
    }

    @Test func aPortThatIsTakenIsTold() async throws {
        try await IntakeFixture.with(.sqlite) { site in
            let other = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(host: "127.0.0.1", port: 0).get()
            let port = try #require(other.localAddress?.port)
            let service = IntakeService(
                place: try #require(Settings.Intake("smtp://127.0.0.1:\(port)")), host: "quarto.example",
                room: site.room,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            await #expect { try await service.run() } throws: { error in
                (error as? Problem)?.detail.hasPrefix("127.0.0.1:\(port): something else is listening") == true
            }
            try await other.close()
        }
    }
}
