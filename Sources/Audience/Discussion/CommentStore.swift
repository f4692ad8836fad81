package import Database
package import Kernel

/// Keeps what readers wrote.
package struct CommentStore: Sendable {
    let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds a comment as it is.
    ///
    /// - Throws: ``Problem`` of kind `invalid` when its handle or text is empty or too long, or when it answers a
    ///   comment that is not under the same article.
    package func add(_ comment: Comment) async throws {
        guard (1...64).contains(comment.handle.unicodeScalars.count),
            (1...CommentDraft.longestText).contains(comment.text.unicodeScalars.count)
        else {
            throw Problem(
                .invalid, slug: "comment-invalid", title: "The comment cannot be kept",
                detail: "A handle has 1 to 64 characters and a comment 1 to 20,000.")
        }
        try await database.write { connection in
            if let parent = comment.parent {
                let article = try connection.value(
                    ArticleID.self, "SELECT article FROM comment WHERE id = \(parent)")
                guard article == comment.article else {
                    throw Problem(
                        .invalid, slug: "comment-parent", title: "The comment cannot be kept",
                        detail: "It answers a comment that is not under this article.")
                }
            }
            let change = try ChangeNumber.next(in: connection)
            try connection.execute(
                """
                INSERT INTO comment
                    (id, article, parent, handle, posted, text, state, owner, edited, votes, highlighted, byline, change)
                VALUES (\(comment.id), \(comment.article), \(comment.parent), \(comment.handle), \(comment.posted),
                    \(comment.text), \(comment.state.rawValue), \(comment.owner), \(comment.edited), \(comment.votes),
                    \(comment.highlighted), \(comment.byline), \(change))
                """)
        }
    }

    /// A comment; `nil` when there is none.
    package func comment(_ id: Comment.ID) async throws -> Comment? {
        try await database.read { connection in
            try connection.first(Comment.self, "SELECT * FROM comment WHERE id = \(id)")
        }
    }

    /// Comments by their identifiers; those that aren’t there are left out.
    package func comments(_ ids: [Comment.ID]) async throws -> [Comment.ID: Comment] {
        guard !ids.isEmpty else { return [:] }
        let comments = try await database.read { connection in
            try connection.all(Comment.self, "SELECT * FROM comment WHERE id IN \(list: ids)")
        }
        return Dictionary(uniqueKeysWithValues: comments.map { ($0.id, $0) })
    }

    /// What was decided by hand about the discussion under an article.
    package func standing(of article: ArticleID) async throws -> DiscussionStanding {
        try await database.read { try DiscussionStanding.of(article, in: $0) }
    }

    /// What a handle has written, newest first.
    package func comments(of owner: Handle.ID, _ limit: Int = 200) async throws -> [Comment] {
        try await database.read { connection in
            try connection.all(
                Comment.self,
                "SELECT * FROM comment WHERE owner = \(owner) ORDER BY posted DESC, id DESC LIMIT \(limit)")
        }
    }

    /// The comments under an article that readers read, the latest first.
    package func latest(under article: ArticleID, _ limit: Int) async throws -> [Comment] {
        try await database.read { connection in
            try connection.all(
                Comment.self,
                """
                SELECT * FROM comment WHERE article = \(article) AND state = 'shown'
                ORDER BY posted DESC, id DESC LIMIT \(limit)
                """)
        }
    }
}
