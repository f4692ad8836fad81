package import Database
package import Kernel

/// Keeps the links that were made by hand.
package struct HandMadeLinkStore: Sendable {
    private let database: any Database
    let site: OwnSite

    package init(database: any Database, site: OwnSite) {
        self.database = database
        self.site = site
    }

    /// Adds a link, or changes the one with the same slug.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used.
    package func save(_ link: HandMadeLink, by signature: Signature) async throws {
        try await save([link], by: signature)
    }

    /// Adds or changes many links in one transaction; all of them, or none.
    ///
    /// - Throws: ``Problem`` of kind `invalid` for the first that cannot be used.
    package func save(_ links: [HandMadeLink], by signature: Signature) async throws {
        let checked = links.map { ($0.normalised, HandMadeLinkCheck(site: site).faults(of: $0)) }
        try await database.write { connection in
            for (link, found) in checked {
                var faults = found
                let exists =
                    try connection.value(Int.self, "SELECT 1 FROM programme WHERE id = \(link.programme)") != nil
                if !exists { faults.add("programme", "There is no such programme.") }
                let twin = try connection.value(
                    String.self,
                    """
                    SELECT name FROM hand_made_link
                    WHERE destination = \(link.destination) AND ended IS NULL AND slug <> \(link.slug)
                    """)
                if let twin, link.ended == nil {
                    faults.add("destination", "“\(twin)” is for the same destination. End that link first.")
                }
                try faults.check(slug: "link-invalid", title: "“\(link.name.prefix(80))” can’t be saved")
                let old = try Self.all(where: "slug = \(link.slug)", connection).first
                try Self.write(link, connection)
                try CommerceHistory.record(old, became: link, signature, in: connection)
            }
        }
    }

    /// The link with a slug.
    package func link(_ slug: Slug) async throws -> HandMadeLink? {
        try await database.read { connection in try Self.all(where: "slug = \(slug)", connection).first }
    }

    /// All of them: the live ones first, by name.
    package func all() async throws -> [HandMadeLink] {
        try await database.read { connection in try Self.all(where: "1 = 1", connection) }
    }

    static func all(where condition: SQL, _ connection: any Connection) throws -> [HandMadeLink] {
        var categories: [Slug: [String]] = [:]
        let rows = try connection.rows(
            """
            SELECT link, category FROM hand_made_link_category
            WHERE link IN (SELECT slug FROM hand_made_link WHERE \(condition)) ORDER BY link, position
            """)
        for row in rows { categories[try row.value("link"), default: []].append(try row.value("category")) }
        return try connection.rows(
            """
            SELECT * FROM hand_made_link WHERE \(condition)
            ORDER BY CASE WHEN ended IS NULL THEN 0 ELSE 1 END, name, slug
            """
        ).map { row in try HandMadeLink(row: row, categories: categories[row.value("slug")] ?? []) }
    }

    private static func write(_ link: HandMadeLink, _ connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO hand_made_link
                (slug, name, programme, destination, target, images, geolocations, keywords, made, ended)
            VALUES (\(link.slug), \(link.name), \(link.programme), \(link.destination), \(link.target), \(link.images),
                \(link.geolocations), \(link.keywords), \(link.made), \(link.ended))
            ON CONFLICT (slug) DO UPDATE SET name = excluded.name, programme = excluded.programme,
                destination = excluded.destination, target = excluded.target, images = excluded.images,
                geolocations = excluded.geolocations, keywords = excluded.keywords, ended = excluded.ended
            """)
        try connection.execute("DELETE FROM hand_made_link_category WHERE link = \(link.slug)")
        for (position, category) in link.categories.enumerated() {
            try connection.execute(
                """
                INSERT INTO hand_made_link_category (link, category, position)
                VALUES (\(link.slug), \(category), \(position)) ON CONFLICT DO NOTHING
                """)
        }
    }
}

/// Looks whether a link that was made by hand can be used.
struct HandMadeLinkCheck {
    let site: OwnSite

    func faults(of link: HandMadeLink) -> FieldFaults {
        var faults = FieldFaults()
        faults.length(of: link.name, 1...120, field: "name", called: "name")
        for category in link.categories {
            faults.length(of: category, 1...60, field: "categories", called: "category")
        }
        for (text, field) in [
            (link.images, "images"), (link.geolocations, "geolocations"), (link.keywords, "keywords"),
        ] {
            faults.length(of: text, 0...4000, field: field, called: field)
        }
        for entry in link.geolocations.split(separator: ";") {
            let address = entry.drop { $0 != ":" }.dropFirst()
            if (try? MerchantAddress(address)) == nil {
                faults.add(
                    "geolocations", "“\(entry.prefix(80))” is not a country and an address, such as AU:https://….")
            }
        }
        let destination = address(link.destination, "destination", &faults)
        let target = address(link.target.replacing("{subid}", with: "x"), "target", &faults)
        guard let destination, let target else { return faults }
        if destination.registrableDomain == nil {
            faults.add("destination", AddressFault.host(destination.host).message)
        }
        if site.owns(destination.host) { faults.add("destination", "“\(destination.host)” is this site itself.") }
        if site.owns(target.host) {
            faults.add("target", "The link leads to this site itself, so a reader would go round in a circle.")
        } else if !CarriedAddress.leads(target, to: destination) {
            faults.add(
                "target",
                "It leads to \(target.host) and doesn’t carry an address of \(destination.registrableDomain ?? "the merchant") in it, so nobody could tell that it leads where the writer meant."
            )
        }
        return faults
    }

    private func address(_ text: String, _ field: String, _ faults: inout FieldFaults) -> MerchantAddress? {
        do throws(AddressFault) {
            return try MerchantAddress(text)
        } catch {
            faults.add(field, error.message)
            return nil
        }
    }
}
