package import Database
import Kernel

extension Fact: RowDecodable {
    /// What a query selects from `fact` to read facts.
    static let columns: SQL = """
        fact.slug, fact.label, fact.value, fact.unit, fact.qualifier, fact.as_of, fact.source, fact.review_interval,
        fact.reviewed, fact.note
        """

    package init(row: Row) throws {
        try self.init(
            slug: row.value("slug"), label: row.value("label"), value: row.value("value"), unit: row.value("unit"),
            qualifier: row.value("qualifier"), asOf: row.value("as_of"), source: row.value("source"),
            reviewInterval: row.value("review_interval"), reviewed: row.value("reviewed"), note: row.value("note"))
    }
}

extension FactRevision: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            number: row.value("number"), written: row.value("written"), reason: row.value("reason"),
            value: row.value("value"), unit: row.value("unit"), qualifier: row.value("qualifier"),
            asOf: row.value("as_of"), source: row.value("source"), label: row.value("label"),
            reviewInterval: row.value("review_interval"), note: row.value("note"))
    }
}
