import Kernel
import TestSupport
import Testing
import WebTestSupport

@testable import Mail

@Suite struct MailSubmissionTests {
    private let clock = FixedClock(Timestamp(milliseconds: 1_795_478_400_000))

    private func submission(
        to port: Int, security: MailServer.Security = .none, user: String = "", password: String = "",
        time: Duration = .seconds(10)
    ) throws -> MailSubmission {
        MailSubmission(
            server: MailServer(
                host: "127.0.0.1", port: port, security: security, user: user, password: password,
                sender: try #require(EmailAddress("desk@quarto.example"))),
            senderName: { "Quarto, “a site”" }, clock: clock, time: time)
    }

    private func mail(_ text: String = "Words.\n", subject: String = "Hello") throws -> OutgoingMail {
        OutgoingMail(recipient: try #require(EmailAddress("ann@a.example")), subject: subject, text: text)
    }

    @Test func aMailIsTakenOverWithItsHeader() async throws {
        try await ScriptedMailServer().closing { server in
            try await submission(to: server.port).send(
                mail(
                    "A line.\n.a dot\n\n\(String(repeating: "é", count: 60)) = 1 \nhttps://a.example/\(String(repeating: "x", count: 90))\n"
                ))
            let taken = try #require(server.received.first)
            #expect(taken.sender == "desk@quarto.example")
            #expect(taken.recipients == ["ann@a.example"])
            #expect(server.commands.first == "EHLO quarto.example")
            let parts = taken.data.split(separator: "\r\n\r\n", maxSplits: 1).map(String.init)
            #expect(parts[0].contains("Date: Tue, 24 Nov 2026 00:00:00 +0000\r\n"))
            #expect(parts[0].contains("From: =?utf-8?q?Quarto=2C_=E2=80=9Ca_site=E2=80=9D?= <desk@quarto.example>\r\n"))
            #expect(parts[0].contains("Subject: Hello\r\n"))
            #expect(parts[0].contains("Auto-Submitted: auto-generated\r\n"))
            #expect(parts[0].contains(#/Message-ID: <[0-9a-f-]{36}@quarto\.example>/#))
            #expect(parts[1].hasPrefix("A line.\r\n.a dot\r\n\r\n=C3=A9"))
            #expect(parts[1].contains("=3D 1=20\r\n"))
            #expect(taken.data.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 78 })
            #expect(taken.data.utf8.allSatisfy { $0 < 0x80 })
        }
    }

    @Test func aMailSaysHowToStopSuchMails() async throws {
        let ann = try #require(EmailAddress("ann@a.example"))
        let address = "https://quarto.example/discussion/notices/a.b"
        for (unsubscribe, count) in [(address, 11), ("https://a.example/>\r\nBcc: <b@evil.example", 9), ("a b", 9)] {
            try await ScriptedMailServer().closing { server in
                try await submission(to: server.port).send(
                    OutgoingMail(recipient: ann, subject: "Hello", text: "Words.\n", unsubscribe: unsubscribe))
                let taken = try #require(server.received.first)
                let header = taken.data.split(separator: "\r\n\r\n", maxSplits: 1)[0].split(separator: "\r\n")
                #expect(header.filter { !$0.hasPrefix(" ") }.count == count)
                guard count == 11 else { return }
                #expect(header.contains("List-Unsubscribe: <\(address)>"))
                #expect(header.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
            }
        }
    }

    /// Whatever a subject holds, it is no further field and no recipient.
    @Test(arguments: ["a\r\nBcc: all@evil.example", "a\nb", "Ünï " + String(repeating: "ç", count: 100), "", "a: <b>"])
    func aSubjectIsOneField(subject: String) async throws {
        try await ScriptedMailServer().closing { server in
            try await submission(to: server.port).send(mail(subject: subject))
            let taken = try #require(server.received.first)
            #expect(taken.recipients == ["ann@a.example"])
            let header = taken.data.split(separator: "\r\n\r\n", maxSplits: 1)[0]
            let names = header.split(separator: "\r\n").filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
            #expect(names.count == 9)
            #expect(!names.contains("Bcc"))
        }
    }

    @Test func whoSignsInIsTold() async throws {
        try await ScriptedMailServer(extensions: ["AUTH PLAIN"]).closing { server in
            try await submission(to: server.port, user: "desk", password: "a b").send(mail())
            #expect(server.received.count == 1)
            // NUL desk NUL a b, as RFC 4616 has it.
            #expect(server.commands.contains { $0.contains("AGRlc2sAYSBi") })
        }
    }

    @Test func whatTheServerRefusesIsToldByItsReply() async throws {
        let replies: [(command: String, reply: String, failure: MailFailure)] = [
            ("RCPT", "550 no such person", .refused(reply: 550)), ("MAIL", "451 later", .refused(reply: 451)),
            (".", "554 spam", .refused(reply: 554)), ("AUTH", "535 no", .signInRefused),
        ]
        for (command, reply, failure) in replies {
            let server = try await ScriptedMailServer(extensions: ["AUTH PLAIN"]) {
                $0.uppercased().hasPrefix(command) ? reply : nil
            }
            try await server.closing { server in
                await #expect(throws: failure, "\(command)") {
                    try await submission(to: server.port, user: "desk", password: "x").send(mail())
                }
                #expect(server.received.isEmpty)
            }
        }
    }

    /// A server that can’t be spoken to securely learns neither who writes nor to whom.
    @Test(arguments: [MailServer.Security.startTLS, .tls])
    func withoutASecureConnectionNothingIsSaid(security: MailServer.Security) async throws {
        try await ScriptedMailServer(extensions: ["AUTH PLAIN"]).closing { server in
            await #expect(throws: MailFailure.self) {
                try await submission(
                    to: server.port, security: security, user: "desk", password: "secret", time: .seconds(3)
                ).send(mail())
            }
            #expect(server.received.isEmpty)
            #expect(!server.commands.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
        }
    }

