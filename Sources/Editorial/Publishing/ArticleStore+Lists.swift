import Database
package import Kernel

extension ArticleStore {
    /// The most items that one page of a list has.
    private static let longestPage = 200

    /// All articles, newest first.
    package func latest(_ limit: Int, before cursor: Cursor? = nil) async throws -> Listing<ArticleSummary> {
        let after = Self.after(cursor, "article.published", "article.id")
        return try await page(limit) { limit in
            """
            SELECT \(ArticleSummary.columns) FROM article JOIN section ON section.slug = article.section
            WHERE article.withdrawn IS NULL AND \(after) ORDER BY article.published DESC, article.id DESC LIMIT \(limit)
            """
        }
    }

    /// A section's articles, newest first.
    package func articles(
        inSection section: Slug, _ limit: Int, before cursor: Cursor? = nil
    ) async throws -> Listing<ArticleSummary> {
        let after = Self.after(cursor, "article.published", "article.id")
        return try await page(limit) { limit in
            """
            SELECT \(ArticleSummary.columns) FROM article JOIN section ON section.slug = article.section
            WHERE article.section = \(section) AND article.withdrawn IS NULL AND \(after)
            ORDER BY article.published DESC, article.id DESC LIMIT \(limit)
            """
        }
    }

    /// A topic's articles, newest first.
    package func articles(
        onTopic topic: Slug, _ limit: Int, before cursor: Cursor? = nil
    ) async throws -> Listing<ArticleSummary> {
        let after = Self.after(cursor, "listed.published", "listed.article")
        return try await page(limit) { limit in
            """
            SELECT \(ArticleSummary.columns)
            FROM article_topic AS listed
                JOIN article ON article.id = listed.article JOIN section ON section.slug = article.section
            WHERE listed.topic = \(topic) AND \(after)
            ORDER BY listed.published DESC, listed.article DESC LIMIT \(limit)
            """
        }
    }

    /// The articles in which a person had a part, newest first.
    ///
    /// - Parameters:
    ///   - role: Which part, or `nil` for any.
    package func articles(
        byPerson person: Slug, as role: BylineRole? = nil, _ limit: Int, before cursor: Cursor? = nil
    ) async throws -> Listing<ArticleSummary> {
        let after = Self.after(cursor, "published", "article")
        let inRole: SQL = role.map { "role = \($0)" } ?? "1 = 1"
        return try await page(limit) { limit in
            """
            SELECT \(ArticleSummary.columns)
            FROM (
                SELECT published, article FROM byline WHERE person = \(person) AND \(inRole) AND \(after)
                GROUP BY published, article ORDER BY published DESC, article DESC LIMIT \(limit)
            ) AS listed
                JOIN article ON article.id = listed.article JOIN section ON section.slug = article.section
            ORDER BY listed.published DESC, listed.article DESC
            """
        }
    }

    /// All corrections, newest first.
    package func corrections(_ limit: Int, before cursor: Cursor? = nil) async throws -> Listing<ListedCorrection> {
        let limit = Self.checked(limit)
        let day = cursor.map { CalendarDay(daysSince1970: Int(clamping: $0.position)) }
        let after: SQL =
            if let cursor, let day {
                "(correction.date, correction.id) < (\(day), \(cursor.identifier))"
            } else {
                "1 = 1"
            }
        let found = try await database.read { connection in
            try connection.rows(
                """
                SELECT correction.id, correction.date, correction.text, article.slug, article.title
                FROM correction JOIN article ON article.id = correction.article
                WHERE \(after) ORDER BY correction.date DESC, correction.id DESC LIMIT \(limit + 1)
                """
            ).map { row in
                let correction = try Correction(row: row)
                let cursor = Cursor(
                    position: Int64(correction.date.daysSince1970), identifier: try row.value("id"))
                return try (
                    ListedCorrection(
                        correction: correction, articleSlug: row.value("slug"), articleTitle: row.value("title")),
                    cursor
                )
            }
        }
        let next = found.count > limit ? found[limit - 1].1 : nil
        return Listing(items: found.prefix(limit).map(\.0), next: next)
    }

    /// How many articles the sitemap holds, and when the newest change was.
    package func sitemapExtent() async throws -> SitemapExtent {
        try await database.read { connection in
            let row = try connection.rows(
                """
                SELECT CAST(coalesce(sum(articles), 0) AS bigint) AS articles,
                    (SELECT max(updated) FROM article) AS updated
                FROM section
                """
            ).first
            return SitemapExtent(articles: try row?.value("articles") ?? 0, updated: try row?.value("updated") ?? nil)
        }
    }

    /// One part of the sitemap, in the order in which articles were published.
    ///
    /// - Parameters:
    ///   - chunk: Counts from 0.
    ///   - size: How many articles a part holds, at most 50,000.
    package func sitemap(chunk: Int, size: Int = 50_000) async throws -> [SitemapEntry] {
        guard chunk >= 0, (1...50_000).contains(size), chunk < Int.max / size else { return [] }
        return try await database.read { connection in
            try connection.rows(
                "SELECT slug, updated FROM article WHERE withdrawn IS NULL ORDER BY published, id LIMIT \(size) OFFSET \(chunk * size)"
            ).map { try SitemapEntry(slug: $0.value(at: 0), updated: $0.value(at: 1)) }
        }
    }

    private func page(_ limit: Int, _ query: (Int) -> SQL) async throws -> Listing<ArticleSummary> {
        let limit = Self.checked(limit)
        let statement = query(limit + 1)
        let found = try await database.read { connection in try connection.all(ArticleSummary.self, statement) }
        return Listing(found, limit: limit) { Cursor(after: $0) }
    }

    private static func checked(_ limit: Int) -> Int { min(max(limit, 1), longestPage) }

    private static func after(_ cursor: Cursor?, _ position: SQL, _ identifier: SQL) -> SQL {
        guard let cursor else { return "1 = 1" }
        return "(\(position), \(identifier)) < (\(cursor.position), \(cursor.identifier))"
    }
}
