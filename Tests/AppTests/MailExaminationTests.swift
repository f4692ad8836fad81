import DNS
import Deliverability
import Kernel
import Mail
import Testing
import WebTestSupport

@testable import App

struct MailExaminationTests {
    private func findings(
        mail: ScriptedMailServer, names: [String: ScriptedNameServer.Answer], security: MailServer.Security = .none
    ) async throws -> [String] {
        let sender = try #require(EmailAddress("desk@news.example.org"))
        var lines: [String] = []
        try await ScriptedNameServer(names).closing { server in
            let examination = MailExamination(
                server: MailServer(host: "127.0.0.1", port: mail.port, security: security, sender: sender),
                resolver: SystemResolver(
                    servers: "127.0.0.1:\(server.port)", timeout: .milliseconds(300), tries: 1))
            lines = await examination.findings().map(\.text)
        }
        return lines
    }

    @Test func aServerOnTheSameMachineLeavesTwoThingsOpen() async throws {
        try await ScriptedMailServer().closing { mail in
            let lines = try await findings(
                mail: mail,
                names: [
                    "news.example.org": .records([.text(["v=spf1 ip4:127.0.0.0/8 -all"])]),
                    // The registered domain speaks for those below it.
                    "_dmarc.example.org": .records([.text(["v=DMARC1; p=reject"])]),
                ])
            #expect(
                lines.map { String($0.prefix { $0 != ":" }) } == ["✓ Mail server", "? SPF", "✓ DMARC", "? PTR"],
                "\(lines)")
        }
    }

    @Test func whatIsMissingCanBeCopied() async throws {
        try await ScriptedMailServer().closing { mail in
            let text = try await findings(mail: mail, names: [:]).joined(separator: "\n")
            #expect(text.contains("\n! SPF: news.example.org says nothing"))
            #expect(text.contains(#"    add: news.example.org. TXT "v=spf1 ip4:PUBLIC-ADDRESS ~all""#))
            #expect(text.contains("    add: _dmarc.news.example.org. TXT"))
        }
    }

    @Test func aMailServerThatCannotBeUsedIsAFailureAndNameServersThatAreAwayAreNot() async throws {
        try await ScriptedMailServer().closing { mail in
            let lines = try await findings(mail: mail, names: ["news.example.org": .silence], security: .startTLS)
            #expect(lines.count == 2)
            #expect(lines.first?.hasPrefix("✗ Mail server: 127.0.0.1:\(mail.port): no secure connection") == true)
            #expect(lines.last?.hasPrefix("? DNS: no name server answers") == true)
        }
    }

    private func findings(
        _ newsletter: MailExamination.Newsletter, names: [String: ScriptedNameServer.Answer]
    ) async throws -> [String] {
        let sender = try #require(EmailAddress("desk@news.example.org"))
        var lines: [String] = []
        try await ScriptedMailServer().closing { mail in
            try await ScriptedNameServer(names).closing { server in
                let examination = MailExamination(
                    server: MailServer(host: "127.0.0.1", port: mail.port, security: .none, sender: sender),
                    resolver: SystemResolver(
                        servers: "127.0.0.1:\(server.port)", timeout: .milliseconds(300), tries: 1),
                    newsletter: newsletter)
                lines = await examination.findings().map(\.text)
            }
        }
        return lines
    }

    @Test func theNewslettersKeysAndItsWayBackAreLookedAt() async throws {
        let newsletter = MailExamination.Newsletter(
            domain: "daily.example.org", keys: [.init(selector: "m1", kind: "rsa", publicKey: "QUJD")],
            keyProblem: nil, bounceDomain: "bounces.example.org", exchanger: "www.example.org")
        let lines = try await findings(
            newsletter, names: ["m1._domainkey.daily.example.org": .records([.text(["v=DKIM1; k=rsa; p=QUJD"])])])
        #expect(lines.contains("✓ DKIM of daily.example.org: the key “m1” is published"), "\(lines)")
        #expect(lines.contains { $0.hasPrefix("! DMARC of news.example.org") })
        #expect(
            lines.contains {
                $0.hasPrefix("! Return path of bounces.example.org")
                    && $0.hasSuffix("add: bounces.example.org. MX 10 www.example.org.")
            })
    }

    @Test func aKeyThatCannotBeReadIsAFailureAndNoneIsToldOf() async throws {
        let broken = MailExamination.Newsletter(
            domain: "news.example.org", keys: [], keyProblem: "keys/dkim/m1.pem: no such file", bounceDomain: nil,
            exchanger: nil)
        #expect(try await findings(broken, names: [:]).contains("✗ DKIM: keys/dkim/m1.pem: no such file"))
        let unsigned = MailExamination.Newsletter(
            domain: "news.example.org", keys: [], keyProblem: nil, bounceDomain: nil, exchanger: nil)
        let lines = try await findings(unsigned, names: [:])
        #expect(lines.contains { $0.hasPrefix("! DKIM: editions aren’t signed by this site") })
    }
}
