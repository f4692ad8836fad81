package import Database
import Kernel

extension Source: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            slug: row.value("slug"), title: row.value("title"), author: row.value("author"),
            publisher: row.value("publisher"), published: row.value("published"), address: row.value("address"),
            accessed: row.value("accessed"), doi: row.value("doi"))
    }
}
