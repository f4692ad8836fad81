package import Database
package import Kernel

/// Reads what moderators did.
package struct ModerationHistory: Sendable {
    /// An action, and whether it still stands.
    package struct Line: Sendable, Hashable {
        package let action: ModerationAction
        /// Who took it back.
        package let undoneBy: String?
        /// Its comment’s handle and the beginning of its text; `nil` when it is about a discussion.
        package let comment: ModeratedComment?
    }

    /// How much waits, and how quickly it is cleared.
    package struct Figures: Sendable, Hashable {
        package let waiting: Int
        package let oldest: Timestamp?
        /// Decisions on comments since the day began that stand.
        package let decidedToday: Int
        /// How long half of what was decided today had waited at most.
        package let medianWait: Duration?
    }

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// The last actions first.
    ///
    /// - Parameters:
    ///   - number: Only those before this action.
    ///   - comment: Only those on this comment.
    package func lines(before number: Int? = nil, on comment: Comment.ID? = nil, limit: Int) async throws -> [Line] {
        try await database.read { connection in
            var condition: SQL = "number < \(number ?? .max)"
            if let comment { condition = "\(condition) AND action.comment = \(comment)" }
            let rows = try connection.rows(
                """
                SELECT action.*, (SELECT name FROM moderation_action WHERE undoes = action.number) AS undone_by
                FROM moderation_action AS action WHERE \(condition) ORDER BY number DESC LIMIT \(limit)
                """)
            let identifiers = try rows.compactMap { try $0.value("comment", as: Comment.ID?.self) }
            let comments = try connection.all(
                ModeratedComment.self,
                "SELECT \(ModeratedComment.columns) FROM comment WHERE id IN \(list: Array(Set(identifiers)))")
            let known = Dictionary(comments.map { ($0.id, $0) }) { first, _ in first }
            return try rows.map { row in
                let action = try ModerationAction(row: row)
                return try Line(
                    action: action, undoneBy: row.value("undone_by"),
                    comment: action.comment.flatMap { known[$0] })
            }
        }
    }

    /// What somebody did last and did not take back, of what they did together; empty for nothing.
    ///
    /// - Parameter moment: What is older doesn’t count.
    package func lastDecision(of account: StaffID, since moment: Timestamp) async throws -> [ModerationAction] {
        try await database.read { connection in
            try connection.all(
                ModerationAction.self,
                """
                SELECT * FROM moderation_action WHERE batch = (
                    SELECT batch FROM moderation_action AS last
                    WHERE account = \(account) AND at >= \(moment) AND what <> 'undo'
                        AND NOT EXISTS (SELECT 1 FROM moderation_action WHERE undoes = last.number)
                    ORDER BY number DESC LIMIT 1)
                ORDER BY number
                """)
        }
    }

    /// - Parameter dayStart: When the day began where the site is.
    package func figures(dayStart: Timestamp) async throws -> Figures {
        try await database.read { connection in
            let waits = try connection.rows(
                """
                SELECT waited FROM moderation_action AS action
                WHERE at >= \(dayStart) AND aspect = 'state' AND what <> 'undo'
                    AND NOT EXISTS (SELECT 1 FROM moderation_action WHERE undoes = action.number)
                """)
            let known = try waits.compactMap { try $0.value(at: 0, as: Int64?.self) }.sorted()
            return try Figures(
                waiting: connection.value(Int.self, "SELECT count(*) FROM moderation_queue") ?? 0,
                oldest: connection.value(Timestamp?.self, "SELECT min(since) FROM moderation_queue") ?? nil,
                decidedToday: waits.count,
                medianWait: known.isEmpty ? nil : .milliseconds(known[(known.count - 1) / 2]))
        }
    }

    /// Whether a discussion was closed or kept open by hand; `nil` for one that goes by its age.
    package func isOpenByHand(_ article: ArticleID) async throws -> Bool? {
        try await database.read { connection in
            let standing = try ModerationStore.discussion(article, connection)
            return standing.closed != nil ? false : standing.opened != nil ? true : nil
        }
    }
}
