package import Database
package import Kernel

/// A thing that evaluations compare.
package struct Product: Sendable, Hashable {
    package let slug: Slug
    package let name: String
    package let maker: String
    /// The maker's own page, `https`, without anything that tells who sent a reader.
    package let address: String
    /// Plain text for the desk and for readers, such as which variant was tested.
    package let note: String?

    package init(slug: Slug, name: String, maker: String, address: String, note: String?) {
        self.slug = slug
        self.name = name
        self.maker = maker
        self.address = address
        self.note = note
    }

    /// What its list is searched in.
    var searchText: String { LibrarySearch.text([name, maker, note]) }
}

extension Product: RowDecodable {
    /// What a query selects from `product` to read products.
    static let columns: SQL = "product.slug, product.name, product.maker, product.address, product.note"

    package init(row: Row) throws {
        try self.init(
            slug: row.value("slug"), name: row.value("name"), maker: row.value("maker"),
            address: row.value("address"), note: row.value("note"))
    }
}
