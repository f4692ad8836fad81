import Mail
import Testing
import WebTestSupport

@testable import MailDelivery

@Suite struct SecurityTests {
    private let certificate: TestCertificate

    init() throws { certificate = try TestCertificate() }

    @Test(arguments: [MailServer.Security.startTLS, .tls, .opportunistic])
    func aSecureConnectionIsMadeWithACertificateThatIsTrusted(security: MailServer.Security) async throws {
        let server = try await FaultyMailServer(
            extensions: ["PIPELINING", "STARTTLS", "AUTH PLAIN"], tls: certificate.serverContext,
            isSecureFromTheStart: security == .tls)
        let (outcomes, _) = try await deliver(25, to: server.port, security: security, user: "desk") {
            $0.trusted = security == .opportunistic ? nil : certificate.certificate
        }
        #expect(outcomes.allSatisfy { $0.isAccepted })
        #expect(server.lines.contains("STARTTLS") == (security != .tls))
        // NUL desk NUL a b, as RFC 4616 has it.
        #expect(server.lines.contains("AUTH PLAIN AGRlc2sAYSBi"))
        await server.close()
    }

    @Test(arguments: [MailServer.Security.startTLS, .tls])
    func aCertificateOfAStrangerIsNone(security: MailServer.Security) async throws {
        let others = try TestCertificate(address: "IP:127.0.0.2")
        for trusted in [nil, others.certificate] {
            let used = trusted == nil ? certificate : others
            let server = try await FaultyMailServer(
                extensions: ["STARTTLS", "AUTH PLAIN"], tls: used.serverContext, isSecureFromTheStart: security == .tls)
            let (outcomes, pool) = try await deliver(3, to: server.port, security: security, user: "desk") {
                $0.trusted = trusted
            }
            #expect(outcomes.allSatisfy { $0.isNotSent })
            #expect(pool.metrics.pause == .fault(.insecure))
            #expect(!server.lines.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
            await server.close()
        }
    }

    @Test func withoutSTARTTLSNothingIsSaid() async throws {
        let server = try await FaultyMailServer(extensions: ["AUTH PLAIN"])
        let (outcomes, pool) = try await deliver(1, to: server.port, security: .startTLS, user: "desk")
        #expect(outcomes.allSatisfy { $0.isNotSent })
        #expect(pool.metrics.pause == .fault(.insecure))
        #expect(server.lines == ["EHLO quarto.example"])
        // One that would be content without has no password shown to it either.
        #expect(try await deliver(1, to: server.port, security: .opportunistic, user: "desk").outcomes[0].isNotSent)
        #expect(!server.lines.contains { $0.hasPrefix("AUTH") })
        #expect(try await deliver(1, to: server.port, security: .opportunistic).outcomes[0].isAccepted)
        await server.close()
    }

    /// What somebody slipped in before the connection was secure is not taken for the server’s word.
    @Test func wordsFromBeforeTheSecureConnectionAreNotBelieved() async throws {
        let server = try await FaultyMailServer(extensions: ["STARTTLS"], tls: certificate.serverContext) {
            $0.word == "STARTTLS" ? .raw("220 go on\r\n250 PIPELINING\r\n") : .usual
        }
        let (outcomes, pool) = try await deliver(1, to: server.port, security: .startTLS) {
            $0.trusted = certificate.certificate
        }
        #expect(outcomes.allSatisfy { $0.isNotSent })
        #expect(pool.metrics.pause == .fault(.insecure))
        await server.close()
    }

    @Test func whoSignsInByLoginIsTold() async throws {
        let server = try await FaultyMailServer(extensions: ["AUTH=LOGIN"])
        #expect(try await deliver(1, to: server.port, user: "desk").outcomes[0].isAccepted)
        #expect(server.lines.contains("ZGVzaw=="))
        #expect(server.lines.contains("YSBi"))
        await server.close()
    }

    @Test func aPasswordThatIsWrongStopsAll() async throws {
        for reaction in [FaultyMailServer.Reaction.say("535 5.7.8 wrong"), .say("334 again")] {
            let server = try await FaultyMailServer(extensions: ["AUTH PLAIN"]) {
                $0.word == "AUTH" ? reaction : .usual
            }
            let (outcomes, pool) = try await deliver(5, to: server.port, user: "desk")
            #expect(outcomes.allSatisfy { $0.isNotSent })
            guard case .fault(.signInRefused) = pool.metrics.pause else {
                Issue.record("not paused")
                continue
            }
            #expect(server.taken.isEmpty)
            await server.close()
        }
    }
}
