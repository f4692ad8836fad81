import Mail
import Testing
import WebTestSupport

@testable import MailDelivery

@Suite struct FaultTests {
    @Test func greylistingIsARefusalForNowAndRestsTheDomain() async throws {
        let server = try await FaultyMailServer { $0.line.hasPrefix("RCPT") ? .say("450 4.2.0 greylisted") : .usual }
        let (outcomes, pool) = try await deliver(200, to: server.port)
        let reply = SMTPReply(code: 450, status: EnhancedStatus(4, 2, 0), text: "4.2.0 greylisted")
        #expect(outcomes.first == .refusedForNow(reply, .recipient))
        #expect(outcomes.contains { if case .notSent(.held) = $0 { true } else { false } })
        #expect(pool.metrics.resting["a.example"] != nil)
        #expect(pool.metrics.reasons["4.2.0"] ?? 0 >= 5)
        #expect(server.taken.isEmpty)
        // Other domains go on.
        #expect(reply.failure == .temporary)
        await server.close()
    }

    @Test func oneRefusalDoesNotStopTheOthers() async throws {
        for extensions in [["PIPELINING"], []] {
            let server = try await FaultyMailServer(extensions: extensions) { moment in
                moment.line.contains("reader3@") && moment.word == "RCPT" ? .say("550 5.1.1 no such user") : .usual
            }
            let (outcomes, _) = try await deliver(10, to: server.port)
            #expect(outcomes.count { $0.isAccepted } == 9)
            guard case .refusedForGood(let reply, .recipient) = outcomes[3] else {
                Issue.record("\(outcomes[3])")
                continue
            }
            #expect(reply.failure == .deadAddress)
            #expect(server.lines.contains("RSET"))
            #expect(server.connections == 1)
            await server.close()
        }
    }

    /// A server that says 354 although it took no recipient gets no message (RFC 2920 §3.1).
    @Test func aMessageWithoutRecipientIsNotSent() async throws {
        let server = try await FaultyMailServer { moment in
            switch moment.word {
            case "RCPT": .say("550 5.1.1 no such user")
            case "DATA": .say("354 go on")
            case ".": .say("554 5.5.1 no recipients")
            default: .usual
            }
        }
        let (outcomes, _) = try await deliver(3, to: server.port) { $0.timeouts.command = .seconds(1) }
        #expect(outcomes.allSatisfy { if case .refusedForGood(_, .recipient) = $0 { true } else { false } })
        #expect(server.taken.isEmpty)
        await server.close()
    }

    @Test(arguments: ["MAIL", "RCPT", "DATA", "."])
    func aServerThatEndsTheSessionIsAskedAgain(word: String) async throws {
        let server = try await FaultyMailServer { moment in
            moment.connection == 0 && moment.taken == 5 && moment.word == word
                ? .say("421 4.3.2 shutting down") : .usual
        }
        let (outcomes, _) = try await deliver(40, to: server.port)
        #expect(outcomes.count { $0.isAccepted } == server.taken.count)
        #expect(outcomes.count { $0.isAccepted } >= 38)
        #expect(!outcomes.contains { $0.isUncertain })
        #expect(Set(server.taken.map(\.recipient)).count == server.taken.count)
        await server.close()
    }

