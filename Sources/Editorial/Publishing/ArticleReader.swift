import Database
import Kernel

/// Reads all that an article's page shows, in one transaction and a fixed number of queries.
struct ArticleReader {
    let connection: any Connection

    func record(_ slug: Slug) throws -> ArticleRecord? {
        let found = try connection.rows(
            """
            SELECT \(ArticleSummary.columns), article.revision, article.reviewed, revision.answer, revision.body,
                revision.about, revision.facts, revision.related
            FROM article JOIN section ON section.slug = article.section
                JOIN revision ON revision.article = article.id AND revision.number = article.revision
            WHERE article.slug = \(slug) AND article.withdrawn IS NULL
            """
        ).first
        guard let found else { return nil }
        let summary = try ArticleSummary(row: found)
        let topics = try topics(of: summary.id)
        let people = try people(of: summary.id)
        return try ArticleRecord(
            summary: summary, topics: topics, authors: people[.wrote] ?? [], reviewers: people[.reviewed] ?? [],
            reviewed: found.value("reviewed"), answer: found.value("answer"), body: found.value("body"),
            about: found.value("about"), listedFacts: found.slugs("facts"), facts: facts(of: summary.id),
            sources: sources(of: summary.id),
            images: ImageReader(connection: connection).images(of: summary.id),
            corrections: corrections(of: summary.id),
            related: RelatedArticles(connection: connection).articles(
                relatedTo: summary, topics: topics.map(\.slug), picks: found.slugs("related")),
            revision: found.value("revision"), evaluations: evaluations(of: summary.id),
            products: products(of: summary.id))
    }

    private func evaluations(of article: ArticleID) throws -> [EvaluationSheet] {
        let rows = try connection.rows("SELECT evaluation FROM evaluation_use WHERE article = \(article)")
        let slugs = Set(try rows.map { try $0.value("evaluation", as: Slug.self) })
        return slugs.isEmpty ? [] : try EvaluationRows(connection: connection).sheets(slugs)
    }

    private func products(of article: ArticleID) throws -> [Product] {
        try connection.all(
            Product.self,
            """
            SELECT \(Product.columns) FROM product_use JOIN product ON product.slug = product_use.product
            WHERE product_use.article = \(article)
            """)
    }

    private func topics(of article: ArticleID) throws -> [Topic] {
        try connection.all(
            Topic.self,
            """
            SELECT topic.slug, topic.name, topic.description
            FROM article_topic JOIN topic ON topic.slug = article_topic.topic
            WHERE article_topic.article = \(article) ORDER BY article_topic.position
            """)
    }

    private func people(of article: ArticleID) throws -> [BylineRole: [Person]] {
        let rows = try connection.rows(
            """
            SELECT person.slug, person.name, person.role, person.biography, byline.role AS part
            FROM byline JOIN person ON person.slug = byline.person
            WHERE byline.article = \(article) ORDER BY byline.position
            """)
        var people: [BylineRole: [Person]] = [:]
        for row in rows { people[try row.value("part"), default: []].append(try Person(row: row)) }
        return people
    }

    func facts(of article: ArticleID) throws -> [Fact] {
        try connection.all(
            Fact.self,
            """
            SELECT \(Fact.columns) FROM fact_use JOIN fact ON fact.slug = fact_use.fact
            WHERE fact_use.article = \(article)
            """)
    }

    func sources(of article: ArticleID) throws -> [Source] {
        try connection.all(
            Source.self,
            """
            SELECT * FROM source WHERE slug IN (
                SELECT source FROM source_use WHERE article = \(article)
                UNION SELECT fact.source FROM fact_use JOIN fact ON fact.slug = fact_use.fact
                    WHERE fact_use.article = \(article)
            )
            """)
    }

    private func corrections(of article: ArticleID) throws -> [Correction] {
        try connection.all(
            Correction.self,
            "SELECT date, text FROM correction WHERE article = \(article) ORDER BY date DESC, id DESC")
    }
}
