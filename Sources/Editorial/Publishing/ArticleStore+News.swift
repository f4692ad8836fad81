import Database
package import Kernel

/// What happened to an article within a stretch of time.
package struct ArticleNews: Sendable, Hashable {
    package let summary: ArticleSummary
    /// In the order of the article.
    package let topics: [Slug]
    /// The names of those who wrote it, in their order.
    package let authors: [String]
    /// What was corrected within that time, the latest first.
    package let corrections: [Correction]

    /// Whether readers could read it for the first time.
    package let isNew: Bool
}

extension ArticleStore {
    /// The articles that were published, updated or corrected after a moment and up to another one, the latest first.
    package func news(after start: Timestamp, upTo end: Timestamp, _ limit: Int) async throws -> [ArticleNews] {
        try await database.read { connection in
            try connection.all(
                ArticleSummary.self,
                """
                SELECT \(ArticleSummary.columns) FROM article JOIN section ON section.slug = article.section
                WHERE article.withdrawn IS NULL AND article.updated > \(start) AND article.updated <= \(end)
                ORDER BY article.updated DESC, article.id DESC LIMIT \(limit)
                """
            ).map { try Self.news(of: $0, after: start, upTo: end, connection) }
        }
    }

    /// A published article, without what happened to it.
    package func news(of article: ArticleID) async throws -> ArticleNews? {
        try await database.read { connection in
            try connection.first(
                ArticleSummary.self,
                """
                SELECT \(ArticleSummary.columns) FROM article JOIN section ON section.slug = article.section
                WHERE article.id = \(article) AND article.withdrawn IS NULL
                """
            ).map { try Self.news(of: $0, after: $0.published, upTo: $0.published, connection) }
        }
    }

    /// An article from before a moment that nothing happened to since: another one for each number, until all have had their turn.
    ///
    /// - Parameter avoided: Those that were taken lately, the latest first; at most half of all there are keep theirs from being taken.
    /// - Returns: `nil` when there is none.
    package func archived(before moment: Timestamp, number: Int, avoiding avoided: [Slug] = []) async throws
        -> ArticleNews?
    {
        try await database.read { connection in
            let isOld: SQL = """
                article.withdrawn IS NULL AND article.published < \(moment) AND article.updated < \(moment)
                """
            let all = try connection.value(Int.self, "SELECT count(*) FROM article WHERE \(isOld)") ?? 0
            let avoided = Array(avoided.prefix(all / 2))
            let condition: SQL = avoided.isEmpty ? isOld : "\(isOld) AND article.slug NOT IN \(list: avoided)"
            let count = try connection.value(Int.self, "SELECT count(*) FROM article WHERE \(condition)") ?? 0
            guard count > 0 else { return ArticleNews?.none }
            // Steps that share no divisor with the count come to every article before they come to one again.
            let step = Self.step(through: count)
            let place = (number % count * step % count + count) % count
            return try connection.first(
                ArticleSummary.self,
                """
                SELECT \(ArticleSummary.columns) FROM article JOIN section ON section.slug = article.section
                WHERE \(condition) ORDER BY article.published, article.id LIMIT 1 OFFSET \(place)
                """
            ).map { try Self.news(of: $0, after: moment, upTo: moment, connection) }
        }
    }

    /// A number near 61.8 % of another one, which spreads neighbours far apart, without a divisor in common with it.
    static func step(through count: Int) -> Int {
        func divisor(_ one: Int, _ other: Int) -> Int { other == 0 ? one : divisor(other, one % other) }
        var step = max(1, count * 618 / 1000)
        while divisor(step, count) != 1 { step += 1 }
        return step
    }

    private static func news(
        of summary: ArticleSummary, after start: Timestamp, upTo end: Timestamp, _ connection: any Connection
    ) throws -> ArticleNews {
        // The identifiers of corrections are ordered by the moments at which they were made.
        let corrections = try connection.rows(
            "SELECT id, date, text FROM correction WHERE article = \(summary.id) ORDER BY id DESC"
        ).filter { row in
            let made = try row.value("id", as: Identifier<Correction>.self).made
            return made > start && made <= end
        }.map(Correction.init(row:))
        return try ArticleNews(
            summary: summary,
            topics: connection.rows(
                "SELECT topic FROM article_topic WHERE article = \(summary.id) ORDER BY position"
            ).map { try $0.value("topic") },
            authors: connection.rows(
                """
                SELECT person.name FROM byline JOIN person ON person.slug = byline.person
                WHERE byline.article = \(summary.id) AND byline.role = 'wrote' ORDER BY byline.position
                """
            ).map { try $0.value("name") },
            corrections: corrections, isNew: summary.published > start)
    }
}
