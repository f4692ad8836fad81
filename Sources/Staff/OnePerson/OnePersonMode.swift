package import Database
package import Kernel

/// The declaration that one person does all of a site's work, on both sides of the wall; readers are told.
package struct OnePersonMode: Sendable {
    /// Who declared it, and when.
    package struct Declaration: Sendable, Hashable {
        package let since: Timestamp
        package let declaredBy: String
    }

    private let database: any Database
    private let clock: any WallClock

    package init(database: any Database, clock: any WallClock) {
        self.database = database
        self.clock = clock
    }

    /// The declaration, if it stands.
    package func declaration() async throws -> Declaration? {
        try await database.read { connection in
            try connection.rows("SELECT since, declared_by FROM one_person_mode").first.map { row in
                try Declaration(since: row.value("since"), declaredBy: row.value("declared_by"))
            }
        }
    }

    /// Declares it; a declaration that stands already stays as it is.
    package func declare(by name: String) async throws {
        let now = clock.now()
        try await database.write { connection in
            try connection.execute(
                """
                INSERT INTO one_person_mode (position, since, declared_by) VALUES (1, \(now), \(name))
                ON CONFLICT (position) DO NOTHING
                """)
        }
    }

    /// Takes it back.
    ///
    /// - Throws: ``Problem`` of kind `conflict` while somebody stands on both sides of the wall.
    package func revoke() async throws {
        try await database.write { connection in
            let both = try connection.rows(
                """
                SELECT account.name FROM account
                WHERE EXISTS (SELECT 1 FROM account_role WHERE account = account.id AND is_editorial = 1)
                    AND EXISTS (SELECT 1 FROM account_role WHERE account = account.id AND role = 'business')
                ORDER BY account.name
                """
            ).map { try $0.value(at: 0, as: String.self) }
            guard both.isEmpty else {
                throw Problem(
                    .conflict, slug: "one-person-needed", title: "The declaration still stands",
                    detail: """
                        \(both.joined(separator: ", ")) still holds an editorial role and the business role. Take one of \
                        them away first.
                        """)
            }
            try connection.execute("DELETE FROM one_person_mode")
        }
    }
}
