package import Database
package import Kernel

/// A product as the desk lists it.
package struct ListedProduct: Sendable, Hashable {
    package let product: Product
    /// How many evaluations compare it.
    package let evaluations: Int
}

/// Where a product is shown.
package struct ProductUses: Sendable, Hashable {
    /// Published articles, newest first.
    package let articles: [ArticleSummary]
    /// Slug and title of the evaluations that compare it, by title.
    package let evaluations: [EvaluationName]
}

/// Keeps products with their history, and the articles in step with them.
package struct ProductStore: Sendable {
    private let database: any Database
    private let changes: ChangeFeed

    private static let longestPage = 100

    package init(database: any Database, changes: ChangeFeed) {
        self.database = database
        self.changes = changes
    }

    /// Adds a product.
    ///
    /// - Throws: ``Problem``: `invalid` with field errors, or `conflict` when there is a product of this slug.
    package func add(_ product: Product, by hand: Manuscript.Hand, at moment: Timestamp) async throws {
        try ProductRules.check(product)
        try await database.write { connection in
            guard try ProductRows(connection: connection).add(product) else { throw ProductRules.taken(product.slug) }
            let nothing = Product(slug: product.slug, name: "", maker: "", address: "", note: nil)
            let lines = nothing.lines(to: product).map { ChangeLine(what: $0.what, before: nil, after: $0.after) }
            try ChangeRows.products(connection).add(
                lines, to: product.slug, number: 1, by: hand, reason: "", at: moment)
        }
    }

    /// Changes what is said of a product, and with it every published article that shows it.
    ///
    /// - Returns: The slugs of the articles that changed.
    /// - Throws: ``Problem``: `invalid` with field errors, or `notFound`.
    @discardableResult
    package func change(
        to next: Product, reason: String, by hand: Manuscript.Hand, at moment: Timestamp
    ) async throws -> [Slug] {
        try ProductRules.check(next, reason: reason)
        let changed = try await database.write { connection in
            let rows = ProductRows(connection: connection)
            guard let product = try rows.product(next.slug, forUpdate: true) else {
                throw ProductRules.noProduct(next.slug)
            }
            let lines = product.lines(to: next)
            guard !lines.isEmpty else { throw ProductRules.unchanged(product) }
            let number = try rows.update(next)
            try ChangeRows.products(connection).add(
                lines, to: next.slug, number: number, by: hand, reason: reason, at: moment)
            return try ArticleFollowing(connection: connection).revise(
                in: ProductRows.uses(of: next.slug),
                note: lines.note(on: "Product “\(product.name)”", reason: reason), at: moment)
        }
        changes.announce(.articles(Set(changed)))
        return changed
    }

    package func product(_ slug: Slug) async throws -> Product? {
        try await database.read { connection in try ProductRows(connection: connection).product(slug) }
    }

    /// Every change of a product, newest first.
    package func history(_ slug: Slug) async throws -> [RecordedChange] {
        try await database.read { connection in try ChangeRows.products(connection).all(of: slug) }
    }

    /// Where a product is shown.
    package func uses(of slug: Slug) async throws -> ProductUses {
        try await database.read { connection in
            ProductUses(
                articles: try ArticleFollowing(connection: connection).articles(in: ProductRows.uses(of: slug)),
                evaluations: try connection.all(
                    EvaluationName.self,
                    """
                    SELECT evaluation.slug, evaluation.title FROM evaluation JOIN evaluation_product
                        ON evaluation_product.evaluation = evaluation.slug
                    WHERE evaluation_product.product = \(slug) ORDER BY evaluation.title_order, evaluation.slug
                    """))
        }
    }

    /// A page of the products that match a search, by name.
    ///
    /// - Parameters:
    ///   - search: Words that must all stand in the name, the maker or the note; may be empty.
    ///   - limit: From 1 to 100.
    package func page(
        search: String = "", after cursor: NameCursor? = nil, limit: Int = 50
    ) async throws -> NameListing<ListedProduct> {
        let limit = min(max(limit, 1), Self.longestPage)
        let matches = LibrarySearch.condition(search, in: "search_text")
        let after: SQL = cursor.map { "(name_order, slug) > (\($0.order), \($0.slug))" } ?? "1 = 1"
        return try await database.read { connection in
            let found = try connection.rows(
                """
                SELECT \(Product.columns), (
                    SELECT count(*) FROM evaluation_product WHERE evaluation_product.product = product.slug
                ) AS evaluations
                FROM product WHERE \(matches) AND \(after) ORDER BY name_order, slug LIMIT \(limit + 1)
                """
            ).map { ListedProduct(product: try Product(row: $0), evaluations: try $0.value("evaluations")) }
            let total = try connection.value(Int.self, "SELECT count(*) FROM product WHERE \(matches)") ?? 0
            return NameListing(found, limit: limit, total: total) {
                NameCursor(slug: $0.product.slug, name: $0.product.name)
            }
        }
    }
}
