package import Database

/// Keeps the policies, with every earlier text of each.
package struct PolicyStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Puts a text in force; the one before it is kept.
    package func save(_ policy: Policy) async throws {
        try await database.write { connection in
            let earlier = try connection.value(
                Int.self, "SELECT coalesce(max(version), 0) FROM policy WHERE subject = \(policy.subject)")
            try connection.execute(
                """
                INSERT INTO policy (subject, version, title, description, updated, body)
                VALUES (\(policy.subject), \((earlier ?? 0) + 1), \(policy.title), \(policy.description),
                    \(policy.updated), \(policy.body))
                """)
        }
    }

    /// The text in force, or `nil` when the site has none.
    package func policy(on subject: Policy.Subject) async throws -> Policy? {
        try await database.read { connection in
            try connection.first(
                Policy.self, "SELECT * FROM policy WHERE subject = \(subject) ORDER BY version DESC LIMIT 1")
        }
    }
}
