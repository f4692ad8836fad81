package import Database
package import Kernel

/// What was delivered and what it earned, from the ledger and nothing else.
package struct DeliveryReports: Sendable {
    /// What the ledger holds of one flight.
    package struct Line: Sendable, Hashable {
        package let flight: Flight.ID
        package var views = 0
        package var clicks = 0
        /// `nil` where nothing was billed.
        package var earned: Money?
        /// Why the others don’t count.
        package var notCounted: [Hit.Outcome: Int] = [:]
    }

    /// Where the tally that is kept beside the ledger says something else than the ledger.
    package struct Difference: Sendable, Hashable {
        package let flight: Flight.ID
        package let node: NodeNumber
        package let event: OfferEvent
        package let inLedger: Int
        package let inTally: Int
    }

    /// Which events: from the first moment to before the second; `nil` for all there ever were.
    package typealias Period = Range<Timestamp>?

    let database: any Database

    package init(database: any Database) { self.database = database }

    /// Of each flight that the ledger knows, by identifier.
    package func byFlight(during period: Period = nil) async throws -> [Line] {
        try await database.read { connection in try Self.lines(during: period, of: nil, connection) }
    }

    /// Of each flight that the ledger knows, or of one of them.
    static func lines(
        during period: Period, of flight: Flight.ID?, _ connection: any Connection
    ) throws -> [Line] {
        let part = flight.map { LedgerSums.Part.flights("flight = \($0)") } ?? .whole
        let ledger = try LedgerSums.source(part, during: period, connection)
        var lines: [Flight.ID: Line] = [:]
        for row in try connection.rows(
            """
            SELECT flight, event, outcome, currency, CAST(sum(number) AS BIGINT) AS number,
                CAST(sum(number * amount) AS BIGINT) AS earned
            FROM \(ledger) WHERE flight <> '' GROUP BY flight, event, outcome, currency
            """)
        {
            let flight = try row.value("flight", as: Flight.ID.self)
            var line = lines[flight] ?? Line(flight: flight)
            let number = try row.value("number", as: Int.self)
            let outcome = try row.value("outcome", as: Hit.Outcome.self)
            switch (outcome, try row.value("event", as: OfferEvent.self)) {
            case (.counted, .view): line.views += number
            case (.counted, .click): line.clicks += number
            default: line.notCounted[outcome, default: 0] += number
            }
            if outcome == .counted, let currency = try Currency(row.value("currency", as: String.self)) {
                line.earned = try Money(
                    micros: (line.earned?.micros ?? 0) + row.value("earned", as: Int64.self), currency)
            }
            lines[flight] = line
        }
        return lines.values.sorted { $0.flight < $1.flight }
    }

    /// How many hits there were that belong to no flight, by reason.
    package func strays(during period: Period = nil) async throws -> [Hit.Outcome: Int] {
        try await database.read { connection in
            var strays: [Hit.Outcome: Int] = [:]
            for row in try connection.rows(
                """
                SELECT outcome, CAST(sum(number) AS BIGINT) AS number
                FROM \(try LedgerSums.source(.strays, during: period, connection)) GROUP BY outcome
                """)
            {
                strays[try row.value("outcome")] = try row.value("number", as: Int.self)
            }
            return strays
        }
    }

    /// Counts the ledger anew and compares; nothing when all is as it should be.
    package func differences() async throws -> [Difference] {
        try await database.read { connection in try Self.differences(connection) }
    }

    /// Makes the tallies say what the ledger says.
    ///
    /// - Returns: What was different.
    @discardableResult
    package func rebuildTallies() async throws -> [Difference] {
        try await database.write { connection in
            let differences = try Self.differences(connection)
            guard !differences.isEmpty else { return [] }
            try connection.execute("DELETE FROM flight_tally")
            try connection.execute(
                """
                INSERT INTO flight_tally (flight, node, views, clicks)
                SELECT flight, node, CAST(sum(CASE WHEN event = 'view' THEN number ELSE 0 END) AS BIGINT),
                    CAST(sum(CASE WHEN event = 'click' THEN number ELSE 0 END) AS BIGINT)
                FROM \(try LedgerSums.source(during: nil, connection)) WHERE outcome = 'counted' GROUP BY flight, node
                """)
            return differences
        }
    }

    private struct Key: Hashable {
        let flight: Flight.ID
        let node: NodeNumber
        let event: OfferEvent
    }

    static func differences(_ connection: any Connection) throws -> [Difference] {
        var ledger: [Key: Int] = [:]
        for row in try connection.rows(
            """
            SELECT flight, node, event, CAST(sum(number) AS BIGINT) AS number
            FROM \(try LedgerSums.source(during: nil, connection)) WHERE outcome = 'counted' GROUP BY flight, node, event
            """)
        {
            let key = try Key(flight: row.value("flight"), node: row.value("node"), event: row.value("event"))
            ledger[key] = try row.value("number", as: Int.self)
        }
        var tally: [Key: Int] = [:]
        for row in try connection.rows("SELECT flight, node, views, clicks FROM flight_tally") {
            let (flight, node) = try (row.value("flight", as: Flight.ID.self), row.value("node", as: NodeNumber.self))
            tally[Key(flight: flight, node: node, event: .view)] = try row.value("views", as: Int.self)
            tally[Key(flight: flight, node: node, event: .click)] = try row.value("clicks", as: Int.self)
        }
        return Set(ledger.keys).union(tally.keys).compactMap { key in
            let (inLedger, inTally) = (ledger[key] ?? 0, tally[key] ?? 0)
            guard inLedger != inTally else { return nil }
            return Difference(
                flight: key.flight, node: key.node, event: key.event, inLedger: inLedger, inTally: inTally)
        }.sorted { ($0.flight, $0.node.value, $0.event.rawValue) < ($1.flight, $1.node.value, $1.event.rawValue) }
    }
}
