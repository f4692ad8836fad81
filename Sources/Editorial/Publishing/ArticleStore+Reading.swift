import Database
package import Kernel

extension ArticleStore {
    /// The article that has this slug now, ready for its page.
    ///
    /// - Parameters:
    ///   - today: The day against which facts are stale or not.
    package func publishedArticle(_ slug: Slug, today: CalendarDay) async throws -> PublishedArticle? {
        let record = try await database.read { connection in
            try ArticleReader(connection: connection).record(slug)
        }
        return record?.set(today: today)
    }

    /// What lists say of an article that readers can read; `nil` when there is none.
    package func summary(_ slug: Slug) async throws -> ArticleSummary? { try await summary("article.slug = \(slug)") }

    /// What lists say of an article that readers can read; `nil` when there is none.
    package func summary(_ id: ArticleID) async throws -> ArticleSummary? { try await summary("article.id = \(id)") }

    private func summary(_ condition: SQL) async throws -> ArticleSummary? {
        try await database.read { connection in
            try connection.first(
                ArticleSummary.self,
                """
                SELECT \(ArticleSummary.columns) FROM article JOIN section ON section.slug = article.section
                WHERE article.withdrawn IS NULL AND \(condition)
                """)
        }
    }

    /// The article's slug of today when `slug` is one that it had before.
    package func redirect(from slug: Slug) async throws -> Slug? {
        try await database.read { connection in
            try connection.value(
                Slug.self,
                """
                SELECT article.slug FROM article_slug JOIN article ON article.id = article_slug.article
                WHERE article_slug.slug = \(slug) AND article.slug <> \(slug)
                """)
        }
    }

    /// What readers are told of an article that was withdrawn; `nil` for any other.
    package func withdrawal(_ slug: Slug) async throws -> Withdrawal? {
        try await database.read { connection in
            try connection.first(
                Withdrawal.self,
                """
                SELECT title, withdrawn, withdrawal_note FROM article WHERE slug = \(slug) AND withdrawn IS NOT NULL
                """)
        }
    }

    /// The articles with these identifiers, in no order; unknown ones are left out.
    package func summaries(of identifiers: [ArticleID]) async throws -> [ArticleSummary] {
        try await database.read { connection in
            try identifiers.chunks(of: 50).flatMap { identifiers in
                try connection.all(
                    ArticleSummary.self,
                    """
                    SELECT \(ArticleSummary.columns) FROM article JOIN section ON section.slug = article.section
                    WHERE article.id IN \(list: identifiers) AND article.withdrawn IS NULL
                    """)
            }
        }
    }

    /// Every revision, newest first.
    package func revisions(_ slug: Slug) async throws -> [Revision] {
        try await database.read { connection in
            try connection.all(
                Revision.self,
                """
                SELECT revision.* FROM revision JOIN article ON article.id = revision.article
                WHERE article.slug = \(slug) ORDER BY revision.number DESC
                """)
        }
    }
}
