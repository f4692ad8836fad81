package import Database
package import Kernel

/// What happened to a manuscript as a whole: who did it, and when.
package struct ManuscriptStep: Sendable, Hashable {
    package let at: Timestamp
    package let by: Manuscript.Hand
    /// In the past tense, such as “handed it in”.
    package let action: String
    package let note: String
    /// The save that it was done to.
    package let save: Int
}

extension ManuscriptStep: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            at: row.value("at"), by: .init(account: row.value("account"), name: row.value("name")),
            action: row.value("action"), note: row.value("note"), save: row.value("save"))
    }
}

/// One saved text of a manuscript, without the text itself.
package struct ManuscriptSave: Sendable, Hashable {
    package let number: Int
    package let saved: Timestamp
    package let by: Manuscript.Hand
}

extension ManuscriptSave: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            number: row.value("number"), saved: row.value("saved"),
            by: .init(account: row.value("account"), name: row.value("name")))
    }
}
