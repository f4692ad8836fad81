import Kernel
import Mail
import NIOPosix
import Synchronization
import Testing
import WebTestSupport

@testable import MailDelivery

@Suite struct DeliveryTests {
    @Test(arguments: [["PIPELINING", "SIZE 100000"], [], ["SIZE"]])
    func messagesArriveAsTheyAreOverConnectionsThatStay(extensions: [String]) async throws {
        let server = try await FaultyMailServer(extensions: extensions)
        let content = "Subject: x\r\n\r\n.a dot\r\n..two\r\n.\r\nwords\r\n"
        let (outcomes, pool) = try await deliver(50, to: server.port, content: content) {
            $0.messagesPerConnection = 1000
        }
        #expect(outcomes.allSatisfy { $0.isAccepted })
        #expect(server.connections == 1)
        #expect(server.taken.count == 50)
        #expect(Set(server.taken.map(\.recipient)).count == 50)
        #expect(server.taken.allSatisfy { $0.content == content && $0.sender == "bounce-1@quarto.example" })
        #expect(server.lines.first == "EHLO quarto.example")
        #expect(
            server.lines.contains { $0.contains(" SIZE=\(content.utf8.count)") }
                == extensions.contains { $0.hasPrefix("SIZE") })
        #expect(pool.metrics.accepted == 50)
        await server.close()
    }

    @Test func aConnectionTakesNoMoreMessagesThanItMay() async throws {
        let server = try await FaultyMailServer()
        let (outcomes, _) = try await deliver(45, to: server.port) { $0.messagesPerConnection = 20 }
        #expect(outcomes.allSatisfy { $0.isAccepted })
        #expect(server.connections == 3)
        await server.close()
    }

    @Test func severalConnectionsShareTheWork() async throws {
        let server = try await FaultyMailServer()
        let (outcomes, _) = try await deliver(200, to: server.port) { $0.connections = 4 }
        #expect(outcomes.allSatisfy { $0.isAccepted })
        #expect(Set(server.taken.map(\.recipient)).count == 200)
        #expect((2...4).contains(server.mostOpen))
        await server.close()
    }

    /// Nothing of a message is sent before the ledger has it as being sent.
    @Test func whatTheLedgerDoesNotCommitIsNotSent() async throws {
        struct Broken: Error {}
        let server = try await FaultyMailServer()
        let (_, pool) = try await deliver(1, to: server.port)
        let sender = try #require(EmailAddress("bounce-1@quarto.example"))
        let envelope = MailEnvelope(from: sender, to: sender, message: Array("x\r\n".utf8))
        await #expect(throws: Broken.self) {
            try await pool.deliver([envelope, envelope], willSend: { _ in throw Broken() }, ended: { _ in })
        }
        #expect(server.taken.count == 1)
        // Nor is anything begun after the ledger could not keep an outcome.
        let many = [MailEnvelope](repeating: envelope, count: 1000)
        await #expect(throws: Broken.self) {
            try await pool.deliver(many, willSend: { $0 }, ended: { _ in throw Broken() })
        }
        #expect(server.taken.count < 400)
        await server.close()
    }

    /// However many messages there are and however many batches, no more than the connections need next are committed.
    @Test func fewAreCommittedBeforeTheyAreTaken() async throws {
        let server = try await FaultyMailServer { $0.word == "." ? .silence : .usual }
        let sender = try #require(EmailAddress("bounce-1@quarto.example"))
        var options = SMTPPool.Options()
        options.connections = 4
        options.timeouts.dataEnd = .seconds(1)
        let pool = try SMTPPool(
            server: MailServer(host: "127.0.0.1", port: server.port, security: .none, sender: sender),
            options: options, group: .singletonMultiThreadedEventLoopGroup)
        let ledgers = [NotedLedger(), NotedLedger()]
        let envelopes = [MailEnvelope](
            repeating: MailEnvelope(from: sender, to: sender, message: Array("x\r\n".utf8)), count: 300)
        let task = Task {
            await withThrowingTaskGroup(of: Void.self) { group in
                for ledger in ledgers {
                    group.addTask {
                        try await pool.deliver(
                            envelopes, willSend: { ledger.willSend($0) }, ended: { ledger.ended($0) })
                    }
                }
            }
        }
        while pool.metrics.uncertain == 0 { try await Task.sleep(for: .milliseconds(10)) }
        let committed = ledgers.map { $0.state.withLock { $0.committed.count } }
        // A connection waits for one message’s end and has opened the next; as many wait in line, or a few more.
        #expect(committed.reduce(0, +) <= 6 * options.connections)
        task.cancel()
        await task.value
        for ledger in ledgers { #expect(ledger.state.withLock { $0.ended.count } == 300) }
        await server.close()
    }

    @Test func aCancelledTaskHandsBackWhatWasNotTaken() async throws {
        let server = try await FaultyMailServer { $0.word == "." && $0.taken == 3 ? .silence : .usual }
        let task = Task {
            try await deliver(500, to: server.port) { $0.timeouts.dataEnd = .seconds(2) }.outcomes
        }
        // The fourth has been begun.
        while server.lines.count(where: { $0 == "DATA" }) < 4 { try await Task.sleep(for: .milliseconds(10)) }
        task.cancel()
        let outcomes = try await task.value
        #expect(outcomes.count { $0.isAccepted } == 3)
        #expect(outcomes.count { $0.isUncertain } == 1)
        #expect(outcomes.contains(.notSent(.cancelled)))
        await server.close()
    }

    @Test func aPausedPoolHandsAllBackUntilItGoesOn() async throws {
        let server = try await FaultyMailServer()
        let (_, pool) = try await deliver(1, to: server.port)
        pool.pause()
        let paused = try await hand(over: 10, to: pool)
        #expect(paused == [DeliveryOutcome](repeating: .notSent(.paused(.asked)), count: 10))
        #expect(pool.metrics.pause == .asked)
        pool.resume()
        #expect(try await hand(over: 10, to: pool).allSatisfy { $0.isAccepted })
        await server.close()
    }

    @Test func limitsOfADomainAreKept() async throws {
        let server = try await FaultyMailServer()
        let begin = ContinuousClock.now
        let (outcomes, _) = try await deliver(
            30, to: server.port, domains: ["slow.example", "fast.example"]
        ) {
            $0.connections = 4
            $0.limits = ["Slow.example": DomainLimit(atOnce: 1, perSecond: 20)]
        }
        let taken = ContinuousClock.now - begin
        #expect(outcomes.allSatisfy { $0.isAccepted })
        #expect(taken > .milliseconds(400))
        // Nobody waits for the slow ones.
        #expect(server.taken.suffix(3).allSatisfy { $0.recipient.hasSuffix("slow.example") })
        await server.close()
    }

    @Test func aMessageThatTheServerCannotTakeIsNotSent() async throws {
        let server = try await FaultyMailServer(extensions: ["PIPELINING", "SIZE 20"])
        #expect(try await deliver(1, to: server.port).outcomes == [.notSent(.tooLarge(limit: 20))])
        #expect(try await deliver(1, to: server.port, content: "é\r\n").outcomes == [.notSent(.needs8BitMIME)])
        await server.close()
        let other = try await FaultyMailServer(extensions: ["8BITMIME"])
        #expect(try await deliver(1, to: other.port, content: "é\r\n").outcomes.allSatisfy { $0.isAccepted })
        #expect(other.lines.contains { $0.hasSuffix(" BODY=8BITMIME") })
        await other.close()
    }
}
