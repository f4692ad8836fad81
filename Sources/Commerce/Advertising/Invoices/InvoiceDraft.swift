import Database
package import Kernel

/// What would be billed of a month now: what the ledger holds, less what stands on invoices already.
package struct InvoiceDraft: Sendable, Hashable {
    /// Where the ledger says something else than the invoices of a month.
    package struct Difference: Sendable, Hashable {
        package let flight: Flight.ID
        package let text: String
        package let unit: InvoiceLine.Unit
        package let inLedger: (quantity: Int, amount: Money)
        package let billed: (quantity: Int, amount: Money)

        package static func == (left: Self, right: Self) -> Bool {
            left.flight == right.flight && left.unit == right.unit && left.inLedger == right.inLedger
                && left.billed == right.billed
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(flight)
            hasher.combine(unit)
            hasher.combine(inLedger.amount)
            hasher.combine(billed.amount)
        }
    }

    package let subject: Invoice.Subject
    package let lines: [InvoiceLine]
    /// Of what was billed before; where more was billed than the ledger holds, a credit note is due.
    package let differences: [Difference]

    package var net: Money {
        Money(micros: lines.reduce(0) { $0 + $1.amount.micros }, subject.currency)
    }

    static func read(
        _ subject: Invoice.Subject, in zone: Zone, _ connection: any Connection
    ) throws -> InvoiceDraft {
        let bounds = try BilledMonth.bounds(of: subject.month, in: zone, connection)
        let ledger = try BillablePositions.ledger(of: subject, during: bounds, connection).sums
        let billed = try BillablePositions.billed(subject, connection).sums
        let names = try names(of: subject, connection)
        var lines: [InvoiceLine] = []
        var differences: [Difference] = []
        func money(_ micros: Int64) -> Money { Money(micros: micros, subject.currency) }
        for key in Set(ledger.keys).union(billed.keys).sorted() {
            let found = ledger[key] ?? .init()
            let before = billed[key] ?? .init()
            let rest = found - before
            let text = names[key.flight] ?? key.flight.description
            if rest.amount > 0 {
                lines.append(
                    InvoiceLine(
                        flight: key.flight, text: text, unit: key.unit, quantity: rest.quantity,
                        price: money(key.price), amount: money(rest.amount)))
            }
            if billed[key] != nil, rest != .init() {
                differences.append(
                    Difference(
                        flight: key.flight, text: text, unit: key.unit,
                        inLedger: (found.quantity, money(found.amount)),
                        billed: (before.quantity, money(before.amount))))
            }
        }
        return InvoiceDraft(subject: subject, lines: lines, differences: differences)
    }

    /// Of the campaign and the flight, as they are now.
    private static func names(
        of subject: Invoice.Subject, _ connection: any Connection
    ) throws -> [Flight.ID: String] {
        let rows = try connection.rows(
            """
            SELECT flight.id AS id, flight.name AS flight, campaign.name AS campaign
            FROM flight JOIN campaign ON campaign.id = flight.campaign WHERE campaign.advertiser = \(subject.advertiser)
            """)
        return try Dictionary(
            rows.map { row in
                let (campaign, flight) = try (
                    row.value("campaign", as: String.self), row.value("flight", as: String.self)
                )
                return (try row.value("id", as: Flight.ID.self), "\(campaign): \(flight)")
            }
        ) { first, _ in first }
    }
}
