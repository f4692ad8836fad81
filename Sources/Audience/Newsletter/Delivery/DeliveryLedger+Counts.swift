import Database
import Kernel

extension DeliveryLedger {
    /// How many deliveries each of some editions has in each state; one without any isn’t there.
    package func counts(of editions: [Edition.ID]) async throws -> [Edition.ID: [Delivery.State: Int]] {
        guard !editions.isEmpty else { return [:] }
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT edition, state, count(*) AS number FROM delivery
                WHERE edition IN \(list: editions) GROUP BY edition, state
                """
            ).reduce(into: [:]) { counts, row in
                let edition = try row.value("edition", as: Edition.ID.self)
                counts[edition, default: [:]][try row.value("state")] = try row.value("number")
            }
        }
    }
}