    /// Only a message whose last byte was sent and that got no reply is in doubt.
    @Test(arguments: ["connect", "EHLO", "MAIL", "RCPT", "DATA", "."])
    func aConnectionMayBreakAnywhere(word: String) async throws {
        let server = try await FaultyMailServer { $0.word == word ? .drop : .usual }
        let (outcomes, _) = try await deliver(3, to: server.port)
        #expect(server.taken.isEmpty)
        for outcome in outcomes {
            #expect(
                word == "." ? outcome == .uncertain(.dropped) || outcome.isNotSent : outcome.isNotSent, "\(outcome)")
        }
        let isInDoubt = outcomes.contains { $0.isUncertain }
        #expect(isInDoubt == (word == "."))
        await server.close()
    }

    /// A message of which only a part has left was not taken.
    @Test func aConnectionMayBreakWithinAMessage() async throws {
        let server = try await FaultyMailServer { $0.word == "content" ? .drop : .usual }
        let line = String(repeating: "x", count: 70) + "\r\n"
        let (outcomes, _) = try await deliver(1, to: server.port, content: String(repeating: line, count: 400_000))
        #expect(outcomes.allSatisfy { $0.isNotSent })
        await server.close()
    }

    @Test func aServerThatSaysNothingIsGivenUp() async throws {
        for word in ["connect", "MAIL", "DATA", "."] {
            let server = try await FaultyMailServer { $0.word == word ? .silence : .usual }
            let (outcomes, _) = try await deliver(1, to: server.port) {
                $0.timeouts.greeting = .milliseconds(300)
                $0.timeouts.command = .milliseconds(300)
                $0.timeouts.dataStart = .milliseconds(300)
                $0.timeouts.dataEnd = .milliseconds(300)
            }
            #expect(outcomes == [word == "." ? .uncertain(.timedOut) : .notSent(.noConnection(.timedOut))], "\(word)")
            await server.close()
        }
    }

    @Test func policyStopsAllUntilSomebodyHasLooked() async throws {
        let server = try await FaultyMailServer { moment in
            moment.word == "." && moment.taken == 2
                ? .say("550 5.7.515 Access denied, sender does not meet the rules") : .usual
        }
        let (outcomes, pool) = try await deliver(50, to: server.port)
        #expect(outcomes.count { $0.isAccepted } <= 3)
        guard case .policy(let reply) = pool.metrics.pause else {
            Issue.record("not paused")
            return
        }
        #expect(reply.status == EnhancedStatus(5, 7, 515))
        #expect(outcomes.contains(.notSent(.paused(.policy(reply)))))
        await server.close()
    }

    @Test func aServerWithoutRoomIsLeftAlone() async throws {
        let server = try await FaultyMailServer {
            $0.word == "MAIL" ? .say("452 4.3.1 insufficient system storage") : .usual
        }
        let (outcomes, pool) = try await deliver(10, to: server.port) { $0.patience = .zero }
        guard case .refusedForNow(let reply, .sender) = outcomes[0] else {
            Issue.record("\(outcomes[0])")
            return
        }
        #expect(reply.failure == .system)
        #expect(outcomes.dropFirst(2).allSatisfy { $0.isNotSent })
        #expect(pool.metrics.pause == nil)
        await server.close()
    }

    @Test(arguments: [
        "hello\r\n", "99\r\n", "999 x\r\n", "250x\r\n", "2é0 x\r\n", "\u{0}\u{0}\u{0}\r\n", "250-a\r\n251 b\r\n",
        "\r\n",
        String(repeating: "250-x\r\n", count: 200), String(repeating: "2", count: 100_000), "300 x\r\n",
    ])
    func repliesThatMakeNoSenseEndTheConversation(reply: String) async throws {
        for word in ["connect", "EHLO", "MAIL", "."] {
            let server = try await FaultyMailServer { $0.word == word ? .raw(reply) : .usual }
            let (outcomes, _) = try await deliver(1, to: server.port) {
                $0.timeouts.dataEnd = .seconds(1)
                $0.timeouts.command = .seconds(1)
            }
            #expect(outcomes.allSatisfy { word == "." ? $0.isUncertain : $0.isNotSent }, "\(word) \(outcomes)")
            await server.close()
        }
    }

    @Test func nobodyThereIsToldAndRested() async throws {
        let server = try await FaultyMailServer()
        let port = server.port
        await server.close()
        let (outcomes, pool) = try await deliver(5, to: port) { $0.patience = .zero }
        #expect(outcomes.allSatisfy { $0.isNotSent })
        #expect(outcomes.first == .notSent(.noConnection(.notConnected)))
        #expect(pool.metrics.connections == 0)
    }
}
