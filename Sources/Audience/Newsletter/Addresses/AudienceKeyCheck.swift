package import Database
import Kernel

/// Holds the key against the one under which the subscribers’ addresses are kept.
package enum AudienceKeyCheck {
    /// Remembers the first key that a database is opened with.
    ///
    /// - Throws: ``Problem`` of kind `conflict` for any other: with it nobody could be written to, and everybody who left would
    ///   be a stranger.
    package static func require(_ key: AudienceKey, in database: any Database) async throws {
        let known = try await database.write { connection in
            try connection.execute(
                "INSERT INTO newsletter_key (one, fingerprint) VALUES (1, \(key.fingerprint)) ON CONFLICT DO NOTHING")
            return try connection.value([UInt8].self, "SELECT fingerprint FROM newsletter_key WHERE one = 1")
        }
        guard known == key.fingerprint else {
            throw Problem(
                .conflict, slug: "audience-key", title: "The addresses of subscribers can’t be read",
                detail: """
                    They were sealed under another “audience.key” than the one in this data directory. Put the right file \
                    there: from a backup, or from another node of this site.
                    """)
        }
    }
}
