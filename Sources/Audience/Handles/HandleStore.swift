package import Database
package import Kernel
package import Secrets

/// Knows whose handle is whose: who shows its key owns it.
///
/// Of keys only digests are kept, so that nobody can write as another with a copy of the tables.
package struct HandleStore: Sendable {
    /// How long a key works: as long as browsers keep a cookie at most.
    package static let keyLifetime = Duration.seconds(400 * 86_400)

    let database: any Database
    let clock: any WallClock

    package init(database: any Database, clock: any WallClock) {
        self.database = database
        self.clock = clock
    }

    /// Whose key this is; `nil` when it has expired or never was one.
    package func handle(byKey key: Secret) async throws -> Handle? {
        let now = clock.now()
        return try await database.read { connection in
            try connection.first(
                Handle.self,
                """
                SELECT handle.* FROM handle JOIN handle_key ON handle_key.handle = handle.id
                WHERE handle_key.digest = \(key.digest) AND handle_key.expires > \(now)
                """)
        }
    }

    /// Whether something that was written under a handle is or was shown to readers.
    package func wasShown(_ handle: Handle.ID) async throws -> Bool {
        try await database.read { connection in
            try connection.value(
                Int.self, "SELECT 1 FROM comment WHERE owner = \(handle) AND state = 'shown' LIMIT 1") != nil
        }
    }

    /// Lets a key be used no more, as when somebody signs out.
    package func forget(_ key: Secret) async throws {
        try await database.write { connection in
            try connection.execute("DELETE FROM handle_key WHERE digest = \(key.digest)")
        }
    }
}
