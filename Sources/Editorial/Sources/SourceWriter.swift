import Database
import Kernel

/// Reads and writes sources within one transaction.
struct SourceWriter {
    let connection: any Connection

    func source(_ slug: Slug, forUpdate: Bool = false) throws -> Source? {
        let lock: SQL = forUpdate && connection.dialect == .postgres ? " FOR UPDATE" : ""
        return try connection.first(Source.self, "SELECT * FROM source WHERE slug = \(slug)\(lock)")
    }

    /// - Returns: Whether it was added; not so when there is a source of this slug.
    func add(_ source: Source) throws -> Bool {
        try connection.execute(
            """
            INSERT INTO source (slug, title, author, publisher, published, address, accessed, doi, title_order,
                search_text)
            VALUES (\(source.slug), \(source.title), \(source.author), \(source.publisher), \(source.published),
                \(source.address), \(source.accessed), \(source.doi), \(LibrarySearch.order(source.title)),
                \(source.searchText))
            ON CONFLICT (slug) DO NOTHING
            """) == 1
    }

    /// Describes a source anew; what was found at another address says nothing about the new one.
    ///
    /// - Returns: The slugs of the articles that show it, or `nil` when there is no such source.
    func update(_ source: Source) throws -> Set<Slug>? {
        guard let present = try self.source(source.slug, forUpdate: true) else { return nil }
        try connection.execute(
            """
            UPDATE source SET title = \(source.title), author = \(source.author), publisher = \(source.publisher),
                published = \(source.published), address = \(source.address), accessed = \(source.accessed),
                doi = \(source.doi), title_order = \(LibrarySearch.order(source.title)),
                search_text = \(source.searchText)
            WHERE slug = \(source.slug)
            """)
        if present.address != source.address {
            try connection.execute("DELETE FROM source_health WHERE source = \(source.slug)")
        }
        let rows = try connection.rows(
            """
            SELECT article.slug FROM article WHERE article.id IN (
                SELECT article FROM source_use WHERE source = \(source.slug)
                UNION SELECT article FROM (\(Self.indirectUses)) AS indirect WHERE indirect.source = \(source.slug)
            )
            """)
        return Set(try rows.map { try $0.value("slug", as: Slug.self) })
    }

    func delete(_ slug: Slug) throws {
        try connection.execute("DELETE FROM source_health WHERE source = \(slug)")
        try connection.execute("DELETE FROM source WHERE slug = \(slug)")
    }

    /// How often each of these sources is used.
    func useCounts(of slugs: [Slug]) throws -> [Slug: SourceUseCount] {
        var counts: [Slug: SourceUseCount] = [:]
        func count(_ field: WritableKeyPath<SourceUseCount, Int>, _ query: SQL) throws {
            for row in try connection.rows(query) {
                try counts[row.value("source"), default: SourceUseCount()][keyPath: field] += row.value("uses")
            }
        }
        for slugs in slugs.chunks(of: 50) {
            try count(
                \.articles,
                """
                SELECT source, count(*) AS uses FROM (
                    SELECT source, article FROM source_use WHERE source IN \(list: slugs)
                    UNION SELECT source, article FROM (\(Self.indirectUses)) AS indirect WHERE source IN \(list: slugs)
                ) AS used GROUP BY source
                """)
            try count(
                \.facts, "SELECT source, count(*) AS uses FROM fact WHERE source IN \(list: slugs) GROUP BY source")
            try count(
                \.records,
                "SELECT source, count(*) AS uses FROM fact_revision WHERE source IN \(list: slugs) GROUP BY source")
        }
        return counts
    }

    func uses(of slug: Slug) throws -> SourceUses {
        func articles(_ condition: SQL) throws -> [ArticleSummary] {
            try connection.all(
                ArticleSummary.self,
                """
                SELECT \(ArticleSummary.columns) FROM article JOIN section ON section.slug = article.section
                WHERE article.id IN (\(condition)) ORDER BY article.published DESC, article.id DESC
                """)
        }
        return try SourceUses(
            citing: articles("SELECT article FROM source_use WHERE source = \(slug)"),
            showing: articles("SELECT article FROM (\(Self.indirectUses)) AS indirect WHERE source = \(slug)"),
            facts: connection.all(
                Fact.self, "SELECT \(Fact.columns) FROM fact WHERE source = \(slug) ORDER BY label, slug"),
            count: useCounts(of: [slug])[slug] ?? SourceUseCount())
    }

    /// What checks have shown of these sources.
    func health(of slugs: [Slug]) throws -> [Slug: AddressHealth] {
        var health: [Slug: AddressHealth] = [:]
        for slugs in slugs.chunks(of: 50) {
            for row in try connection.rows("SELECT * FROM source_health WHERE source IN \(list: slugs)") {
                health[try row.value("source")] = try AddressHealth(row: row)
            }
        }
        return health
    }

    /// What holds for the sources that a filter lets through.
    static func condition(_ filter: SourceFilter) -> SQL {
        switch filter {
        case .all: "1 = 1"
        case .dead: inState(.dead)
        case .unreachable: inState(.unreachable)
        case .unused:
            // Whatever a fact rests on, one of its states does too.
            """
            NOT EXISTS (SELECT 1 FROM source_use WHERE source_use.source = source.slug)
            AND NOT EXISTS (SELECT 1 FROM fact_revision WHERE fact_revision.source = source.slug)
            """
        }
    }

    private static func inState(_ state: AddressHealth.State) -> SQL {
        "source.slug IN (SELECT source_health.source FROM source_health WHERE source_health.state = \(state))"
    }

    /// Which article shows what rests on which source.
    private static let indirectUses: SQL =
        "SELECT fact.source, fact_use.article FROM fact JOIN fact_use ON fact_use.fact = fact.slug"

    /// Fills in what sources from before the library have no order and search text for.
    func completeSearch() throws {
        for source in try connection.all(Source.self, "SELECT * FROM source WHERE title_order IS NULL") {
            try connection.execute(
                """
                UPDATE source SET title_order = \(LibrarySearch.order(source.title)), search_text = \(source.searchText)
                WHERE slug = \(source.slug)
                """)
        }
    }
}
