import Kernel
import Mail
import NIOPosix
import Synchronization
import Testing

@testable import MailDelivery

/// A ledger that remembers in which order it was told what.
final class NotedLedger: Sendable {
    struct State {
        var committed: [Int] = []
        var ended: [Int: DeliveryOutcome] = [:]
        var twice: [Int] = []
    }

    let state = Mutex(State())

    func willSend(_ indices: [Int]) -> [Int] {
        state.withLock { $0.committed += indices }
        return indices
    }

    func ended(_ results: [DeliveryResult]) {
        state.withLock { state in
            for result in results where state.ended.updateValue(result.outcome, forKey: result.index) != nil {
                state.twice.append(result.index)
            }
        }
    }

    var outcomes: [DeliveryOutcome] { state.withLock { state in state.ended.sorted { $0.key < $1.key }.map(\.value) } }
}

/// Hands `count` messages over and gives what became of each; each of them has ended once.
///
/// Twenty go to each of the domains, and the rest to the last.
func deliver(
    _ count: Int, to port: Int, security: MailServer.Security = .none, user: String = "",
    domains: [String] = ["a.example"], content: String = "Subject: x\r\n\r\nWords.\r\n",
    _ change: (inout SMTPPool.Options) -> Void = { _ in }
) async throws -> (outcomes: [DeliveryOutcome], pool: SMTPPool) {
    var options = SMTPPool.Options()
    options.connections = 1
    options.timeouts.greeting = .seconds(5)
    options.timeouts.command = .seconds(5)
    change(&options)
    let sender = try #require(EmailAddress("bounce-1@quarto.example"))
    let server = MailServer(
        host: "127.0.0.1", port: port, security: security, user: user, password: user.isEmpty ? "" : "a b",
        sender: sender)
    let pool = try SMTPPool(server: server, options: options, group: .singletonMultiThreadedEventLoopGroup)
    return (try await hand(over: count, to: pool, domains: domains, content: content), pool)
}

func hand(
    over count: Int, to pool: SMTPPool, domains: [String] = ["a.example"],
    content: String = "Subject: x\r\n\r\nWords.\r\n"
) async throws -> [DeliveryOutcome] {
    let sender = try #require(EmailAddress("bounce-1@quarto.example"))
    let envelopes = try (0..<count).map { number in
        let address = try #require(EmailAddress("reader\(number)@\(domains[min(number / 20, domains.count - 1)])"))
        return MailEnvelope(from: sender, to: address, message: Array(content.utf8))
    }
    let ledger = NotedLedger()
    try await pool.deliver(envelopes, willSend: { ledger.willSend($0) }, ended: { ledger.ended($0) })
    let state = ledger.state.withLock { $0 }
    #expect(state.ended.count == count)
    #expect(state.twice.isEmpty)
    #expect(Set(state.committed).count == state.committed.count)
    for (index, outcome) in state.ended {
        if case .accepted = outcome { #expect(state.committed.contains(index)) }
    }
    return ledger.outcomes
}

extension DeliveryOutcome {
    var isAccepted: Bool { if case .accepted = self { true } else { false } }
    var isUncertain: Bool { if case .uncertain = self { true } else { false } }
    var isNotSent: Bool { if case .notSent = self { true } else { false } }
}
