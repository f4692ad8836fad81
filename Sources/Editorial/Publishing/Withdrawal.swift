package import Database
package import Kernel

/// What is told of an article that was taken back.
package struct Withdrawal: Sendable, Hashable {
    package let title: String
    package let at: Timestamp
    /// Why, in plain text.
    package let note: String
}

extension Withdrawal: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            title: row.value("title"), at: row.value("withdrawn"),
            note: row.value("withdrawal_note", as: String?.self) ?? "")
    }
}
