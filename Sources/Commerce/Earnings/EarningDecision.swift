package import Database
package import Kernel

/// What was decided of transactions that could not be matched.
package struct EarningDecision: Sendable, Hashable {
    package let at: Timestamp
    /// The name that whoever decided had then.
    package let name: String
    package let source: UnmatchedEarnings.Source
    /// Whose they are; `nil` when they are not the site’s.
    package let programme: Programme.ID?
    package let page: String?
}

extension EarningDecision: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            at: row.value("at"), name: row.value("name"),
            source: .init(
                network: row.value("network"), merchant: row.value("merchant"), subID: row.value("sub_id")),
            programme: row.value("programme"), page: row.value("page"))
    }
}
