package import Database
package import Kernel

/// A destination of links that earn, or once did, with what checks have shown.
package struct CheckedLink: Sendable, Hashable {
    package typealias ID = Identifier<CheckedLink>

    /// That somebody knows of the trouble and wants to hear no more of it for a while.
    package struct Leave: Sendable, Hashable {
        /// The last day.
        package let until: CalendarDay
        package let note: String
        package let name: String
        package let at: Timestamp
    }

    package let id: ID
    /// The merchant’s address, in one form for all ways of writing it.
    package let destination: String
    package let plain: LinkCheck
    package let earning: LinkCheck?
    package let leave: Leave?

    /// The graver of its two conditions.
    package var condition: LinkCondition {
        let order: [LinkCondition] = [.elsewhere, .dead, .parked, .outOfStock, .untold, .failing, .unchecked, .fine]
        let conditions = [plain.condition, earning?.condition].compactMap(\.self)
        return order.first(where: conditions.contains) ?? .fine
    }

    /// The checks by which it is in that condition.
    package var telling: [LinkCheck] { [plain, earning].compactMap(\.self).filter { $0.condition == condition } }

    package var troubledSince: Timestamp? { telling.compactMap(\.troubledSince).min() }

    package func isLeft(on day: CalendarDay) -> Bool { leave.map { day <= $0.until } ?? false }

    /// The form in which a destination is kept; an address that is none stays as it is.
    package static func destination(of address: String) -> String { (try? MerchantAddress(address))?.text ?? address }

    var served: ServedHealth.Entry? { ServedHealth.Entry(plain: plain, earning: earning) }
}

/// Something that happened to a link: what checks found, or what somebody did about it.
package struct LinkEvent: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case found, checked, left
        case takenUp = "taken-up"
    }

    package let at: Timestamp
    package let name: String
    package let destination: String
    package let kind: Kind
    package let detail: String
}

extension LinkEvent: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            at: row.value("at"), name: row.value("name"), destination: row.value("destination"),
            kind: row.value("kind"), detail: row.value("detail"))
    }
}
