package import Database
import Secrets

/// Keeps the key under which forms are sealed, the same on all servers for the life of the site.
package struct FormKeyStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// What seals forms; of several servers the first to ask makes the key.
    ///
    /// - Throws: ``DatabaseError/decoding(_:)`` when somebody has put something else into its place.
    package func seal() async throws -> FormSeal {
        var text = try await database.read { try Self.text($0) }
        if text == nil { text = try await made() }
        guard let key = Secret(shown: text ?? "") else {
            throw DatabaseError.decoding(
                "The key of forms in form_key is damaged; delete its row to have a new one made.")
        }
        return FormSeal(key: key)
    }

    private func made() async throws -> String? {
        try await database.write { connection in
            let key = Secret().text
            try connection.execute(
                "INSERT INTO form_key (one, secret) VALUES (1, \(key)) ON CONFLICT (one) DO NOTHING")
            return try Self.text(connection)
        }
    }

    private static func text(_ connection: any Connection) throws -> String? {
        try connection.value(String.self, "SELECT secret FROM form_key WHERE one = 1")
    }
}
