package import Database
package import Kernel

/// A comment as moderators see it.
package struct ModeratedComment: Sendable, Hashable {
    package let id: Comment.ID
    package let article: ArticleID
    package let parent: Comment.ID?
    package let handle: String
    package let posted: Timestamp
    package let edited: Timestamp?
    /// Markdown, in the subset that comments may use.
    package let text: String
    package let state: ModeratedState
    package let highlighted: Timestamp?
    package let byline: String?
    /// Whether the network that it came from can be told apart from others still.
    package let hasNetwork: Bool
}

extension ModeratedComment: RowDecodable {
    static let columns: SQL = """
        comment.id, comment.article, comment.parent, comment.handle, comment.posted, comment.edited, comment.text,
        comment.state, comment.highlighted, comment.byline,
        CASE WHEN comment.network IS NULL OR comment.network_day IS NULL THEN 0 ELSE 1 END AS has_network
        """

    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), article: row.value("article"), parent: row.value("parent"),
            handle: row.value("handle"), posted: row.value("posted"), edited: row.value("edited"),
            text: row.value("text"), state: row.value("state"), highlighted: row.value("highlighted"),
            byline: row.value("byline"), hasNetwork: row.value("has_network"))
    }
}

/// What a reader said against a comment.
package struct ReaderFlag: Sendable, Hashable {
    package let reason: String
    package let note: String
    package let made: Timestamp
    package let isOpen: Bool
}

extension ReaderFlag: RowDecodable {
    package init(row: Row) throws {
        let settled: Timestamp? = try row.value("settled")
        try self.init(
            reason: row.value("reason"), note: row.value("note"), made: row.value("made"), isOpen: settled == nil)
    }
}

/// What became of a handle’s comments.
package struct HandleRecord: Sendable, Hashable {
    package let handle: String
    package let counts: [ModeratedState: Int]
    /// The newest first.
    package let latest: [ModeratedComment]

    package func count(_ state: ModeratedState) -> Int { counts[state] ?? 0 }
}

/// A comment with all that somebody needs to decide on it.
package struct QueuedComment: Sendable, Hashable {
    package let comment: ModeratedComment
    package let version: CommentVersion
    /// From 0 to 200; see how the queue is ordered.
    package let risk: Int
    /// From when it waits; `nil` for one that doesn’t.
    package let since: Timestamp?
    package let findings: [Finding]
    package let flags: [ReaderFlag]
    package let appeal: Appeal?
    /// The last decision on whether readers see it that stands.
    package let decision: ModerationAction?
    package let answered: ModeratedComment?
    /// The shown comment before it in its discussion, and the one after it.
    package let before: ModeratedComment?
    package let after: ModeratedComment?
    package let author: HandleRecord
}
