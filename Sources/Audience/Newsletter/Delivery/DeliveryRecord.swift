import Kernel
import Synchronization

/// What the ledger is told of one batch while it is sent.
package final class DeliveryRecord: Sendable {
    private struct State {
        var begun: Set<Delivery.ID> = []
        /// Of each delivery that was told of, whether it is still open.
        var told: [Delivery.ID: Bool] = [:]
    }

    let edition: Edition.ID
    /// Under which name the batch is taken; no other batch ever has it.
    let worker: String
    private let process: String
    private let writer: DeliveryWriter
    private let state = Mutex(State())

    init(of edition: Edition.ID, for worker: String, in process: String, writer: DeliveryWriter) {
        self.edition = edition
        self.worker = worker
        self.process = process
        self.writer = writer
    }

    /// Commits that these are being sent, together with whatever else is to be written.
    ///
    /// - Returns: Those that may go over the wire: the others are somebody else’s by now, or their edition has stopped.
    package func begin(_ deliveries: [Delivery.ID]) async throws -> Set<Delivery.ID> {
        let begun = try await writer.write(entry(beginning: deliveries)).intersection(deliveries)
        state.withLock { $0.begun.formUnion(begun) }
        return begun
    }

    /// Has what became of some written down, soon.
    package func end(_ outcomes: [Delivery.ID: Delivery.Outcome]) {
        guard !outcomes.isEmpty else { return }
        state.withLock { state in for (id, outcome) in outcomes { state.told[id] = outcome.isOpen } }
        writer.writeSoon(entry(outcomes))
    }

    private func entry(
        _ outcomes: [Delivery.ID: Delivery.Outcome] = [:], beginning: [Delivery.ID] = []
    ) -> DeliveryLedger.Entry {
        .init(edition: edition, worker: worker, process: process, outcomes: outcomes, beginning: beginning)
    }

    /// Returns when all of a batch is written down.
    ///
    /// - Returns: Whether nothing of it was sent and nothing is known of it: the way is closed.
    func close(_ batch: [Delivery]) async throws -> Bool {
        let (begun, told) = state.withLock { ($0.begun, $0.told) }
        end(
            batch.reduce(into: [:]) { outcomes, delivery in
                guard told[delivery.id] == nil else { return }
                outcomes[delivery.id] =
                    begun.contains(delivery.id)
                    ? .unknown("The mail system said nothing of it.") : .untried("Sending was stopped before its turn.")
            })
        _ = try await writer.write(entry())
        return state.withLock { state in batch.allSatisfy { state.told[$0.id] ?? false } }
    }
}
