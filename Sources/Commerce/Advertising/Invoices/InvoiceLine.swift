import Database
package import Kernel

/// What one flight comes to in a month, at one price.
package struct InvoiceLine: Sendable, Hashable {
    package enum Unit: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case views, clicks
        /// A part of a flat price, for views.
        case share
        /// Nothing that was delivered: an amount that is given back, or was before.
        case credit
    }

    /// `nil` for what belongs to no flight.
    package let flight: Flight.ID?
    /// What is billed, by the names of then.
    package let text: String
    package let unit: Unit
    package let quantity: Int
    /// For one of them; nothing for a part of a flat price and for what is given back.
    package let price: Money
    package let amount: Money

    package init(flight: Flight.ID?, text: String, unit: Unit, quantity: Int, price: Money, amount: Money) {
        self.flight = flight
        self.text = text
        self.unit = unit
        self.quantity = quantity
        self.price = price
        self.amount = amount
    }

    package static prefix func - (line: Self) -> Self {
        InvoiceLine(
            flight: line.flight, text: line.text, unit: line.unit, quantity: -line.quantity, price: line.price,
            amount: -line.amount)
    }

    init(row: Row, _ currency: Currency) throws {
        try self.init(
            flight: row.value("flight"), text: row.value("text"), unit: row.value("unit"),
            quantity: row.value("quantity"), price: Money(micros: row.value("price"), currency),
            amount: Money(micros: row.value("amount"), currency))
    }
}
