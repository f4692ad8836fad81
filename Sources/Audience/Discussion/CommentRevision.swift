package import Database
package import Kernel

/// Changes of a comment by whoever wrote it.
package struct CommentRevision: Sendable {
    /// How long a text can be changed.
    package static let window = Duration.seconds(600)

    private let database: any Database
    private let clock: any WallClock

    package init(database: any Database, clock: any WallClock) {
        self.database = database
        self.clock = clock
    }

    /// A comment that somebody has written, and how many shown comments answer it; `nil` when it isn’t theirs.
    package func comment(_ id: Comment.ID, of owner: Handle.ID) async throws -> (comment: Comment, answers: Int)? {
        try await database.read { try Self.comment(id, of: owner, in: $0) }
    }

    /// Whether its text can still be changed.
    ///
    /// - Throws: ``Problem`` of kind `forbidden` that says why not.
    package func checkEditing(_ comment: Comment, answers: Int) throws(Problem) {
        guard comment.state == .shown || comment.state == .held else { throw Self.gone }
        guard comment.posted.advanced(by: Self.window) > clock.now() else {
            throw Problem(
                .forbidden, slug: "edit-late", title: "It is too late to change this comment",
                detail: "A comment can be changed within 10 minutes. You can still delete it, or answer it yourself.")
        }
        guard answers == 0 else {
            throw Problem(
                .forbidden, slug: "edit-answered", title: "Somebody has answered this comment",
                detail: "It can’t be changed any more, so that the answer keeps its sense. You can still delete it.")
        }
    }

    /// Changes a text.
    ///
    /// - Parameters:
    ///   - state: What the screen says of the new text; what is held already stays held.
    /// - Throws: ``Problem`` as from ``checkEditing(_:answers:)``, and of kind `notFound` when the comment isn’t theirs.
    package func edit(
        _ id: Comment.ID, of owner: Handle.ID, text: String, state: Comment.State, findings: [Finding]
    ) async throws {
        let now = clock.now()
        try await database.write { connection in
            guard let (comment, answers) = try Self.comment(id, of: owner, in: connection) else { throw Self.gone }
            try checkEditing(comment, answers: answers)
            // Those would be words that nobody says any more.
            try EditionQuotations(of: comment, connection).takeOut(isErased: true)
            let change = try ChangeNumber.next(in: connection)
            let next = comment.state == .held ? Comment.State.held : state
            try connection.execute(
                """
                UPDATE comment SET text = \(text), state = \(next.rawValue), edited = \(now), change = \(change)
                WHERE id = \(id)
                """)
            let last =
                try connection.value(
                    Int.self, "SELECT coalesce(max(place), -1) FROM comment_finding WHERE comment = \(id)") ?? -1
            for (place, finding) in findings.enumerated() {
                try connection.execute(
                    """
                    INSERT INTO comment_finding (comment, place, rule, detail, risk)
                    VALUES (\(id), \(last + 1 + place), \(finding.rule.rawValue), \(finding.detail), \(finding.risk))
                    """)
            }
        }
    }

    /// Deletes a comment: nothing of what was written, and nobody’s name, is left of it.
    ///
    /// What readers saw leaves a gap that says so; what they never saw leaves nothing.
    ///
    /// - Throws: ``Problem`` of kind `notFound` when the comment isn’t theirs.
    package func delete(_ id: Comment.ID, of owner: Handle.ID) async throws {
        try await database.write { connection in
            guard let (comment, _) = try Self.comment(id, of: owner, in: connection), comment.state != .deleted else {
                throw Self.gone
            }
            try Self.erase(comment, in: connection)
        }
    }

    /// Takes everything of a comment out of the database but its place.
    static func erase(_ comment: Comment, in connection: any Connection) throws {
        try ScreenStore.unlearn(comment.id, in: connection)
        try EditionQuotations(of: comment, connection).takeOut(isErased: true)
        let change = try ChangeNumber.next(in: connection)
        let answers = try connection.value(Int.self, "SELECT count(*) FROM comment WHERE parent = \(comment.id)") ?? 0
        if comment.state == .held, answers == 0 {
            try connection.execute("DELETE FROM comment WHERE id = \(comment.id)")
            return
        }
        try connection.execute(
            """
            UPDATE comment SET state = 'deleted', text = \(Comment.erased), handle = \(Comment.erased), owner = NULL,
                byline = NULL, network = NULL, network_day = NULL, highlighted = NULL, votes = 0, change = \(change)
            WHERE id = \(comment.id)
            """)
        for statement: SQL in [
            "DELETE FROM comment_finding WHERE comment = \(comment.id)",
            "DELETE FROM comment_flag WHERE comment = \(comment.id)",
            "DELETE FROM comment_vote WHERE comment = \(comment.id)",
            "DELETE FROM comment_appeal WHERE comment = \(comment.id)",
            "DELETE FROM reply_notice WHERE comment = \(comment.id)",
        ] { try connection.execute(statement) }
    }

    private static func comment(
        _ id: Comment.ID, of owner: Handle.ID, in connection: any Connection
    ) throws -> (comment: Comment, answers: Int)? {
        guard
            let comment = try connection.first(
                Comment.self, "SELECT * FROM comment WHERE id = \(id) AND owner = \(owner)")
        else { return nil }
        let answers = try connection.value(
            Int.self, "SELECT count(*) FROM comment WHERE parent = \(id) AND state = 'shown'")
        return (comment, answers ?? 0)
    }

    private static let gone = Problem(
        .notFound, slug: "comment-gone", title: "This comment cannot be changed",
        detail: "It was deleted or removed, or it isn’t yours.")
}
