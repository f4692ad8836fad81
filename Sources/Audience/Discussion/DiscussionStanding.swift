package import Database
package import Kernel

/// What was decided by hand about a discussion.
package struct DiscussionStanding: Sendable, Hashable {
    package let article: ArticleID
    /// When it was closed.
    package let closed: Timestamp?
    /// When it was opened in spite of its age.
    package let opened: Timestamp?

    package init(article: ArticleID, closed: Timestamp? = nil, opened: Timestamp? = nil) {
        self.article = article
        self.closed = closed
        self.opened = opened
    }

    /// - Parameter isPastClosing: Whether the site closes discussions of this age.
    package func isClosed(isPastClosing: Bool) -> Bool { closed != nil || isPastClosing && opened == nil }

    /// Why nothing can be written; `nil` when it can.
    package func refusal(isPastClosing: Bool) -> Problem? {
        guard isClosed(isPastClosing: isPastClosing) else { return nil }
        return Problem(
            .forbidden, slug: "discussion-closed", title: "This discussion is closed",
            detail: "It can still be read, but nothing can be added or changed any more.")
    }
}

extension DiscussionStanding: RowDecodable {
    static func of(_ article: ArticleID, in connection: any Connection) throws -> DiscussionStanding {
        try connection.first(DiscussionStanding.self, "SELECT * FROM discussion WHERE article = \(article)")
            ?? DiscussionStanding(article: article)
    }

    package init(row: Row) throws {
        try self.init(article: row.value("article"), closed: row.value("closed"), opened: row.value("opened"))
    }
}
