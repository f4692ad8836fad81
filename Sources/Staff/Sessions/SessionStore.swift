package import Database
package import Kernel
package import Secrets

/// Keeps who is signed in; only digests of the secrets are kept, so that nobody can sign in with a copy of the table.
package struct SessionStore: Sendable {
    /// A session ends when it was not used for this long.
    package static let longestIdle = Duration.seconds(12 * 3600)
    /// A session ends this long after it was begun, used or not.
    package static let longest = Duration.seconds(14 * 86_400)
    /// How long the second factor may take.
    package static let longestPause = Duration.seconds(600)

    /// Use is written down only so often, so that reading a page does not write.
    private static let seenEvery = Duration.seconds(300)

    private let database: any Database
    private let clock: any WallClock

    package init(database: any Database, clock: any WallClock) {
        self.database = database
        self.clock = clock
    }

    /// Begins a session with a new secret; an earlier one of the same browser is ended, so that no secret from before
    /// signing in is worth anything after it.
    package func begin(
        for account: StaffID, stage: Session.Stage, replacing earlier: Secret? = nil
    ) async throws -> Secret {
        let secret = Secret()
        let now = clock.now()
        let expires = now.advanced(by: stage == .full ? Self.longest : Self.longestPause)
        try await database.write { connection in
            try connection.execute("DELETE FROM session WHERE expires <= \(now)")
            if let earlier {
                try connection.execute("DELETE FROM session WHERE digest = \(earlier.digest)")
            }
            try connection.execute(
                """
                INSERT INTO session (digest, account, stage, created, seen, expires)
                VALUES (\(secret.digest), \(account), \(stage), \(now), \(now), \(expires))
                """)
        }
        return secret
    }

    /// The session of a secret, with the account as it is now; `nil` when it has ended.
    package func session(_ secret: Secret) async throws -> Session? {
        let now = clock.now()
        let idleSince = now.advanced(by: .zero - Self.longestIdle)
        let found = try await database.read { connection -> (Session, Timestamp)? in
            guard
                let row = try connection.rows(
                    """
                    SELECT session.account, session.stage, session.created AS begun, session.seen
                    FROM session JOIN account ON account.id = session.account
                    WHERE session.digest = \(secret.digest) AND session.expires > \(now)
                        AND session.seen > \(idleSince) AND account.disabled IS NULL
                    """
                ).first,
                let account = try AccountReader(connection: connection).account(row.value("account"))
            else { return nil }
            let session = try Session(
                secret: secret, account: account, stage: row.value("stage"), created: row.value("begun"))
            return (session, try row.value("seen"))
        }
        guard let (session, seen) = found else { return nil }
        if seen.advanced(by: Self.seenEvery) < now {
            try await database.write { connection in
                try connection.execute("UPDATE session SET seen = \(now) WHERE digest = \(secret.digest)")
            }
        }
        return session
    }

    /// Ends one session.
    package func end(_ secret: Secret) async throws {
        try await database.write { connection in
            try connection.execute("DELETE FROM session WHERE digest = \(secret.digest)")
        }
    }

    /// Ends every session of an account.
    ///
    /// - Parameter kept: One that goes on, such as that of the browser which asks.
    /// - Returns: How many were ended.
    @discardableResult
    package func endAll(of account: StaffID, but kept: Secret? = nil) async throws -> Int {
        try await database.write { connection in
            try connection.execute(
                "DELETE FROM session WHERE account = \(account) AND digest <> \(kept?.digest ?? [])")
        }
    }

    /// How many browsers somebody is signed in with.
    package func count(of account: StaffID) async throws -> Int {
        let now = clock.now()
        return try await database.read { connection in
            try connection.value(
                Int.self,
                """
                SELECT count(*) FROM session WHERE account = \(account) AND stage = 'full' AND expires > \(now)
                    AND seen > \(now.advanced(by: .zero - Self.longestIdle))
                """) ?? 0
        }
    }
}
