import Database
import Kernel

/// Chooses what to read next: the editors' picks, then what shares topics, then what shares the section.
///
/// Of each topic only the newest articles are looked at, so that the time doesn't grow with the archive.
struct RelatedArticles {
    let connection: any Connection

    static let most = 4
    private static let newestOfTopic = 24

    func articles(relatedTo article: ArticleSummary, topics: [Slug], picks: [Slug]) throws -> [ArticleSummary] {
        var chosen = try picked(picks).filter { $0.id != article.id }
        if chosen.count < Self.most, !topics.isEmpty {
            let identifiers = try sharing(topics, without: chosen.map(\.id) + [article.id])
            chosen += try summaries(Array(identifiers.prefix(Self.most - chosen.count)))
        }
        if chosen.count < Self.most {
            let known = Set(chosen.map(\.id) + [article.id])
            chosen += try newest(ofSection: article.section.slug, Self.most + 1).filter { !known.contains($0.id) }
        }
        return Array(chosen.prefix(Self.most))
    }

    /// The picks that are published, under whatever slug they have now, in the editors' order.
    private func picked(_ slugs: [Slug]) throws -> [ArticleSummary] {
        guard !slugs.isEmpty else { return [] }
        let rows = try connection.rows(
            """
            SELECT \(ArticleSummary.columns), article_slug.slug AS pick
            FROM article_slug JOIN article ON article.id = article_slug.article
                JOIN section ON section.slug = article.section
            WHERE article_slug.slug IN \(list: slugs) AND article.withdrawn IS NULL
            """)
        var found: [Slug: ArticleSummary] = [:]
        for row in rows { found[try row.value("pick")] = try ArticleSummary(row: row) }
        var seen: Set<ArticleID> = []
        return slugs.compactMap { found[$0] }.filter { seen.insert($0.id).inserted }
    }

    /// The newest articles of these topics, those that share most of them first.
    private func sharing(_ topics: [Slug], without excluded: [ArticleID]) throws -> [ArticleID] {
        let newest = topics.map { topic -> SQL in
            """
            SELECT article, published FROM (
                SELECT article, published FROM article_topic WHERE topic = \(topic)
                ORDER BY published DESC, article DESC LIMIT \(Self.newestOfTopic)
            ) AS newest
            """
        }
        let candidates = newest.dropFirst().reduce(newest[0]) { "\($0) UNION \($1)" }
        return try connection.rows(
            """
            SELECT candidate.article, candidate.published, count(*) AS shared
            FROM (\(candidates)) AS candidate JOIN article_topic ON article_topic.article = candidate.article
            WHERE article_topic.topic IN \(list: topics) AND candidate.article NOT IN \(list: excluded)
            GROUP BY candidate.article, candidate.published
            ORDER BY shared DESC, candidate.published DESC, candidate.article DESC LIMIT \(Self.most)
            """
        ).map { try $0.value("article") }
    }

    /// The articles with these identifiers, in their order.
    private func summaries(_ identifiers: [ArticleID]) throws -> [ArticleSummary] {
        guard !identifiers.isEmpty else { return [] }
        let found = try connection.all(
            ArticleSummary.self,
            """
            SELECT \(ArticleSummary.columns) FROM article JOIN section ON section.slug = article.section
            WHERE article.id IN \(list: identifiers)
            """)
        return identifiers.compactMap { identifier in found.first { $0.id == identifier } }
    }

    private func newest(ofSection section: Slug, _ limit: Int) throws -> [ArticleSummary] {
        try connection.all(
            ArticleSummary.self,
            """
            SELECT \(ArticleSummary.columns) FROM article JOIN section ON section.slug = article.section
            WHERE article.section = \(section) AND article.withdrawn IS NULL ORDER BY article.published DESC, article.id DESC
            LIMIT \(limit + Self.most)
            """)
    }
}
