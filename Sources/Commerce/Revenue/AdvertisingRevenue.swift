package import Database
package import Kernel

/// What advertising came to: what was counted of flights at the prices agreed for each, less what was given back.
///
/// That holds whether or not it was billed, and nobody can leave anything out. What sponsored articles cost apart from flights
/// isn’t recorded in the program, and is not in it.
package struct AdvertisingRevenue: RevenueSource {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    package var kind: Revenue.Kind { .advertising }

    /// By the month in which it was seen or clicked, by the site’s clocks.
    package func revenue(days: ClosedRange<CalendarDay>) async throws -> [Revenue] {
        let (zone, first, last) = (
            Zone.current, CalendarMonth(of: days.lowerBound), CalendarMonth(of: days.upperBound)
        )
        return try await database.read { connection in
            var revenue = try Self.givenBack(from: first, to: last, connection)
            var flats = try FlatEarnings(
                before: BilledMonth.bounds(of: first, in: zone, connection).lowerBound, connection)
            var month = first
            while month <= last {
                var sums: [Currency: Int64] = [:]
                let bounds = try BilledMonth.bounds(of: month, in: zone, connection)
                for row in try Self.rows(during: bounds, connection) {
                    let flight = try row.value("flight", as: Flight.ID.self)
                    if let earned = try flats.earn(row.value("views"), by: flight) {
                        sums[earned.currency, default: 0] += earned.micros
                    } else if let currency = try Currency(row.value("currency", as: String.self)) {
                        sums[currency, default: 0] += try row.value("amount", as: Int64.self)
                    }
                }
                revenue += sums.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { currency, micros in
                    Revenue(.advertising, month: month, amount: Money(micros: micros, currency))
                }
                month = month.next
            }
            return revenue
        }
    }

    /// What flights at a flat price earn by and by: as much of it as was delivered of what was promised.
    private struct FlatEarnings {
        private let flights: [Flight.ID: Flight]
        private var views: [Flight.ID: Int] = [:]

        init(before moment: Timestamp, _ connection: any Connection) throws {
            let flats = try PlannedFlight.all(connection).map(\.flight).filter { $0.pricing.form == .flat }
            flights = Dictionary(flats.map { ($0.id, $0) }) { first, _ in first }
            guard !flats.isEmpty else { return }
            let part = LedgerSums.Part.flights("flight IN (SELECT id FROM flight WHERE pricing = 'flat')")
            let before = Timestamp(milliseconds: .min)..<moment
            for row in try AdvertisingRevenue.rows(part, during: before, connection) {
                views[try row.value("flight")] = try row.value("views", as: Int.self)
            }
        }

        /// `nil` for a flight at another price.
        mutating func earn(_ number: Int, by id: Flight.ID) -> Money? {
            guard let flight = flights[id] else { return nil }
            let before = views[id] ?? 0
            views[id] = before + number
            let (earned, earlier) = (flight.flatEarnings(for: before + number), flight.flatEarnings(for: before))
            return Money(micros: earned.micros - earlier.micros, flight.budget.currency)
        }
    }

    /// What the ledger counted, by flight and currency.
    private static func rows(
        _ part: LedgerSums.Part = .whole, during time: Range<Timestamp>, _ connection: any Connection
    ) throws -> [Row] {
        try connection.rows(
            """
            SELECT flight, currency, CAST(sum(number * amount) AS BIGINT) AS amount,
                CAST(sum(CASE WHEN event = 'view' THEN number ELSE 0 END) AS BIGINT) AS views
            FROM \(try LedgerSums.source(part, during: time, connection))
            WHERE outcome = 'counted' GROUP BY flight, currency ORDER BY flight, currency
            """)
    }

    /// Credit notes that give a part of an invoice back; one that takes an invoice back as a whole opens its month again, and
    /// changes nothing of what was earned.
    private static func givenBack(
        from first: CalendarMonth, to last: CalendarMonth, _ connection: any Connection
    ) throws -> [Revenue] {
        try connection.rows(
            """
            SELECT month, currency, CAST(sum(net) AS BIGINT) AS net FROM invoice
            WHERE kind = 'credit-note' AND cancels = 0
                AND corrects NOT IN (SELECT corrects FROM invoice WHERE cancels = 1)
                AND month >= \(first.description) AND month <= \(last.description)
            GROUP BY month, currency ORDER BY month, currency
            """
        ).compactMap { row in
            guard let month = try CalendarMonth(row.value("month", as: String.self)),
                let currency = try Currency(row.value("currency", as: String.self))
            else { return nil }
            return Revenue(.advertising, month: month, amount: Money(micros: try row.value("net"), currency))
        }
    }
}
