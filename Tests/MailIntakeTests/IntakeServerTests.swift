import Foundation
import Kernel
import Mail
import MailDelivery
import NIOCore
import NIOPosix
import Synchronization
import Testing
import WebTestSupport

@testable import MailIntake

@Suite struct IntakeServerTests {
    private final class Kept: Sendable {
        let mails = Mutex<[TakenMail]>([])
        let fails = Mutex(false)
        struct Full: Error {}

        func keep(_ mail: TakenMail) throws {
            if fails.withLock({ $0 }) { throw Full() }
            mails.withLock { $0.append(mail) }
        }
    }

    /// Says `text` to a server at once and gives all that it answers until it, or this side, is done.
    private func talk(
        _ text: String, kept: Kept = Kept(), _ change: (inout IntakeServer.Options) -> Void = { _ in }
    ) async throws -> String {
        var options = IntakeServer.Options()
        options.host = "bounces.quarto.example"
        options.patience = .milliseconds(800)
        change(&options)
        let server = IntakeServer(
            options: options, accepts: { $0.lowercased().hasPrefix("bounce-") }, keep: { try kept.keep($0) })
        let group = MultiThreadedEventLoopGroup.singleton
        let listening = try await server.listen(host: "127.0.0.1", port: 0, group: group)
        let port = try #require(listening.localAddress?.port)
        let heard = try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
            }
        }.executeThenClose { inbound, outbound in
            // A server that hangs up early may do so before all is written.
            try? await outbound.write(ByteBuffer(string: text))
            var heard = ""
            do { for try await buffer in inbound { heard += String(buffer: buffer) } } catch let error as IOError {
                // So does one that has not read all.
                #expect(error.errnoCode == ECONNRESET)
            }
            return heard
        }
        try await listening.close()
        return heard
    }

    private func mail(_ recipients: [String], _ content: String, hello: String = "EHLO a.example") -> String {
        let commands = [hello, "MAIL FROM:<> SIZE=100"] + recipients.map { "RCPT TO:<\($0)>" } + ["DATA"]
        return (commands + [content, ".", "QUIT", ""]).joined(separator: "\r\n")
    }

    /// A mail server that wants a secure connection gets one, in either language, and none where there is no certificate.
    @Test func mailComesBySecureConnections() async throws {
        let certificate = try TestCertificate()
        let context = try certificate.serverContext
        let sender = try #require(EmailAddress("postmaster@mx.example"))
        let recipient = try #require(EmailAddress("bounce-1@bounces.example"))
        let group = MultiThreadedEventLoopGroup.singleton
        for tls in [{ context }, nil] as [TLSContexts?] {
            let kept = Kept()
            var options = IntakeServer.Options()
            options.tls = tls
            let server = IntakeServer(
                options: options, accepts: { $0.hasPrefix("bounce-") }, keep: { try kept.keep($0) })
            let listening = try await server.listen(host: "127.0.0.1", port: 0, group: group)
            let port = try #require(listening.localAddress?.port)
            var pooling = SMTPPool.Options()
            pooling.trusted = certificate.certificate
            let pool = try SMTPPool(
                server: MailServer(host: "127.0.0.1", port: port, security: .startTLS, sender: sender),
                options: pooling, group: group)
            let mail = MailEnvelope(from: sender, to: recipient, message: Array("Subject: x\r\n\r\nWords.\r\n".utf8))
            try await pool.deliver([mail, mail], willSend: { $0 }, ended: { _ in })
            #expect(pool.metrics.accepted == (tls == nil ? 0 : 2))
            #expect(kept.mails.withLock { $0.count } == (tls == nil ? 0 : 2))
            pool.close()
            try await listening.close()
        }
    }

    /// What somebody slips in before a connection is secure is not believed after it.
    @Test func nothingIsSlippedInBeforeItIsSecure() async throws {
        let context = try TestCertificate().serverContext
        let kept = Kept()
        let words = "EHLO a.example\r\nSTARTTLS\r\n" + mail(["bounce-1@b.example"], "x")
        let heard = try await talk(words, kept: kept) { $0.tls = { context } }
        #expect(heard.contains("250 STARTTLS\r\n") && heard.hasSuffix("503 5.5.1 Wait for the answer.\r\n"))
        #expect(kept.mails.withLock { $0.isEmpty })
        let none = try await talk("EHLO a.example\r\nSTARTTLS\r\nQUIT\r\n")
        #expect(!none.contains("STARTTLS") && none.contains("500 5.5.1 Unknown here."))
    }

    @Test func aMailForUsIsKeptAsItCame() async throws {
        let kept = Kept()
        let heard = try await talk(mail(["Bounce-1@b.example"], "Subject: x\r\n\r\n..dot\r\n..\r\né"), kept: kept)
        #expect(heard.hasSuffix("250 2.0.0 Kept.\r\n221 2.0.0 Goodbye.\r\n"))
        let mails = kept.mails.withLock { $0 }
        #expect(mails.map(\.recipients) == [["Bounce-1@b.example"]])
        #expect(mails.first.map { String(decoding: $0.bytes, as: UTF8.self) } == "Subject: x\r\n\r\n.dot\r\n.\r\né\r\n")
    }

    @Test func nothingIsRelayed() async throws {
        let kept = Kept()
        let heard = try await talk(mail(["ann@elsewhere.example"], "x"), kept: kept)
        #expect(heard.contains("550 5.1.1"))
        #expect(heard.contains("503 5.5.1 No recipient"))
        #expect(kept.mails.withLock { $0.isEmpty })
    }

    @Test func byLMTPEachRecipientGetsAnAnswer() async throws {
        let kept = Kept()
        let heard = try await talk(
            mail(["bounce-1@b.example", "bounce-2@b.example"], "x", hello: "LHLO a.example"), kept: kept
        ) { $0.language = .lmtp }
        #expect(heard.matches(of: #/250 2\.0\.0 Kept\./#).count == 2)
        #expect(kept.mails.withLock { $0.first?.recipients.count } == 2)
        #expect(try await talk("EHLO a\r\nQUIT\r\n") { $0.language = .lmtp }.contains("500 5.5.1"))
    }

    /// Whoever sends keeps the mail that could not be kept here.
    @Test func whatCannotBeKeptIsNotTaken() async throws {
        let kept = Kept()
        kept.fails.withLock { $0 = true }
        let heard = try await talk(mail(["bounce-1@b.example"], "x"), kept: kept)
        #expect(heard.contains("451 4.3.0"))
        #expect(!heard.contains("Kept"))
    }

    @Test func whatIsTooLongIsNotTaken() async throws {
        let kept = Kept()
        let line = String(repeating: "x", count: 70) + "\r\n"
        let long = mail(["bounce-1@b.example"], String(repeating: line, count: 1000))
        #expect(try await talk(long, kept: kept) { $0.messageSize = 10_000 }.contains("552 5.3.4"))
        let told = long.replacing("SIZE=100", with: "SIZE=20000")
        #expect(try await talk(told, kept: kept) { $0.messageSize = 10_000 }.contains("552 5.3.4"))
        #expect(kept.mails.withLock { $0.isEmpty })
    }

    /// A line that ends in LF alone is no end of a mail: other servers take it for one (SMTP smuggling).
    @Test(arguments: ["a\n.\nMAIL FROM:<x@y.example>", "a\n.\r\nb", "a\r\n.\nb", "a\r.\rb\n"])
    func nothingIsSlippedIn(content: String) async throws {
        let kept = Kept()
        let heard = try await talk(mail(["bounce-1@b.example"], content), kept: kept)
        #expect(heard.hasSuffix("500 5.5.2 Lines end in CR LF.\r\n"))
        #expect(kept.mails.withLock { $0.isEmpty })
    }

    @Test(arguments: [
        "DATA\r\nQUIT\r\n", "RCPT TO:<bounce-1@b.example>\r\nQUIT\r\n", "MAIL FROM:<>\r\nQUIT\r\n", "HELP\r\nQUIT\r\n",
        "EHLO a\r\nMAIL FROM:<>\r\nRCPT TO:bounce-1\r\nQUIT\r\n", "EHLO a\r\nMAIL x\r\nQUIT\r\n",
        "\r\n\u{0}\r\nQUIT\r\n",
        "EHLO a\r\nMAIL FROM:<>\r\nMAIL FROM:<>\r\nQUIT\r\n", String(repeating: "x\r\n", count: 50), "é\r\nQUIT\r\n",
        String(repeating: "x", count: 5000),
    ])
    func whatMakesNoSenseIsRefused(text: String) async throws {
        let kept = Kept()
        let heard = try await talk(text, kept: kept)
        #expect(heard.contains("\r\n50") || heard.contains("421 4.7.0"))
        #expect(kept.mails.withLock { $0.isEmpty })
    }

    @Test func whoSaysNothingIsSentAway() async throws {
        #expect(try await talk("EHLO a\r\n").hasSuffix("421 4.4.2 Too long a silence.\r\n"))
    }

    @Test func thereIsRoomForSoMany() async throws {
        #expect(try await talk("") { $0.connections = 0 } == "421 4.3.2 Too many at a time.\r\n")
    }
}
