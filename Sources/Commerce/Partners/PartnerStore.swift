package import Database
package import Kernel

/// Keeps the partners.
package struct PartnerStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds a partner, or changes the one with the same slug.
    ///
    /// - Throws: ``Problem`` of kind `invalid` when the agreement would end before it begins.
    package func save(_ partner: Partner) async throws {
        if let ended = partner.ended, ended < partner.since {
            throw Problem(
                .invalid, slug: "partner-dates", title: "The partner’s dates are the wrong way round",
                detail:
                    "The agreement with \(partner.name) would end on \(ended), before it begins on \(partner.since).")
        }
        try await database.write { connection in
            try connection.execute(
                """
                INSERT INTO partner (slug, name, relationship, domain, since, ended, about)
                VALUES (\(partner.slug), \(partner.name), \(partner.relationship), \(partner.domain), \(partner.since),
                    \(partner.ended), \(partner.about))
                ON CONFLICT (slug) DO UPDATE SET name = excluded.name, relationship = excluded.relationship,
                    domain = excluded.domain, since = excluded.since, ended = excluded.ended, about = excluded.about
                """)
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
}
