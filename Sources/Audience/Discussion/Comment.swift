package import Database
package import Kernel

/// What a reader wrote under an article.
package struct Comment: Sendable, Hashable {
    package typealias ID = Identifier<Comment>

    /// Who sees it.
    package enum State: String, Sendable, Hashable, CaseIterable {
        case shown
        /// A moderator is to decide.
        case held
        /// By a moderator.
        case removed
        /// By whoever wrote it; nothing of it is left.
        case deleted
    }

    package let id: ID
    package let article: ArticleID
    /// The comment that this one answers.
    package let parent: ID?
    /// The name under which it was written.
    package let handle: String
    package let posted: Timestamp
    /// Markdown, in the subset that comments may use.
    package let text: String
    package let state: State
    /// The handle whose key may change it; `nil` when nobody may.
    package let owner: Handle.ID?
    package let edited: Timestamp?
    package let votes: Int
    /// When the editors chose to point at it.
    package let highlighted: Timestamp?
    /// Under which byline an editorial person wrote it as such.
    package let byline: String?

    package init(
        id: ID, article: ArticleID, parent: ID?, handle: String, posted: Timestamp, text: String,
        state: State = .shown, owner: Handle.ID? = nil, edited: Timestamp? = nil, votes: Int = 0,
        highlighted: Timestamp? = nil, byline: String? = nil
    ) {
        self.id = id
        self.article = article
        self.parent = parent
        self.handle = handle
        self.posted = posted
        self.text = text
        self.state = state
        self.owner = owner
        self.edited = edited
        self.votes = votes
        self.highlighted = highlighted
        self.byline = byline
    }

    /// What stands in the place of a text and a name that are no more.
    static let erased = "…"
}

extension Comment: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), article: row.value("article"), parent: row.value("parent"),
            handle: row.value("handle"), posted: row.value("posted"), text: row.value("text"),
            state: Comment.state(row.value("state")), owner: row.value("owner"), edited: row.value("edited"),
            votes: row.value("votes"), highlighted: row.value("highlighted"), byline: row.value("byline"))
    }

    static func state(_ name: String) throws -> State {
        guard let state = State(rawValue: name) else {
            throw DatabaseError.decoding("“\(name)” is no state of a comment.")
        }
        return state
    }
}
