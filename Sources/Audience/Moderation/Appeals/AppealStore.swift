package import Database
package import Kernel

/// Takes what authors say against the removal or the holding of a comment: once for each.
package struct AppealStore: Sendable {
    /// How it stands with somebody’s own comment.
    package struct Standing: Sendable, Hashable {
        package let comment: ModeratedComment
        package let appeal: Appeal?
        /// The decision that holds; `nil` while no moderator has decided.
        package let decision: ModerationAction?

        /// Whether its author can say something against it now.
        package var canAppeal: Bool { appeal == nil && (comment.state == .removed || comment.state == .held) }
    }

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// `nil` when it isn’t theirs, or nothing of it is left.
    package func standing(of comment: Comment.ID, owner: Handle.ID) async throws -> Standing? {
        try await database.read { try Self.standing(comment, owner, $0) }
    }

    /// - Throws: ``Problem``: `invalid` for a text that is empty or too long, `notFound` when the comment isn’t theirs,
    ///   `conflict` when there is nothing to say anything against, or they did already.
    package func appeal(
        against comment: Comment.ID, owner: Handle.ID, text: String, at moment: Timestamp
    ) async throws {
        guard (1...Appeal.longest).contains(text.unicodeScalars.count), text.contains(where: { !$0.isWhitespace })
        else {
            let detail = "Write why, in up to 1,000 characters."
            throw Problem(
                .invalid, slug: "appeal-invalid", title: "Your appeal was not sent", detail: detail,
                fieldErrors: [.init(field: "text", message: detail)])
        }
        try await database.write { connection in
            guard let standing = try Self.standing(comment, owner, connection) else {
                throw Problem(
                    .notFound, slug: "comment-gone", title: "There is nothing to appeal against",
                    detail: "The comment was deleted, or it isn’t yours.")
            }
            guard standing.canAppeal else {
                throw Problem(
                    .conflict, slug: "appeal-known", title: "Your appeal was not sent",
                    detail: standing.appeal == nil
                        ? "Readers see the comment." : "You have appealed already; each comment has one appeal.")
            }
            try connection.execute(
                "INSERT INTO comment_appeal (comment, text, made) VALUES (\(comment), \(text), \(moment))")
        }
    }

    private static func standing(
        _ comment: Comment.ID, _ owner: Handle.ID, _ connection: any Connection
    ) throws -> Standing? {
        guard
            let found = try connection.first(
                ModeratedComment.self,
                """
                SELECT \(ModeratedComment.columns) FROM comment
                WHERE id = \(comment) AND owner = \(owner) AND state <> 'deleted'
                """)
        else { return nil }
        return Standing(
            comment: found,
            appeal: try connection.first(Appeal.self, "SELECT * FROM comment_appeal WHERE comment = \(comment)"),
            decision: try connection.first(
                ModerationAction.self,
                """
                SELECT * FROM moderation_action AS standing
                WHERE comment = \(comment) AND aspect = 'state' AND what <> 'undo'
                    AND NOT EXISTS (SELECT 1 FROM moderation_action WHERE undoes = standing.number)
                ORDER BY number DESC LIMIT 1
                """))
    }
}
