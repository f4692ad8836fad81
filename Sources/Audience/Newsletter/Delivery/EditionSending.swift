package import Kernel

/// Sends an edition, batch by batch, until nothing can be sent any more for now.
package struct EditionSending: Sendable {
    /// How many mails go in one batch: as many are uncertain when a server dies at the worst moment.
    package static let batch = 200

    private let ledger: DeliveryLedger
    private let transport: any MessageTransport
    private let clock: any WallClock
    private let worker: String

    /// - Parameter worker: Names this process, unlike any other that ever ran.
    package init(ledger: DeliveryLedger, transport: any MessageTransport, clock: any WallClock, worker: String) {
        self.ledger = ledger
        self.transport = transport
        self.clock = clock
        self.worker = worker
    }

    /// Sends until an edition is finished, paused, or waits.
    ///
    /// - Parameters:
    ///   - lanes: How many batches are on their way at the same time.
    ///   - told: Is told after each batch how many it had.
    /// - Returns: Whether everything was sent.
    package func run(
        _ edition: Edition.ID, lanes: Int = 4, told: @escaping @Sendable (Int) async -> Void = { _ in }
    ) async throws -> Bool {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<max(lanes, 1) {
                group.addTask {
                    while !Task.isCancelled {
                        let count = try await step(edition)
                        guard count > 0 else { return }
                        await told(count)
                    }
                }
            }
            try await group.waitForAll()
        }
        return try await ledger.finish(edition, at: clock.now())
    }

    /// Sends one batch.
    ///
    /// - Returns: How many it had; 0 when there is nothing to be sent now.
    package func step(_ edition: Edition.ID) async throws -> Int {
        let batch = try await ledger.take(edition, for: worker, most: Self.batch, at: clock.now())
        guard !batch.isEmpty else { return 0 }
        var outcomes = await transport.send(batch, of: edition)
        for delivery in batch where outcomes[delivery.id] == nil {
            outcomes[delivery.id] = .unknown("The mail system said nothing of it.")
        }
        try await ledger.settle(outcomes, of: edition, by: worker, at: clock.now())
        return batch.count
    }
}
