package import Database
package import Kernel

/// Keeps the house advertisements.
package struct HouseAdvertisementStore: Sendable {
    private let database: any Database
    private static let longestPath = 500

    package init(database: any Database) { self.database = database }

    /// Adds an advertisement, or changes the one with the same slug.
    ///
    /// - Throws: ``Problem`` of kind `invalid` when it would not fit its slot or leads off the site.
    package func save(_ advertisement: HouseAdvertisement, by signature: Signature) async throws {
        var faults = FieldFaults()
        let limits = HouseAdvertisement.limits(in: advertisement.place)
        faults.length(of: advertisement.headline, 1...limits.headline, field: "headline", called: "headline here")
        faults.length(of: advertisement.text, 1...limits.text, field: "text", called: "text here")
        let path = advertisement.path
        if !path.hasPrefix("/") || path.hasPrefix("//") || path.utf8.count > Self.longestPath
            || !path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        {
            faults.add("path", "A house advertisement leads to a page of this site, such as /standards.")
        }
        try faults.check(slug: "house-advertisement-invalid", title: "The house advertisement can’t be saved")
        let place = PlaceColumns(advertisement.place)
        try await database.write { connection in
            let old = try Self.advertisement(advertisement.slug, connection)
            try connection.execute(
                """
                INSERT INTO house_advertisement (slug, place, letters, headline, text, path, ended)
                VALUES (\(advertisement.slug), \(place.column), \(place.letters), \(advertisement.headline),
                    \(advertisement.text), \(advertisement.path), \(advertisement.ended))
                ON CONFLICT (slug) DO UPDATE SET place = excluded.place, letters = excluded.letters,
                    headline = excluded.headline, text = excluded.text, path = excluded.path, ended = excluded.ended
                """)
            try CommerceHistory.record(old, became: advertisement, signature, in: connection)
        }
    }

    /// The advertisement with a slug.
    package func advertisement(_ slug: Slug) async throws -> HouseAdvertisement? {
        try await database.read { connection in try Self.advertisement(slug, connection) }
    }

    /// All of them, by slug.
    package func all() async throws -> [HouseAdvertisement] {
        try await database.read { connection in
            try connection.all(HouseAdvertisement.self, "SELECT * FROM house_advertisement ORDER BY slug")
        }
    }

    /// Those that are shown, by slug.
    package func current() async throws -> [HouseAdvertisement] {
        try await database.read { connection in
            try connection.all(
                HouseAdvertisement.self, "SELECT * FROM house_advertisement WHERE ended IS NULL ORDER BY slug")
        }
    }

    private static func advertisement(_ slug: Slug, _ connection: any Connection) throws -> HouseAdvertisement? {
        try connection.first(HouseAdvertisement.self, "SELECT * FROM house_advertisement WHERE slug = \(slug)")
    }
}
