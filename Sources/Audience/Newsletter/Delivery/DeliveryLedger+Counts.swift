import Database
import Kernel

extension DeliveryLedger {
    /// How many deliveries each of some editions has in each state; one without any isn’t there.
    package func counts(of editions: [Edition.ID]) async throws -> [Edition.ID: [Delivery.State: Int]] {
        try await database.read { try DeliveryTally.counts(of: editions, $0) }
    }
}
