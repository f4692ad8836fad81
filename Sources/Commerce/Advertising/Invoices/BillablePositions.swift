import Database
import Kernel

/// What there is to be billed of a month, or was billed: quantities and amounts by flight, unit and price.
struct BillablePositions: Sendable, Hashable {
    struct Key: Sendable, Hashable, Comparable {
        let flight: Flight.ID
        let unit: InvoiceLine.Unit
        /// For one, in micros; 0 for a part of a flat price.
        let price: Int64

        static func < (left: Self, right: Self) -> Bool {
            (left.flight, left.unit.rawValue, left.price) < (right.flight, right.unit.rawValue, right.price)
        }
    }

    struct Sum: Sendable, Hashable {
        var quantity = 0
        /// In micros.
        var amount: Int64 = 0

        static func - (left: Self, right: Self) -> Self {
            Sum(quantity: left.quantity - right.quantity, amount: left.amount - right.amount)
        }
    }

    var sums: [Key: Sum] = [:]

    /// Whose flights: all of an advertiser in a currency, or those of one campaign.
    private static func condition(_ subject: Invoice.Subject) -> SQL {
        let campaign: SQL = subject.campaign.map { " AND campaign.id = \($0)" } ?? ""
        return "campaign.advertiser = \(subject.advertiser) AND campaign.currency = \(subject.currency.code)\(campaign)"
    }

    /// Chooses these flights by the column `flight`.
    private static func flights(of subject: Invoice.Subject, _ further: SQL = "") -> SQL {
        """
        flight IN (SELECT flight.id FROM flight JOIN campaign ON campaign.id = flight.campaign
            WHERE \(condition(subject))\(further))
        """
    }

    /// What the ledger holds of the time for which a month is billed.
    static func ledger(
        of subject: Invoice.Subject, during time: Range<Timestamp>, _ connection: any Connection
    ) throws -> BillablePositions {
        var positions = BillablePositions()
        let part = LedgerSums.Part.flights(flights(of: subject))
        for row in try connection.rows(
            """
            SELECT flight, event, amount, CAST(sum(number) AS BIGINT) AS number,
                CAST(sum(number * amount) AS BIGINT) AS sum
            FROM \(try LedgerSums.source(part, during: time, connection))
            WHERE outcome = 'counted' AND amount > 0 GROUP BY flight, event, amount
            """)
        {
            let event = try row.value("event", as: OfferEvent.self)
            let key = try Key(
                flight: row.value("flight"), unit: event == .view ? .views : .clicks, price: row.value("amount"))
            positions.sums[key] = try Sum(quantity: row.value("number"), amount: row.value("sum"))
        }
        for (flight, sum) in try shares(of: subject, during: time, connection) {
            positions.sums[Key(flight: flight, unit: .share, price: 0)] = sum
        }
        return positions
    }

    /// Of flat prices what was earned in a time: what was earned by its end less what was earned before, so that the
    /// parts come to the price and nothing is lost by rounding.
    private static func shares(
        of subject: Invoice.Subject, during time: Range<Timestamp>, _ connection: any Connection
    ) throws -> [(Flight.ID, Sum)] {
        func views(during time: Range<Timestamp>) throws -> [Flight.ID: Int] {
            let part = LedgerSums.Part.flights(flights(of: subject, " AND pricing = 'flat'"))
            var views: [Flight.ID: Int] = [:]
            for row in try connection.rows(
                """
                SELECT flight, CAST(sum(number) AS BIGINT) AS number
                FROM \(try LedgerSums.source(part, during: time, connection))
                WHERE outcome = 'counted' AND event = 'view' GROUP BY flight
                """)
            {
                views[try row.value("flight")] = try row.value("number", as: Int.self)
            }
            return views
        }
        let own = try views(during: time)
        guard !own.isEmpty else { return [] }
        let earlier = try views(during: Timestamp(milliseconds: .min)..<time.lowerBound)
        return try own.sorted { $0.key < $1.key }.compactMap { id, number in
            guard let flight = try PlannedFlight.all(connection, id: id).first?.flight else { return nil }
            let before = earlier[id] ?? 0
            let amount = flight.flatEarnings(for: before + number).micros - flight.flatEarnings(for: before).micros
            return (id, Sum(quantity: number, amount: amount))
        }
    }

    /// What was billed for a month by invoices that still stand.
    static func billed(_ subject: Invoice.Subject, _ connection: any Connection) throws -> BillablePositions {
        var positions = BillablePositions()
        for row in try connection.rows(
            """
            SELECT invoice_line.flight AS flight, unit, invoice_line.price AS price, CAST(sum(quantity) AS BIGINT) AS quantity,
                CAST(sum(amount) AS BIGINT) AS amount
            FROM invoice_line JOIN invoice ON invoice.id = invoice_line.invoice
                JOIN flight ON flight.id = invoice_line.flight JOIN campaign ON campaign.id = flight.campaign
            WHERE kind = 'invoice' AND month = \(subject.month.description) AND \(condition(subject))
                AND invoice.id NOT IN (SELECT corrects FROM invoice WHERE cancels = 1)
            GROUP BY invoice_line.flight, unit, invoice_line.price
            """)
        {
            let key = try Key(flight: row.value("flight"), unit: row.value("unit"), price: row.value("price"))
            positions.sums[key] = try Sum(quantity: row.value("quantity"), amount: row.value("amount"))
        }
        return positions
    }
}
