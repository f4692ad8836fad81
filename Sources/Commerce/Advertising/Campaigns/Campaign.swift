package import Database
package import Kernel

/// What an advertiser books at one time: flights that are billed together.
package struct Campaign: Sendable, Hashable {
    package typealias ID = Identifier<Campaign>

    package let id: ID
    /// The partner that the advertiser is.
    package let advertiser: Slug
    package let name: String
    /// In which all of its flights are billed.
    package let currency: Currency
    /// The last day on which anything of it may run, if it has one.
    package let ended: CalendarDay?

    package init(id: ID, advertiser: Slug, name: String, currency: Currency, ended: CalendarDay? = nil) {
        self.id = id
        self.advertiser = advertiser
        self.name = name
        self.currency = currency
        self.ended = ended
    }
}

extension Campaign: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), advertiser: row.value("advertiser"), name: row.value("name"),
            currency: Currency(column: row.value("currency")), ended: row.value("ended"))
    }
}

extension Campaign: Recorded {
    static let kind = CommerceEvent.Kind.campaign
    var subject: String { id.description }
    var title: String { name }
    var isEnded: Bool { ended != nil }
    var fields: [(name: String, value: String)] {
        [
            ("advertiser", advertiser.description), ("name", name), ("currency", currency.code),
            ("ended", ended?.description ?? ""),
        ]
    }
}

extension Currency {
    /// Reads a column.
    init(column code: String) throws(DatabaseError) {
        guard let currency = Currency(code) else { throw .decoding("“\(code)” is no currency.") }
        self = currency
    }
}
