package import Database
package import Kernel

/// What a reader says is wrong in an article, passed on to the desk by a moderator.
package struct SuggestedCorrection: Sendable, Hashable {
    package typealias ID = Identifier<SuggestedCorrection>

    package enum State: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case open, done, declined
    }

    package let id: ID
    package let article: ArticleID
    package let articleTitle: String
    package let articleSlug: Slug
    /// Where readers find the comment.
    package let link: String
    package let text: String
    package let made: Timestamp
    package let passedOnBy: String
    package let state: State
    /// What the desk says to the moderators.
    package let answer: String
    package let settled: Timestamp?
    package let settledBy: String?
}

extension SuggestedCorrection: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), article: row.value("article"), articleTitle: row.value("title"),
            articleSlug: row.value("slug"), link: row.value("link"), text: row.value("text"), made: row.value("made"),
            passedOnBy: row.value("passed_on_by"), state: row.value("state"), answer: row.value("answer"),
            settled: row.value("settled"), settledBy: row.value("settled_by"))
    }
}
