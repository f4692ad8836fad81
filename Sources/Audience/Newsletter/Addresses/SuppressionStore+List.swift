import Database
package import Kernel

/// A suppression in a list, with the address where it is still kept.
package struct ListedSuppression: Sendable, Hashable {
    package let digest: [UInt8]
    package let suppression: Suppression
    /// `nil` when nothing is kept of the subscriber any more.
    package let address: EmailAddress?
}

/// A suppression that somebody of the staff ended.
package struct EndedSuppression: Sendable, Hashable {
    package let suppression: Suppression
    package let digest: [UInt8]
    package let why: String
    package let who: String
    package let ended: Timestamp
    /// `nil` when nothing is kept of the subscriber any more.
    package let address: EmailAddress?

    init(_ suppression: Suppression, of digest: [UInt8], because why: String, by who: String, at moment: Timestamp) {
        self.suppression = suppression
        self.digest = digest
        self.why = why
        self.who = who
        ended = moment
        address = nil
    }

    func note(_ connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO suppression_end (id, digest, reason, source, made, ended, why, who)
            VALUES (\(Identifier<EndedSuppression>(at: ended)), \(digest), \(suppression.reason), \(suppression.source),
                \(suppression.made), \(ended), \(why), \(String(who.prefix(200))))
            """)
    }
}

extension EndedSuppression {
    fileprivate init(row: Row, opening open: ([UInt8]) -> EmailAddress?) throws {
        suppression = try Suppression(row: row)
        digest = try row.value("digest")
        why = try row.value("why")
        who = try row.value("who")
        ended = try row.value("ended")
        address = try row.value("sealed", as: [UInt8]?.self).flatMap(open)
    }
}

extension SuppressionStore {
    /// How many addresses nothing is sent to, by the reason.
    package func counts() async throws -> [Suppression.Reason: Int] {
        try await database.read { connection in
            try connection.rows("SELECT reason, count(*) AS number FROM suppression GROUP BY reason")
                .reduce(into: [:]) { counts, row in
                    counts[try row.value("reason", as: Suppression.Reason.self)] = try row.value("number")
                }
        }
    }

    /// The newest of some reasons first.
    ///
    /// - Parameter last: The last one of the page before.
    package func list(
        _ reasons: [Suppression.Reason], most: Int, after last: (made: Timestamp, digest: [UInt8])? = nil
    ) async throws -> [ListedSuppression] {
        let key = key
        var condition: SQL = ""
        if let last {
            condition =
                "AND (suppression.made < \(last.made) OR suppression.made = \(last.made) AND suppression.digest < \(last.digest))"
        }
        return try await database.read { [condition] connection in
            try connection.rows(
                """
                SELECT suppression.*, subscriber.sealed FROM suppression
                LEFT JOIN subscriber ON subscriber.digest = suppression.digest
                WHERE suppression.reason IN \(list: reasons) \(condition)
                ORDER BY suppression.made DESC, suppression.digest DESC LIMIT \(most)
                """
            ).map { row in
                try ListedSuppression(
                    digest: row.value("digest"), suppression: Suppression(row: row),
                    address: row.value("sealed", as: [UInt8]?.self).flatMap(key.open))
            }
        }
    }

    /// Those that the staff ended, the latest first.
    package func ended(most: Int) async throws -> [EndedSuppression] {
        let key = key
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT suppression_end.*, subscriber.sealed FROM suppression_end
                LEFT JOIN subscriber ON subscriber.digest = suppression_end.digest
                ORDER BY suppression_end.ended DESC, suppression_end.id DESC LIMIT \(most)
                """
            ).map { try EndedSuppression(row: $0, opening: key.open) }
        }
    }
}
