import Database
import Kernel

/// What was counted of a flight: kept beside the ledger, in the same transaction, so that nobody has to count its rows.
enum FlightTally {
    struct Counts: Sendable, Hashable {
        var views = 0
        var clicks = 0

        subscript(event: OfferEvent) -> Int {
            get { event == .view ? views : clicks }
            set { if event == .view { views = newValue } else { clicks = newValue } }
        }
    }

    /// Of one flight, by offers of all nodes.
    static func counted(_ flight: Flight.ID, _ connection: any Connection) throws -> Counts {
        try counted([flight], connection)[flight] ?? Counts()
    }

    /// Of several flights, by offers of all nodes.
    static func counted(_ flights: [Flight.ID], _ connection: any Connection) throws -> [Flight.ID: Counts] {
        var counted: [Flight.ID: Counts] = [:]
        for row in try connection.rows(
            "SELECT flight, views, clicks FROM flight_tally WHERE flight IN \(list: flights)")
        {
            let flight = try row.value("flight", as: Flight.ID.self)
            counted[flight, default: Counts()].views += try row.value("views", as: Int.self)
            counted[flight, default: Counts()].clicks += try row.value("clicks", as: Int.self)
        }
        return counted
    }

    /// Adds to what was counted of offers of one node.
    static func add(_ counts: Counts, to flight: Flight.ID, node: NodeNumber, _ connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO flight_tally (flight, node, views, clicks)
            VALUES (\(flight), \(node), \(counts.views), \(counts.clicks))
            ON CONFLICT (flight, node) DO UPDATE SET views = flight_tally.views + excluded.views,
                clicks = flight_tally.clicks + excluded.clicks
            """)
    }
}
