package import Database
import Kernel

/// Keeps the creatives.
package struct CreativeStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds a creative, or changes the one with the same identifier.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used.
    package func save(_ creative: Creative, by signature: Signature) async throws {
        var faults = FieldFaults()
        CreativeCheck.check(creative, &faults)
        let found = faults
        try await database.write { connection in
            var faults = found
            if try connection.value(Int.self, "SELECT 1 FROM flight WHERE id = \(creative.flight)") == nil {
                faults.add("flight", "There is no such flight.")
            }
            let old = try connection.first(Creative.self, "SELECT * FROM creative WHERE id = \(creative.id)")
            if let old, old.flight != creative.flight {
                faults.add("flight", "A creative stays in its flight; make another one there.")
            }
            if let domain = (try? MerchantAddress(creative.destination))?.registrableDomain,
                try Blocklist.read(connection).domains.contains(domain)
            {
                faults.add("destination", "Advertisements that lead to “\(domain)” are blocked on this site.")
            }
            try faults.check(slug: "creative-invalid", title: "The creative can’t be saved")
            try Self.write(creative, connection)
            try CommerceHistory.record(old, became: creative, signature, in: connection)
        }
    }

    /// The creative with an identifier.
    package func creative(_ id: Creative.ID) async throws -> Creative? {
        try await database.read { connection in
            try connection.first(Creative.self, "SELECT * FROM creative WHERE id = \(id)")
        }
    }

    /// Those of one flight, in the order in which they were made.
    package func creatives(of flight: Flight.ID) async throws -> [Creative] {
        try await database.read { connection in
            try connection.all(Creative.self, "SELECT * FROM creative WHERE flight = \(flight) ORDER BY id")
        }
    }

    private static func write(_ creative: Creative, _ connection: any Connection) throws {
        let content = creative.columns
        try connection.execute(
            """
            INSERT INTO creative (id, flight, name, place, form, headline, text, picture, width, height, alternative,
                destination, ended)
            VALUES (\(creative.id), \(creative.flight), \(creative.name), \(creative.place), \(content.form),
                \(content.headline), \(content.text), \(content.picture?.path), \(content.picture?.width),
                \(content.picture?.height), \(content.picture?.alternative), \(creative.destination),
                \(creative.ended))
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, place = excluded.place, form = excluded.form,
                headline = excluded.headline, text = excluded.text, picture = excluded.picture,
                width = excluded.width, height = excluded.height, alternative = excluded.alternative,
                destination = excluded.destination, ended = excluded.ended
            """)
    }
}