    @Test func aGreetingSignsInAndHandsOverNothing() async throws {
        try await ScriptedMailServer(extensions: ["AUTH PLAIN"]).closing { server in
            try await submission(to: server.port, user: "desk", password: "a b").greet()
            #expect(server.commands.contains { $0.contains("AGRlc2sAYSBi") })
            #expect(!server.commands.contains { $0.hasPrefix("MAIL") })
        }
        let strict = try await ScriptedMailServer(extensions: ["AUTH PLAIN"]) { $0.hasPrefix("AUTH") ? "535 no" : nil }
        try await strict.closing { server in
            await #expect(throws: MailFailure.signInRefused) {
                try await submission(to: server.port, user: "desk", password: "x").greet()
            }
        }
    }

    @Test(arguments: [MailServer.Security.startTLS, .tls])
    func aGreetingWithoutASecureConnectionFails(security: MailServer.Security) async throws {
        try await ScriptedMailServer().closing { server in
            await #expect(throws: MailFailure.self) {
                try await submission(to: server.port, security: security, time: .seconds(3)).greet()
            }
        }
    }

    @Test func nobodyThereIsAFailure() async throws {
        let port = try await ScriptedMailServer().closedPort()
        await #expect(throws: MailFailure.notConnected) { try await submission(to: port).send(mail()) }
    }

    @Test(arguments: [
        "", "a", "@b.example", "a@", "a@@b.example", "a b@c.example", "a@b..example", "a@-b.example",
        "a@b.example\r\nX: y",
        "a\u{0}@b.example", "<a@b.example>", "\"a\"@b.example", "a@[127.0.0.1]", ".a@b.example", "ä@b.example",
        String(repeating: "a", count: 65) + "@b.example", "a@" + String(repeating: "b.", count: 126) + "example",
    ])
    func whatIsNoAddressIsNone(text: String) { #expect(EmailAddress(text) == nil) }

    @Test func addressesAreComparedWithoutTheirCase() throws {
        let address = try #require(EmailAddress("Ann+x@A.example"))
        #expect(address.folded == "ann+x@a.example")
        #expect(address.host == "A.example")
    }
}

extension ScriptedMailServer {
    /// A port at which nobody listens any more.
    fileprivate func closedPort() async throws -> Int {
        try await closing { _ in }
        return port
    }
}
