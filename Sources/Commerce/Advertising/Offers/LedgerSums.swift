package import Database
package import Kernel

/// Sums the ledger by day, once a day is over, so that reports need not read each of its rows.
///
/// A sum is made of the ledger by one statement and by nothing else. A row that comes late opens its day again, in the schema.
package struct LedgerSums: Sendable {
    /// In milliseconds.
    static let day: Int64 = 86_400_000
    /// A day is summed when it has been over for so long, so that hardly any row comes late.
    private static let patience = Duration.seconds(3600)

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Sums the days that are over and aren’t summed; several servers may do so at the same time.
    ///
    /// - Returns: How many days were summed.
    @discardableResult
    package func close(before moment: Timestamp) async throws -> Int {
        let end = moment.advanced(by: .zero - Self.patience).milliseconds / Self.day
        let open = try await database.read { connection -> [Int64] in
            guard let first = try connection.value(Timestamp?.self, "SELECT min(at) FROM offer_event") ?? nil,
                first.milliseconds / Self.day < end
            else { return [] }
            let closed = Set(try Self.closed(connection))
            return (first.milliseconds / Self.day..<end).filter { !closed.contains($0) }
        }
        for day in open { _ = try await database.write { connection in try Self.sum(day, connection) } }
        return open.count
    }

    /// Sums every day that is summed anew, one after the other.
    ///
    /// - Returns: How many of them the ledger says something else of than their sums did.
    package func recount() async throws -> Int {
        var different = 0
        for day in try await database.read({ try Self.closed($0) }) {
            different += try await database.write { connection in
                let before = try Self.rows(of: day, connection)
                try connection.execute("DELETE FROM ledger_sum WHERE day = \(day)")
                try connection.execute("DELETE FROM ledger_day WHERE day = \(day)")
                try Self.sum(day, connection)
                return try Self.rows(of: day, connection) == before ? 0 : 1
            }
        }
        return different
    }

    private static func closed(_ connection: any Connection) throws -> [Int64] {
        try connection.rows("SELECT day FROM ledger_day ORDER BY day").map { try $0.value("day", as: Int64.self) }
    }

    private static func rows(of day: Int64, _ connection: any Connection) throws -> Set<[String]> {
        try Set(
            connection.rows("SELECT * FROM ledger_sum WHERE day = \(day)").map { row in
                try ["flight", "event", "outcome", "currency"].map { try row.value($0, as: String.self) }
                    + ["amount", "node", "number"].map { String(try row.value($0, as: Int64.self)) }
            })
    }

    private static func sum(_ day: Int64, _ connection: any Connection) throws {
        guard try connection.value(Int64.self, "SELECT day FROM ledger_day WHERE day = \(day)") == nil else { return }
        try connection.execute("INSERT INTO ledger_day (day) VALUES (\(day))")
        try connection.execute(
            """
            INSERT INTO ledger_sum (day, flight, event, outcome, amount, node, currency, number)
            SELECT CAST(\(day) AS BIGINT), coalesce(flight, ''), event, outcome, amount, coalesce(node, 0),
                coalesce(currency, ''), count(*)
            FROM offer_event WHERE at >= \(day * Self.day) AND at < \((day + 1) * Self.day)
            GROUP BY coalesce(flight, ''), event, outcome, amount, coalesce(node, 0), coalesce(currency, '')
            """)
    }

    /// Which part of the ledger a report reads.
    enum Part {
        case whole
        /// Of flights that a condition on the column `flight` chooses.
        case flights(SQL)
        /// What belongs to no flight.
        case strays

        fileprivate var ofSums: SQL {
            switch self {
            case .whole: "1 = 1"
            case .flights(let condition): condition
            case .strays: "flight = ''"
            }
        }

        fileprivate var ofRows: SQL { if case .strays = self { "flight IS NULL" } else { ofSums } }
    }

    /// What a statement reads in the place of the ledger, each event of a time exactly once: days that are summed from their
    /// sums, everything else row by row.
    ///
    /// Its columns are `flight` (empty for none), `event`, `outcome`, `amount` (of one), `node`, `currency` and `number`.
    static func source(
        _ part: Part = .whole, during period: DeliveryReports.Period = nil, _ connection: any Connection
    ) throws -> SQL {
        let begin = period?.lowerBound.milliseconds ?? .min
        let end = period?.upperBound.milliseconds ?? .max
        var selections: [SQL] = []
        var next = begin
        for days in runs(of: try closed(connection)) {
            // Whole days alone.
            let first = max(days.lowerBound, begin == .min ? .min : ceiling(begin))
            let last = min(days.upperBound, end == .max ? .max : floor(end))
            guard first < last else { continue }
            selections.append(rows(part, from: next, to: first * day))
            selections.append(
                """
                SELECT flight, event, outcome, amount, node, currency, number FROM ledger_sum
                WHERE day >= \(first) AND day < \(last) AND \(part.ofSums)
                """)
            next = last * day
        }
        selections.append(rows(part, from: next, to: end))
        let all = selections.dropFirst().reduce(selections[0]) { "\($0) UNION ALL \($1)" }
        return "(\(all)) AS ledger"
    }

    private static func rows(_ part: Part, from begin: Int64, to end: Int64) -> SQL {
        """
        SELECT coalesce(flight, '') AS flight, event, outcome, amount, coalesce(node, 0) AS node,
            coalesce(currency, '') AS currency, 1 AS number
        FROM offer_event WHERE at >= \(begin) AND at < \(end) AND \(part.ofRows)
        """
    }

    private static func floor(_ moment: Int64) -> Int64 { moment / day - (moment % day < 0 ? 1 : 0) }

    private static func ceiling(_ moment: Int64) -> Int64 { floor(moment) + (moment % day == 0 ? 0 : 1) }

    /// Days that follow each other, from the first to before the last.
    private static func runs(of days: [Int64]) -> [Range<Int64>] {
        days.reduce(into: []) { runs, day in
            if let last = runs.last, last.upperBound == day {
                runs[runs.count - 1] = last.lowerBound..<day + 1
            } else {
                runs.append(day..<day + 1)
            }
        }
    }
}
