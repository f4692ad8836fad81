package import Database
package import Kernel

extension DeliveryLedger {
    /// For how long after an edition has ended its rows are kept: until then bounces and answers to it are understood.
    package static let kept = Duration.seconds(90 * 86_400)
    /// In one transaction, so that nobody waits for long.
    private static let portion = 2000
    private static let mostReasons = 20

    /// Takes away the rows of editions that ended long ago; their counts and the most frequent reasons stay.
    ///
    /// - Returns: How many rows.
    @discardableResult
    package func condense(at now: Timestamp) async throws -> Int {
        let end = now.advanced(by: .zero - Self.kept)
        let old = try await database.read { connection in
            try connection.rows(
                """
                SELECT id FROM edition
                WHERE state IN ('sent', 'cancelled') AND coalesce(finished, goes) < \(end)
                    AND EXISTS (SELECT 1 FROM delivery WHERE delivery.edition = edition.id)
                ORDER BY day, rhythm
                """
            ).map { try $0.value("id", as: Edition.ID.self) }
        }
        var gone = 0
        for edition in old {
            while !Task.isCancelled {
                let portion = try await database.write { try condense(edition, at: now, $0) }
                gone += portion
                if portion < Self.portion { break }
            }
        }
        return gone
    }

    private func condense(_ edition: Edition.ID, at now: Timestamp, _ connection: any Connection) throws -> Int {
        let isBegun = try connection.value(Int.self, "SELECT 1 FROM edition_reason WHERE edition = \(edition) LIMIT 1")
        if isBegun == nil {
            for reason in try reasons(of: edition, most: Self.mostReasons, connection) {
                // Without addresses, several may say the same.
                try connection.execute(
                    """
                    INSERT INTO edition_reason (edition, state, reason, count)
                    VALUES (\(edition), \(reason.state), \(Self.nameless(reason.text)), \(reason.count))
                    ON CONFLICT (edition, state, reason) DO UPDATE SET count = edition_reason.count + excluded.count
                    """)
            }
        }
        return try connection.execute(
            """
            DELETE FROM delivery WHERE edition = \(edition) AND subscriber IN (
                SELECT subscriber FROM delivery WHERE edition = \(edition) ORDER BY subscriber LIMIT \(Self.portion)
            )
            """)
    }

    /// What a server said, without the words that may be somebody’s address: it is kept for good.
    private static func nameless(_ reason: String) -> String {
        reason.split(separator: " ", omittingEmptySubsequences: false).map { word in
            word.utf8.contains(UInt8(ascii: "@")) ? "…" : word
        }.joined(separator: " ")
    }

    /// Why deliveries failed, were put off or are uncertain, the most frequent first.
    func reasons(
        of edition: Edition.ID, most: Int, _ connection: any Connection
    ) throws -> [SendingProgress.Reason] {
        let kept = try connection.all(
            SendingProgress.Reason.self,
            "SELECT state, reason, count FROM edition_reason WHERE edition = \(edition) ORDER BY count DESC, reason")
        guard kept.isEmpty else { return kept }
        return try connection.all(
            SendingProgress.Reason.self,
            """
            SELECT state, reason, count(*) AS count FROM delivery
            WHERE edition = \(edition) AND reason <> '' GROUP BY state, reason ORDER BY count DESC, reason LIMIT \(most)
            """)
    }
}

extension SendingProgress.Reason: RowDecodable {
    package init(row: Row) throws {
        try self.init(state: row.value("state"), text: row.value("reason"), count: row.value("count"))
    }
}
