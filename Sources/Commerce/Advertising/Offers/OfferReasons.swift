package import Database
import Kernel

/// Tells why an advertisement stands where it does.
package struct OfferReasons: Sendable {
    /// What decided.
    package struct Reason: Sendable, Hashable {
        /// Who pays, as readers know them.
        package let advertiser: String
        package let flight: Flight
    }

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// `nil` for a creative without a flight.
    package func reason(for creative: Creative) async throws -> Reason? {
        try await database.read { connection in
            guard let flight = try PlannedFlight.all(connection, id: creative.flight).first?.flight else { return nil }
            let advertiser = try connection.value(
                String.self,
                """
                SELECT partner.name FROM campaign JOIN partner ON partner.slug = campaign.advertiser
                WHERE campaign.id = \(flight.campaign)
                """)
            return Reason(advertiser: advertiser ?? "", flight: flight)
        }
    }
}
