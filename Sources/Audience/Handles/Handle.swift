package import Database
package import Kernel

/// A name under which somebody comments; it belongs to whoever used it first.
package struct Handle: Sendable, Hashable {
    package typealias ID = Identifier<Handle>

    package let id: ID
    package let name: String
    package let made: Timestamp
    /// When its owner confirmed an e-mail address for it; `nil` while there is none.
    package let kept: Timestamp?
    /// Whether its owner wants to be told of answers by mail.
    package let notifies: Bool
}

extension Handle: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), name: row.value("name"), made: row.value("made"), kept: row.value("kept"),
            notifies: row.value("notifies"))
    }
}
