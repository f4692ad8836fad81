package import Database
package import Kernel

/// One thing that a moderator did, as it is kept for good.
package struct ModerationAction: Sendable, Hashable {
    package enum What: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case approve, remove, restore
        /// An appeal was turned down.
        case uphold
        case highlight, unhighlight, byline, unbyline, close, reopen, undo
    }

    /// What of its subject an action sets; actions on different ones don’t touch each other.
    package enum Aspect: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case state, highlight, byline, discussion
    }

    /// Orders it among all changes of the store.
    package let number: Int
    /// The number of the first of those that were done together.
    package let batch: Int
    package let what: What
    package let aspect: Aspect
    /// `nil` when it is about the whole discussion.
    package let comment: Comment.ID?
    package let article: ArticleID
    package let was: String
    package let became: String
    package let reason: RemovalReason?
    package let note: String
    /// The action that this one takes back.
    package let undoes: Int?
    /// How long its comment had waited for a decision.
    package let waited: Duration?
    package let signature: ModeratorSignature
}

extension ModerationAction: RowDecodable {
    package init(row: Row) throws {
        let waited: Int64? = try row.value("waited")
        try self.init(
            number: row.value("number"), batch: row.value("batch"), what: row.value("what"),
            aspect: row.value("aspect"), comment: row.value("comment"), article: row.value("article"),
            was: row.value("was"), became: row.value("became"), reason: row.value("reason"), note: row.value("note"),
            undoes: row.value("undoes"), waited: waited.map { .milliseconds($0) },
            signature: ModeratorSignature(
                account: row.value("account"), name: row.value("name"), at: row.value("at")))
    }
}
