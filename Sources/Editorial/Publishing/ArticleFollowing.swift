import Database
import Kernel

/// Takes published articles along when something that they show changes, within its transaction.
struct ArticleFollowing {
    let connection: any Connection

    /// The published articles among those that a query names, newest first.
    ///
    /// - Parameter query: Selects identifiers of articles.
    func articles(in query: SQL) throws -> [ArticleSummary] {
        try connection.all(
            ArticleSummary.self,
            """
            SELECT \(ArticleSummary.columns) FROM article JOIN section ON section.slug = article.section
            WHERE article.id IN (\(query)) ORDER BY article.published DESC, article.id DESC
            """)
    }

    /// Gives each of these articles a revision, a new date, and a search document with what it shows now.
    ///
    /// - Returns: The articles' slugs, newest first.
    func revise(in query: SQL, note: String, at moment: Timestamp) throws -> [Slug] {
        if connection.dialect == .postgres {
            // All changes lock articles in one order, so that none waits for another in a circle.
            _ = try connection.rows("SELECT id FROM article WHERE id IN (\(query)) ORDER BY id FOR UPDATE")
        }
        let articles = try articles(in: query)
        let writer = ArticleWriter(connection)
        try writer.copyRevision(of: articles.map(\.id), at: moment, note: note)
        try connection.execute(
            "UPDATE article SET updated = \(moment) WHERE updated < \(moment) AND id IN (\(query))")
        var matter = KnownMatter()
        var search = SearchIndexer()
        for article in articles {
            let texts = try connection.rows(
                """
                SELECT revision.answer, revision.body FROM article JOIN revision
                    ON revision.article = article.id AND revision.number = article.revision
                WHERE article.id = \(article.id)
                """
            ).first
            guard let texts else { continue }
            let answer = MarkdownDocument(try texts.value("answer"))
            let body = MarkdownDocument(try texts.value("body"))
            try matter.load(shownIn: [answer, body], connection)
            let document = search.document(article.title, answer, body, matter.renderer)
            try search.update(article.id, document, connection)
        }
        try search.finish(connection)
        return articles.map(\.slug)
    }
}
