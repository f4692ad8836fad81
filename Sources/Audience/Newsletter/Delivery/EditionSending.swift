package import Kernel

/// Sends an edition, batch by batch, until nothing can be sent any more for now.
package struct EditionSending: Sendable {
    /// What became of a pass through an edition.
    package enum Pass: Sendable, Hashable {
        /// Everything was sent, or is known not to be.
        case finished
        /// The rest waits, is held by others, or was paused.
        case waiting
        /// Nothing can be sent now, whoever it is for: the way to the mail server is closed.
        case stuck
    }

    private enum Step: Hashable {
        case nothing, stuck
        case settled(Int)
    }

    /// How many mails are taken and made at a time.
    package static let batch = 200

    private let ledger: DeliveryLedger
    private let transport: any MessageTransport
    private let clock: any WallClock
    private let writer: DeliveryWriter

    /// - Parameter worker: Names this process, unlike any other that ever ran.
    package init(ledger: DeliveryLedger, transport: any MessageTransport, clock: any WallClock, worker: String) {
        self.ledger = ledger
        self.transport = transport
        self.clock = clock
        writer = DeliveryWriter(ledger: ledger, clock: clock, process: worker)
    }

    /// Sends until an edition is finished, paused, or waits.
    ///
    /// - Returns: Whether everything was sent.
    package func run(
        _ edition: Edition.ID, lanes: Int = 4, told: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws -> Bool {
        try await pass(edition, lanes: lanes, told: told) == .finished
    }

    /// Sends until an edition is finished, paused, or waits.
    ///
    /// A cancelled task begins nothing more, and returns when what it had begun is written down.
    ///
    /// - Parameters:
    ///   - lanes: How many batches are on their way at the same time.
    ///   - told: Is told after each batch how many it had.
    package func pass(
        _ edition: Edition.ID, lanes: Int = 4, told: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws -> Pass {
        let isStuck = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<max(lanes, 1) {
                group.addTask {
                    while !Task.isCancelled {
                        switch try await step(edition) {
                        case .nothing: return false
                        case .stuck: return true
                        case .settled(let count): await told(count)
                        }
                    }
                    return false
                }
            }
            return try await group.reduce(false) { $0 || $1 }
        }
        guard !Task.isCancelled else { return .waiting }
        if try await ledger.finish(edition, at: clock.now()) { return .finished }
        return isStuck ? .stuck : .waiting
    }

    /// Sends one batch.
    ///
    /// What is taken is also settled: neither is given up when the task is cancelled, so that nothing that was never sent is left in
    /// doubt.
    private func step(_ edition: Edition.ID) async throws -> Step {
        let record = writer.record(of: edition)
        let batch = try await Task {
            try await ledger.take(edition, for: record.worker, most: Self.batch, at: clock.now())
        }.value
        guard !batch.isEmpty else { return .nothing }
        let renewal = Task { await renew(batch.map(\.id), record) }
        defer { renewal.cancel() }
        await transport.send(batch, of: edition, recording: record)
        return try await record.close(batch) ? .stuck : .settled(batch.count)
    }

    /// A server that takes its time must not make others believe that this worker is dead.
    private func renew(_ batch: [Delivery.ID], _ record: DeliveryRecord) async {
        while true {
            do { try await Task.sleep(for: ledger.leaseTime / 3) } catch { return }
            // When it fails, the next one may not; and what comes too late still counts.
            try? await ledger.renew(batch, of: record.edition, by: record.worker, at: clock.now())
        }
    }
}
