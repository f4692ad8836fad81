import Database
import Kernel
import TestSupport
import Testing

@testable import Audience

extension NewsletterFixture {
    var editions: EditionStore { EditionStore(database: database) }
    var ledger: DeliveryLedger { DeliveryLedger(database: database, key: key) }
    var bounces: BounceStore { BounceStore(database: database) }

    func item(_ part: EditionItem.Part, _ path: String, topics: [String] = [], note: String = "") throws -> EditionItem
    {
        EditionItem(
            part, path: path, title: "About \(path)", summary: "What it says.", kind: "answer",
            topics: Set(try topics.map { try Slug($0) }), bylines: ["Ann Doe", "Bob Roe"], at: clock.now(), note: note)
    }

    /// An edition of today that may go at once.
    @discardableResult
    func edition(
        _ rhythm: Rhythm = .daily, items: [EditionItem]? = nil, needsApproval: Bool = false
    ) async throws -> Edition.ID {
        let now = clock.now()
        let id = Edition.ID(day: now.day, rhythm: rhythm)
        try await editions.compose(
            id, items: try items ?? [item(.published, "/moon", topics: ["sky"])],
            since: now.advanced(by: .seconds(-86_400)), until: now, goes: now, needsApproval: needsApproval)
        return id
    }

    /// Adds subscribers without a mail to each.
    func addSubscribers(_ count: Int, _ rhythm: Rhythm = .daily, interest: Int = 0) async throws -> [Subscriber.ID] {
        let now = clock.now()
        let rows = try (0..<count).map { number in
            let address = try address("p\(number)-\(rhythm.rawValue)-\(interest)@mail.example")
            return (Subscriber.ID(at: now), key.digest(of: address), try key.seal(address))
        }
        try await database.write { connection in
            try connection.insert(
                rows.map { id, digest, sealed in
                    [
                        id.databaseValue, digest.databaseValue, sealed.databaseValue, "active".databaseValue,
                        rhythm.databaseValue, interest.databaseValue, now.databaseValue, now.databaseValue,
                        now.databaseValue,
                    ]
                },
                by: Insertion(
                    into: "subscriber",
                    ["id", "digest", "sealed", "state", "rhythm", "interest", "made", "confirmed", "changed"]))
        }
        return rows.map(\.0)
    }

    func states(of edition: Edition.ID) async throws -> [Subscriber.ID: Delivery.State] {
        try await database.read { connection in
            try connection.rows("SELECT subscriber, state FROM delivery WHERE edition = \(edition)")
                .reduce(into: [:]) { states, row in
                    states[try row.value("subscriber", as: Subscriber.ID.self)] = try row.value("state")
                }
        }
    }
}
