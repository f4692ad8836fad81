import Database
import Kernel

/// Reads and writes products within one transaction.
struct ProductRows {
    let connection: any Connection

    func product(_ slug: Slug, forUpdate: Bool = false) throws -> Product? {
        let lock: SQL = forUpdate && connection.dialect == .postgres ? " FOR UPDATE" : ""
        return try connection.first(
            Product.self, "SELECT \(Product.columns) FROM product WHERE slug = \(slug)\(lock)")
    }

    /// Those of these products that there are, in no order.
    func products(_ slugs: Set<Slug>, locking: SQL = "") throws -> [Product] {
        try slugs.sorted().chunks(of: 50).flatMap { slugs in
            try connection.all(
                Product.self,
                "SELECT \(Product.columns) FROM product WHERE slug IN \(list: slugs) ORDER BY slug\(locking)")
        }
    }

    /// - Returns: Whether it was added; not so when there is a product of this slug.
    func add(_ product: Product) throws -> Bool {
        try connection.execute(
            """
            INSERT INTO product (slug, revision, name, maker, address, note, name_order, search_text)
            VALUES (\(product.slug), \(1), \(product.name), \(product.maker), \(product.address), \(product.note),
                \(LibrarySearch.order(product.name)), \(product.searchText))
            ON CONFLICT (slug) DO NOTHING
            """) == 1
    }

    /// - Returns: The number of the change.
    func update(_ product: Product) throws -> Int {
        try connection.execute(
            """
            UPDATE product SET revision = revision + 1, name = \(product.name), maker = \(product.maker),
                address = \(product.address), note = \(product.note),
                name_order = \(LibrarySearch.order(product.name)), search_text = \(product.searchText)
            WHERE slug = \(product.slug)
            """)
        return try connection.value(Int.self, "SELECT revision FROM product WHERE slug = \(product.slug)") ?? 1
    }

    /// Selects the articles that show a product, by themselves or in an evaluation.
    static func uses(of slug: Slug) -> SQL {
        """
        SELECT article FROM product_use WHERE product = \(slug)
        UNION SELECT evaluation_use.article FROM evaluation_use JOIN evaluation_product
            ON evaluation_product.evaluation = evaluation_use.evaluation
        WHERE evaluation_product.product = \(slug)
        """
    }
}

extension Product {
    /// What is different in `next`.
    func lines(to next: Product) -> [ChangeLine] {
        [
            ("Name", Optional(name), Optional(next.name)), ("Maker", maker, next.maker),
            ("Address", address, next.address), ("Note", note, next.note),
        ].filter { $0.1 != $0.2 }.map { ChangeLine(what: $0.0, before: $0.1, after: $0.2) }
    }
}
