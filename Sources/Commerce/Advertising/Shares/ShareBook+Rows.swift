import Database
import Kernel

extension ShareBook {
    /// Reads what is known of some flights.
    static func read(
        _ flights: [Flight.ID], on day: CalendarDay, for node: NodeNumber, running: Set<NodeNumber>,
        _ connection: any Connection
    ) throws -> ShareBook {
        let flights = Set(flights)
        var pages: [Flight.ID: Page] = [:]
        for row in try connection.rows(
            """
            SELECT flight, node, views, clicks FROM flight_tally
            WHERE flight IN (SELECT id FROM flight WHERE last_day >= \(day.advanced(byDays: -2)))
            """)
        {
            let flight = try row.value("flight", as: Flight.ID.self)
            guard flights.contains(flight) else { continue }
            pages[flight, default: Page()].counted[try row.value("node")] = try FlightTally.Counts(
                views: row.value("views"), clicks: row.value("clicks"))
        }
        for row in try connection.rows("SELECT flight, node, units, counted FROM flight_share") {
            pages[try row.value("flight"), default: Page()].shares[try row.value("node")] = try Share(
                units: row.value("units"), countedThen: row.value("counted"))
        }
        return ShareBook(node: node, running: running, pages: pages)
    }

    /// Grants this server a share.
    func write(_ share: Share, of flight: Flight.ID, _ connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO flight_share (flight, node, units, counted)
            VALUES (\(flight), \(node), \(share.units), \(share.countedThen))
            ON CONFLICT (flight, node) DO UPDATE SET units = excluded.units, counted = excluded.counted
            """)
    }
}
