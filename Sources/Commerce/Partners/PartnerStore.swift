package import Database
package import Kernel

/// Keeps the partners.
package struct PartnerStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds a partner, or changes the one with the same slug.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used.
    package func save(_ partner: Partner, by signature: Signature) async throws {
        try Self.faults(of: partner).check(slug: "partner-invalid", title: "The partner can’t be saved")
        try await database.write { connection in try Self.write(partner, by: signature, connection) }
    }

    static func write(_ partner: Partner, by signature: Signature, _ connection: any Connection) throws {
        let old = try Self.partner(partner.slug, connection)
        try connection.execute(
            """
            INSERT INTO partner (slug, name, relationship, domain, since, ended, about, ownership, terms)
            VALUES (\(partner.slug), \(partner.name), \(partner.relationship), \(partner.domain), \(partner.since),
                \(partner.ended), \(partner.about), \(partner.ownership), \(partner.terms))
            ON CONFLICT (slug) DO UPDATE SET name = excluded.name, relationship = excluded.relationship,
                domain = excluded.domain, since = excluded.since, ended = excluded.ended, about = excluded.about,
                ownership = excluded.ownership, terms = excluded.terms
            """)
        try CommerceHistory.record(old, became: partner, signature, in: connection)
    }

    /// The partner with a slug.
    package func partner(_ slug: Slug) async throws -> Partner? {
        try await database.read { connection in try Self.partner(slug, connection) }
    }

    /// All of them, by name.
    package func all() async throws -> [Partner] {
        try await database.read { connection in
            try connection.all(Partner.self, "SELECT * FROM partner ORDER BY name, slug")
        }
    }

    /// The partners whose agreement runs on `day`, by name.
    package func current(on day: CalendarDay) async throws -> [Partner] {
        try await database.read { connection in
            try connection.all(
                Partner.self,
                """
                SELECT * FROM partner WHERE since <= \(day) AND (ended IS NULL OR ended >= \(day)) ORDER BY name, slug
                """)
        }
    }

    /// The partners whose agreement had ended before `day`, the latest first.
    package func former(on day: CalendarDay) async throws -> [Partner] {
        try await database.read { connection in
            try connection.all(
                Partner.self, "SELECT * FROM partner WHERE ended < \(day) ORDER BY ended DESC, name, slug")
        }
    }

    static func partner(_ slug: Slug, _ connection: any Connection) throws -> Partner? {
        try connection.first(Partner.self, "SELECT * FROM partner WHERE slug = \(slug)")
    }

    static func faults(of partner: Partner) -> FieldFaults {
        var faults = FieldFaults()
        faults.length(of: partner.name, 1...80, field: "name", called: "name")
        faults.length(of: partner.about, 1...400, field: "about", called: "description for readers")
        faults.length(of: partner.terms, 0...4000, field: "terms", called: "note on the terms")
        do {
            _ = try DomainName(partner.domain)
        } catch {
            faults.add("domain", error.message)
        }
        if let ended = partner.ended, ended < partner.since {
            faults.add(
                "ended",
                "The agreement with \(partner.name) would end on \(ended), before it begins on \(partner.since).")
        }
        return faults
    }
}
