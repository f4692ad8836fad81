package import Database
package import Kernel

/// A report that was imported.
package struct EarningImport: Sendable, Hashable {
    package typealias ID = Identifier<EarningImport>

    package let id: ID
    package let at: Timestamp
    /// The name that whoever did it had then.
    package let name: String
    package let network: Network
    /// What the file was called.
    package let file: String
    package let rows: Int
    package let added: Int
    package let changed: Int
    package let amended: Int
    package let unchanged: Int
    package let unmatched: Int
}

extension EarningImport: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), at: row.value("at"), name: row.value("name"), network: row.value("network"),
            file: row.value("file"), rows: row.value("row_count"), added: row.value("added"),
            changed: row.value("changed"), amended: row.value("amended"), unchanged: row.value("unchanged"),
            unmatched: row.value("unmatched"))
    }
}
