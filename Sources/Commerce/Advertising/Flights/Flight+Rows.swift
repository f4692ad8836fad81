import Database
import Kernel

/// A flight with the point from which its plan is reckoned.
struct PlannedFlight: Sendable, Hashable {
    let flight: Flight
    /// When its budget, price, days, hours or pacing last changed, and what had been counted by then: what is left is
    /// spread from there, so that a change makes no jump.
    let since: Timestamp
    let countedBefore: Int

    /// Over what time what is left of the budget is spread.
    func spread(in zone: Zone) -> Range<Timestamp> {
        let period = flight.period(in: zone)
        return min(max(period.lowerBound, since), period.upperBound)..<period.upperBound
    }
}

extension PlannedFlight {
    /// All of them, or one.
    static func all(_ connection: any Connection, id: Flight.ID? = nil) throws -> [PlannedFlight] {
        guard let id else { return try all(connection, targets: "", flights: "") }
        return try all(connection, targets: "WHERE flight = \(id)", flights: "WHERE flight.id = \(id)")
    }

    /// Those that aren’t over by a day.
    static func all(_ connection: any Connection, lastOnOrAfter day: CalendarDay) throws -> [PlannedFlight] {
        try all(
            connection, targets: "WHERE flight IN (SELECT id FROM flight WHERE last_day >= \(day))",
            flights: "WHERE last_day >= \(day)")
    }

    /// Those of some campaigns, which a statement names.
    static func all(_ connection: any Connection, ofCampaigns campaigns: SQL) throws -> [PlannedFlight] {
        try all(
            connection, targets: "WHERE flight IN (SELECT id FROM flight WHERE campaign IN (\(campaigns)))",
            flights: "WHERE campaign.id IN (\(campaigns))")
    }

    private static func all(
        _ connection: any Connection, targets: SQL, flights: SQL
    ) throws -> [PlannedFlight] {
        var targeting: [Flight.ID: Targeting] = [:]
        for row in try connection.rows("SELECT flight, dimension, value FROM flight_target \(targets)") {
            try targeting[row.value("flight"), default: .everywhere]
                .add(row.value("value"), to: row.value("dimension"))
        }
        return try connection.rows(
            """
            SELECT flight.*, campaign.currency FROM flight JOIN campaign ON campaign.id = flight.campaign \(flights)
            ORDER BY flight.id
            """
        ).map { row in try PlannedFlight(row: row, targeting: targeting[row.value("id")] ?? .everywhere) }
    }

    private init(row: Row, targeting: Targeting) throws {
        let currency = try Currency(column: row.value("currency"))
        flight = try Flight(
            id: row.value("id"), campaign: row.value("campaign"), name: row.value("name"),
            first: row.value("first_day"), last: row.value("last_day"),
            budget: Money(micros: row.value("budget"), currency), pricing: Pricing(row: row, currency),
            pacing: row.value("pacing"),
            priority: row.value("priority"), targeting: targeting, isPaused: row.value("paused"))
        since = try row.value("planned_since")
        countedBefore = try row.value("counted_before")
    }
}

extension Pricing {
    /// Reads the columns of a flight.
    init(row: Row, _ currency: Currency) throws {
        let price = try Money(micros: row.value("price"), currency)
        switch try Form(rawValue: row.value("pricing", as: String.self)) {
        case .perThousandViews: self = .perThousandViews(price)
        case .perClick: self = .perClick(price)
        case .flat: self = .flat(views: try row.value("promised"))
        case .commission: self = .commission
        case nil: throw DatabaseError.decoding("A flight has a price of another form.")
        }
    }
}
