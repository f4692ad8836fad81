import Kernel
import Synchronization

/// Writes the ledger for one process: what its batches want to write while one transaction runs goes into the next one together.
///
/// So a delivery is begun shortly before it goes over the wire and settled shortly after, and neither costs a transaction of its own.
final class DeliveryWriter: Sendable {
    private typealias Answer = CheckedContinuation<Set<Delivery.ID>, any Error>

    private struct Waiting: Sendable {
        let entry: DeliveryLedger.Entry
        let answer: Answer?
    }

    private struct Line {
        var waiting: [Waiting] = []
        var isWriting = false
        var batches = 0
    }

    /// From the beginning of one transaction to that of the next, so that a quick disk isn’t given one for each mail.
    private static let beat = Duration.milliseconds(10)
    /// After which waits it is tried again.
    private static let waits: [Duration] = [.milliseconds(200), .seconds(1), .seconds(5), .seconds(20)]

    private let ledger: DeliveryLedger
    private let clock: any WallClock
    private let process: String
    private let line = Mutex(Line())

    /// - Parameter process: Names this process, unlike any other that ever ran.
    init(ledger: DeliveryLedger, clock: any WallClock, process: String) {
        self.ledger = ledger
        self.clock = clock
        self.process = process
    }

    /// What a batch that is to be taken writes, under a name of its own.
    func record(of edition: Edition.ID) -> DeliveryRecord {
        let number = line.withLock { line in
            line.batches += 1
            return line.batches
        }
        return DeliveryRecord(of: edition, for: "\(process) \(number)", in: process, writer: self)
    }

    /// Writes something in the next transaction, and returns when it is durable.
    ///
    /// - Returns: Those that were begun.
    func write(_ entry: DeliveryLedger.Entry) async throws -> Set<Delivery.ID> {
        try await withCheckedThrowingContinuation { enter(Waiting(entry: entry, answer: $0)) }
    }

    /// Writes something in the next transaction.
    func writeSoon(_ entry: DeliveryLedger.Entry) { enter(Waiting(entry: entry, answer: nil)) }

    private func enter(_ waiting: Waiting) {
        let begins = line.withLock { line in
            line.waiting.append(waiting)
            defer { line.isWriting = true }
            return !line.isWriting
        }
        // A task of its own: nothing is given up when those who wait are told to stop.
        if begins { Task { await writeAll() } }
    }

    private func writeAll() async {
        var waits = Self.waits[...]
        while let batch = next() {
            let begin = ContinuousClock.now
            do {
                let begun = try await ledger.write(batch.map(\.entry), at: clock.now())
                for waiting in batch { waiting.answer?.resume(returning: begun) }
                waits = Self.waits[...]
                try? await Task.sleep(until: begin + Self.beat)
            } catch {
                // Written already or not, the same entry may be written again: what has ended stays as it is, and what was begun without
                // anybody hearing of it isn’t begun twice.
                if let wait = waits.popFirst() {
                    line.withLock { $0.waiting.insert(contentsOf: batch, at: 0) }
                    try? await Task.sleep(for: wait)
                } else {
                    for waiting in batch { waiting.answer?.resume(throwing: error) }
                    waits = Self.waits[...]
                }
            }
        }
    }

    private func next() -> [Waiting]? {
        line.withLock { line in
            defer { line.waiting = [] }
            line.isWriting = !line.waiting.isEmpty
            return line.isWriting ? line.waiting : nil
        }
    }
}
