import DNS
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
}
