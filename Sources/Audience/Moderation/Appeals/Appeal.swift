package import Database
package import Kernel

/// What an author says against the removal of their comment.
package struct Appeal: Sendable, Hashable {
    package static let longest = 1000

    package let text: String
    package let made: Timestamp
    /// The number of the action by which it was decided.
    package let decision: Int?
}

extension Appeal: RowDecodable {
    package init(row: Row) throws {
        try self.init(text: row.value("text"), made: row.value("made"), decision: row.value("decision"))
    }
}
