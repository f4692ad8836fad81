import Database
import Foundation
import Kernel
import Testing

@testable import Commerce

extension AdvertisingFixture {
    /// Writes rows of the ledger as it would write them itself, all at one moment.
    func enter(
        _ number: Int, _ event: OfferEvent, of creative: Creative, in flight: Flight, at moment: Timestamp,
        page: String = "/moon", outcome: Hit.Outcome = .counted
    ) async throws {
        let currency = flight.budget.currency.code
        let amount = outcome == .counted ? flight.pricing.micros(for: event) : 0
        try await database.write { connection in
            var offers: [[Value]] = []
            var events: [[Value]] = []
            for _ in 0..<number {
                let offer = Offer.ID(at: moment)
                offers.append([
                    offer.databaseValue, creative.id.databaseValue, moment.databaseValue, moment.databaseValue,
                ])
                events.append([
                    Identifier<Hit>(at: moment).databaseValue, offer.databaseValue, event.databaseValue,
                    creative.id.databaseValue, flight.id.databaseValue, creative.place.databaseValue, .text(page),
                    .integer(7), moment.databaseValue, outcome.databaseValue, .integer(amount), .text(currency),
                ])
            }
            try connection.insert(
                offers, by: Insertion(into: "offer", ["id", "creative", "view_by", "click_by"]))
            try connection.insert(
                events,
                by: Insertion(
                    into: "offer_event",
                    [
                        "id", "offer", "event", "creative", "flight", "place", "page", "node", "at", "outcome",
                        "amount", "currency",
                    ]))
            if outcome == .counted {
                let counts = FlightTally.Counts(
                    views: event == .view ? number : 0, clicks: event == .click ? number : 0)
                try FlightTally.add(counts, to: flight.id, node: NodeNumber(7), connection)
            }
        }
    }
}

extension Zone {
    /// Two hours ahead of UTC all year.
    static func east() throws -> Zone {
        let file = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Etc/GMT-2"))
        return try #require(Zone(name: "Etc/GMT-2", file: Array(file)))
    }
}
