package import Database
package import Kernel

/// What a reader wrote under an article.
package struct Comment: Sendable, Hashable {
    package typealias ID = Identifier<Comment>

    package let id: ID
    package let article: ArticleID
    /// The comment that this one answers.
    package let parent: ID?
    /// The name under which it was written.
    package let handle: String
    package let posted: Timestamp
    /// Markdown, in the subset that comments may use.
    package let text: String

    package init(id: ID, article: ArticleID, parent: ID?, handle: String, posted: Timestamp, text: String) {
        self.id = id
        self.article = article
        self.parent = parent
        self.handle = handle
        self.posted = posted
        self.text = text
    }
}

extension Comment: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), article: row.value("article"), parent: row.value("parent"),
            handle: row.value("handle"), posted: row.value("posted"), text: row.value("text"))
    }
}
