package import Database
package import Kernel

/// A mail that came back and that no program understands: for a person to look at.
package struct UnreadMail: Sendable, Hashable {
    package typealias ID = Identifier<UnreadMail>

    /// Why nothing was done about it.
    package enum Reason: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        /// It says nothing that is understood.
        case words
        /// It is about a delivery that this site knows nothing of.
        case delivery
        /// It is about another address than the one that the delivery went to.
        case address
        /// Somebody answered an edition.
        case letter
    }

    /// In bytes; the rest of a longer one is cut off.
    package static let longest = 131_072

    package let id: ID
    package let at: Timestamp
    package let reason: Reason
    /// The address that it was sent to.
    package let recipient: String
    /// In bytes, as it came.
    package let size: Int
    /// At most ``longest`` bytes of it.
    package let content: [UInt8]
    /// The delivery that it came back of; `nil` where it names none.
    package let delivery: Delivery.ID?

    /// One that just came in.
    package init(
        _ content: [UInt8], to recipient: String, because reason: Reason, delivery: Delivery.ID?, at moment: Timestamp
    ) {
        id = ID(at: moment)
        at = moment
        self.reason = reason
        self.recipient = String(recipient.prefix(EmailAddress.longest))
        self.delivery = delivery
        size = content.count
        self.content = Array(content.prefix(Self.longest))
    }
}

extension UnreadMail: RowDecodable {
    package init(row: Row) throws {
        id = try row.value("id")
        at = try row.value("at")
        reason = try row.value("reason")
        recipient = try row.value("recipient")
        size = try row.value("size")
        // The beginning of nothing is nothing to SQLite.
        content = try row.value("content", as: [UInt8]?.self) ?? []
        delivery = Delivery.ID(try row.value("delivery", as: String.self))
    }
}
