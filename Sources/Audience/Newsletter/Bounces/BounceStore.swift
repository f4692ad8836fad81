package import Database
package import Kernel

/// Takes in what is heard of mails, and keeps for a person what no program understands.
package struct BounceStore: Sendable {
    /// A mail to the address for bounces that tells of none.
    package struct Stray: Sendable, Hashable {
        package typealias ID = Identifier<Stray>

        package let id: ID
        package let at: Timestamp
        package let source: String
        package let content: String
    }

    /// In characters; the rest of a longer one is cut off.
    package static let longestStray = 65_536

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Takes an event in.
    ///
    /// - Returns: Whether there is such a delivery.
    @discardableResult
    package func take(_ event: BounceEvent, at now: Timestamp) async throws -> Bool {
        try await database.write { connection in
            let row = try connection.rows(
                "SELECT edition, subscriber FROM delivery WHERE id = \(event.delivery)"
            ).first
            guard let row else { return false }
            try BounceRules.apply(
                event.kind, to: row.value("subscriber"), in: row.value("edition"), status: event.status,
                detail: event.detail, source: event.source, at: now, connection)
            return true
        }
    }

    package func keep(_ content: String, from source: String, at now: Timestamp) async throws {
        let text = String(content.unicodeScalars.filter { $0.value != 0 }.prefix(Self.longestStray).map(Character.init))
        let short = String(text.unicodeScalars.prefix(Self.longestStray))
        _ = try await database.write { connection in
            try connection.execute(
                """
                INSERT INTO stray_mail (id, at, source, content)
                VALUES (\(Stray.ID(at: now)), \(now), \(String(source.prefix(60))), \(short))
                """)
        }
    }

    /// Those that nobody has looked at, the oldest first.
    package func strays(most: Int = 100) async throws -> [Stray] {
        try await database.read { connection in
            try connection.all(
                Stray.self, "SELECT * FROM stray_mail WHERE settled IS NULL ORDER BY at, id LIMIT \(most)")
        }
    }

    /// Says that somebody has looked at one; its text is deleted.
    package func settle(_ id: Stray.ID, at now: Timestamp) async throws {
        _ = try await database.write { connection in
            try connection.execute(
                "UPDATE stray_mail SET settled = \(now), content = '' WHERE id = \(id) AND settled IS NULL")
        }
    }
}

extension BounceStore.Stray: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), at: row.value("at"), source: row.value("source"), content: row.value("content"))
    }
}
