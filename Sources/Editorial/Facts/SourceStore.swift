package import Database
package import Kernel

/// Keeps what facts and articles cite.
package struct SourceStore: Sendable {
    private let database: any Database
    private let changes: ChangeFeed

    package init(database: any Database, changes: ChangeFeed) {
        self.database = database
        self.changes = changes
    }

    /// Adds a source, or corrects how it is described; the pages that cite it show the change.
    package func save(_ source: Source) async throws {
        try Self.validate(source)
        let citing = try await database.write { connection in
            try connection.execute(
                """
                INSERT INTO source (slug, title, author, publisher, published, address, accessed)
                VALUES (\(source.slug), \(source.title), \(source.author), \(source.publisher), \(source.published),
                    \(source.address), \(source.accessed))
                ON CONFLICT (slug) DO UPDATE SET title = excluded.title, author = excluded.author,
                    publisher = excluded.publisher, published = excluded.published, address = excluded.address,
                    accessed = excluded.accessed
                """)
            return try connection.rows(
                """
                SELECT article.slug FROM source_use JOIN article ON article.id = source_use.article
                WHERE source_use.source = \(source.slug)
                UNION SELECT article.slug
                FROM fact JOIN fact_use ON fact_use.fact = fact.slug JOIN article ON article.id = fact_use.article
                WHERE fact.source = \(source.slug)
                """
            ).map { try $0.value("slug", as: Slug.self) }
        }
        changes.announce(.articles(Set(citing)))
    }

    package func source(_ slug: Slug) async throws -> Source? {
        try await database.read { connection in
            try connection.first(Source.self, "SELECT * FROM source WHERE slug = \(slug)")
        }
    }

    /// Every source, by title.
    package func sources() async throws -> [Source] {
        try await database.read { connection in
            try connection.all(Source.self, "SELECT * FROM source ORDER BY title, slug")
        }
    }

    private static func validate(_ source: Source) throws(Problem) {
        var fields = FieldChecks()
        fields.require(source.title, as: "title", upTo: 300)
        if let author = source.author { fields.require(author, as: "author", upTo: 200) }
        fields.require(source.publisher, as: "publisher", upTo: 200)
        fields.require(source.address, as: "address", upTo: 2000)
        if WebAddress(source.address) == nil {
            fields.add("address", "This must be an address that starts with http:// or https://.")
        }
        try fields.finish(slug: "source-invalid", title: "The source can’t be saved")
    }
}

extension Source: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            slug: row.value("slug"), title: row.value("title"), author: row.value("author"),
            publisher: row.value("publisher"), published: row.value("published"), address: row.value("address"),
            accessed: row.value("accessed"))
    }
}
