package import Database
package import Kernel

/// Keeps what readers wrote.
package struct CommentStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds a comment.
    ///
    /// - Throws: ``Problem`` of kind `invalid` when its handle or text is empty or too long, or when it answers a
    ///   comment that is not under the same article.
    package func add(_ comment: Comment) async throws {
        guard (1...64).contains(comment.handle.count), (1...20_000).contains(comment.text.count) else {
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
            try connection.execute(
                """
                INSERT INTO comment (id, article, parent, handle, posted, text)
                VALUES (\(comment.id), \(comment.article), \(comment.parent), \(comment.handle), \(comment.posted),
                    \(comment.text))
                """)
        }
    }

    /// The discussion under an article, oldest first on each level.
    package func discussion(of article: ArticleID) async throws -> Discussion {
        let comments = try await database.read { connection in
            try connection.all(
                Comment.self, "SELECT * FROM comment WHERE article = \(article) ORDER BY posted, id")
        }
        return Discussion(comments)
    }
}
