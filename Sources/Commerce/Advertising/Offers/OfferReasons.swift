package import Database
import Kernel

/// Tells why an advertisement stands where it does.
package struct OfferReasons: Sendable {
    /// What decided.
    package struct Reason: Sendable, Hashable {
        /// Who pays, as readers know them.
        package let advertiser: String
        package let flight: Flight
        /// The page on which it was offered; `nil` when the offer can’t be read any more.
        package let page: String?
    }

    private let database: any Database
    private let seal: CurrentSeal

    package init(database: any Database, seal: CurrentSeal) {
        self.database = database
        self.seal = seal
    }

    /// `nil` for a creative that there isn’t.
    ///
    /// - Parameter offer: Its text, as it came; one that is not of this creative tells nothing.
    package func reason(for creative: Creative, offer text: String) async throws -> Reason? {
        let offer = seal.open(text).flatMap { $0.creative == creative.id ? $0 : nil }
        return try await database.read { connection in
            guard let flight = try PlannedFlight.all(connection, id: creative.flight).first?.flight else { return nil }
            let advertiser = try connection.value(
                String.self,
                """
                SELECT partner.name FROM campaign JOIN partner ON partner.slug = campaign.advertiser
                WHERE campaign.id = \(flight.campaign)
                """)
            return Reason(advertiser: advertiser ?? "", flight: flight, page: offer?.page)
        }
    }
}
