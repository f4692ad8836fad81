package import Database
package import Kernel

/// A mail that tells somebody of an answer, to be sent now.
package struct ReplyNotice: Sendable, Hashable {
    package typealias ID = Identifier<ReplyNotice>

    package let id: ID
    package let handle: Handle.ID
    package let address: EmailAddress
    /// The answer.
    package let comment: Comment
}

/// Remembers whom to tell of which answer, and what became of it.
///
/// Each is sent at most once: what was handed over when the server was killed, so that nobody knows whether it arrived, is not
/// sent again, and counted as unknown.
package struct ReplyNotices: Sendable {
    package enum Outcome: Sendable, Hashable {
        case sent
        /// The server that takes mail said no for now, or wasn’t there.
        case later
        case never
        /// It may have been sent, or not.
        case unknown
    }

    /// To one person within a day.
    package static let mostADay = 10
    static let mostAttempts = 6
    /// How long a mail may take before it counts as unknown.
    static let lease = Duration.seconds(300)
    /// Older answers are no news.
    static let newest = Duration.seconds(2 * 86_400)
    /// So many changes are looked at again after a start.
    static let lookingBack = 2000

    private let database: any Database
    private let key: AudienceKey

    package init(database: any Database, key: AudienceKey) {
        self.database = database
        self.key = key
    }

    /// Takes note of the answers that became readable after a change.
    ///
    /// - Parameter change: What the last call returned; `nil` for the first.
    /// - Returns: The last change that was looked at.
    package func collect(after change: Int?, at now: Timestamp) async throws -> Int {
        let last = try await database.read { try ChangeNumber.last(in: $0) }
        let since = change ?? last - Self.lookingBack
        guard last > since else { return last }
        let found = try await database.read { connection in
            try connection.rows(
                """
                SELECT comment.id AS comment, handle.id AS handle FROM comment
                JOIN comment AS answered ON answered.id = comment.parent
                JOIN handle ON handle.id = answered.owner
                WHERE comment.change > \(since) AND comment.state = 'shown' AND handle.notifies = 1
                    AND comment.posted > \(now.advanced(by: .zero - Self.newest)) AND comment.posted >= handle.kept
                    AND (comment.owner IS NULL OR comment.owner <> handle.id)
                """)
        }
        guard !found.isEmpty else { return last }
        try await database.write { connection in
            for row in found {
                let (handle, comment): (Handle.ID, Comment.ID) = (try row.value("handle"), try row.value("comment"))
                // The answer, or whoever is to be told, may be gone by now.
                try connection.execute(
                    """
                    INSERT INTO reply_notice (id, handle, comment, made, state, due)
                    SELECT \(ReplyNotice.ID(at: now)), handle.id, comment.id, \(now), 'waiting', \(now)
                    FROM handle, comment WHERE handle.id = \(handle) AND comment.id = \(comment)
                    ON CONFLICT (handle, comment) DO NOTHING
                    """)
            }
        }
        return last
    }

    /// Takes one that is due, for whoever calls alone; `nil` when none is.
    package func claim(at now: Timestamp) async throws -> ReplyNotice? {
        try await database.write { connection in
            try connection.execute(
                """
                UPDATE reply_notice SET state = 'unknown', settled = \(now)
                WHERE state = 'sending' AND due <= \(now)
                """)
            while let id = try connection.value(
                ReplyNotice.ID.self,
                "SELECT id FROM reply_notice WHERE state = 'waiting' AND due <= \(now) ORDER BY due, id LIMIT 1")
            {
                if let notice = try notice(id, at: now, connection) {
                    try connection.execute(
                        """
                        UPDATE reply_notice SET state = 'sending', attempts = attempts + 1,
                            due = \(now.advanced(by: Self.lease))
                        WHERE id = \(id)
                        """)
                    return notice
                }
                try connection.execute(
                    "UPDATE reply_notice SET state = 'given-up', settled = \(now) WHERE id = \(id)")
            }
            return nil
        }
    }

    /// Says what became of one.
    package func settle(_ id: ReplyNotice.ID, _ outcome: Outcome, at now: Timestamp) async throws {
        try await database.write { connection in
            let attempts = try connection.value(
                Int.self, "SELECT attempts FROM reply_notice WHERE id = \(id) AND state = 'sending'")
            guard let attempts else { return }
            if outcome == .later, attempts < Self.mostAttempts {
                // 1, 4, 16, 64 and 256 minutes.
                let wait = Duration.seconds(60 << (2 * (attempts - 1)))
                try connection.execute(
                    "UPDATE reply_notice SET state = 'waiting', due = \(now.advanced(by: wait)) WHERE id = \(id)")
                return
            }
            let state =
                switch outcome {
                case .sent: "sent"
                case .later, .never: "given-up"
                case .unknown: "unknown"
                }
            try connection.execute(
                "UPDATE reply_notice SET state = \(state), settled = \(now) WHERE id = \(id)")
        }
    }

    /// How many there are in each state.
    package func counts() async throws -> [String: Int] {
        let rows = try await database.read { connection in
            try connection.rows("SELECT state, count(*) AS notices FROM reply_notice GROUP BY state")
        }
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.value("state"), try $0.value("notices")) })
    }

    /// What is to be sent; `nil` when nobody wants it any more, or has had enough for a day.
    private func notice(_ id: ReplyNotice.ID, at now: Timestamp, _ connection: any Connection) throws -> ReplyNotice? {
        let found = try connection.rows(
            """
            SELECT reply_notice.handle AS told, handle.sealed_address, comment.* FROM reply_notice
            JOIN handle ON handle.id = reply_notice.handle AND handle.notifies = 1
            JOIN comment ON comment.id = reply_notice.comment AND comment.state = 'shown'
            WHERE reply_notice.id = \(id)
            """
        ).first
        guard let found else { return nil }
        let handle: Handle.ID = try found.value("told")
        let sent = try connection.value(
            Int.self,
            """
            SELECT count(*) FROM reply_notice WHERE handle = \(handle) AND state IN ('sending', 'sent', 'unknown')
                AND made > \(now.advanced(by: .seconds(-86_400)))
            """)
        guard sent ?? 0 < Self.mostADay, let sealed = try found.value("sealed_address", as: [UInt8]?.self),
            let address = key.open(sealed)
        else { return nil }
        return ReplyNotice(id: id, handle: handle, address: address, comment: try Comment(row: found))
    }
}
