package import Database
import Kernel

/// What the site counted for a programme in a month, beside what the network says of it.
package struct Reconciliation: Sendable, Hashable {
    package let programme: Programme.ID
    /// Such as `2026-05`.
    package let month: String
    /// In the ledger, by the site’s clocks.
    package let ownClicks: Int
    /// `nil` when the network’s figure was not entered.
    package let networkClicks: Int?
    /// Transactions that the network reported, but for those that were taken back.
    package let conversions: Int

    /// By how many per cent of the site’s own figure the network’s differs; `nil` where it can’t be said.
    package var difference: Double? {
        guard let networkClicks, ownClicks > 0 else { return nil }
        return Double(networkClicks - ownClicks) * 100 / Double(ownClicks)
    }

    /// Whether somebody should look into it: a difference of more than a tenth, or clicks on one side only.
    package var isLarge: Bool {
        if let difference { return abs(difference) > 10 }
        return ownClicks == 0 && (networkClicks ?? 0) > 0
    }
}

/// Holds the clicks of the ledger against those that networks report.
package struct ReconciliationStore: Sendable {
    private let database: any Database

    private let settle: @Sendable () async -> Void

    /// - Parameter settle: Makes rows of the clicks of the last moment.
    package init(database: any Database, settle: @escaping @Sendable () async -> Void = {}) {
        self.database = database
        self.settle = settle
    }

    /// Every programme and month in which there was anything, the last month first.
    package func all(months: [CalendarMonth]) async throws -> [Reconciliation] {
        guard let first = months.first, let last = months.last else { return [] }
        let zone = Zone.current
        await settle()
        return try await database.read { connection in
            var own: [Key: Int] = [:]
            for month in months {
                let rows = try connection.rows(
                    """
                    SELECT programme, count(*) AS clicks FROM click WHERE at >= \(zone.start(of: month.first))
                    AND at < \(zone.start(of: month.next.first)) AND outcome = 'counted' AND programme IS NOT NULL
                    GROUP BY programme
                    """)
                for row in rows {
                    own[Key(try row.value("programme"), month.description)] = try row.value("clicks")
                }
            }
            var conversions: [Key: Int] = [:]
            for row in try connection.rows(
                """
                SELECT programme, substr(day, 1, 7) AS month, count(*) AS number FROM earning
                WHERE day >= \(first.first) AND day < \(last.next.first) AND programme IS NOT NULL
                    AND status <> 'reversed' AND matching <> 'not-ours'
                GROUP BY 1, 2
                """)
            { conversions[Key(try row.value("programme"), try row.value("month"))] = try row.value("number") }
            var reported: [Key: Int] = [:]
            for row in try connection.rows(
                """
                SELECT programme, month, clicks FROM network_clicks
                WHERE month BETWEEN \(first.description) AND \(last.description) ORDER BY number
                """)
            { reported[Key(try row.value("programme"), try row.value("month"))] = try row.value("clicks") }
            let keys = Set(own.keys).union(conversions.keys).union(reported.keys)
            return keys.map { key in
                Reconciliation(
                    programme: key.programme, month: key.month, ownClicks: own[key] ?? 0, networkClicks: reported[key],
                    conversions: conversions[key] ?? 0)
            }.sorted { ($0.month, $1.programme) > ($1.month, $0.programme) }
        }
    }

    /// Keeps what a network says of clicks, by programme and month; a later figure takes the place of an earlier one.
    package func enter(_ clicks: [NetworkClicks], by signature: Signature) async throws {
        try await database.write { connection in
            for line in clicks {
                let known = try connection.value(
                    Int.self,
                    """
                    SELECT clicks FROM network_clicks WHERE programme = \(line.programme)
                    AND month = \(line.month.description) ORDER BY number DESC LIMIT 1
                    """)
                guard known != line.clicks else { continue }
                try connection.execute(
                    """
                    INSERT INTO network_clicks (programme, month, number, clicks, at, account, name)
                    VALUES (\(line.programme), \(line.month.description), (SELECT coalesce(max(number), 0) + 1
                        FROM network_clicks WHERE programme = \(line.programme) AND month = \(line.month.description)),
                        \(line.clicks), \(signature.at), \(signature.account), \(signature.name))
                    """)
            }
        }
    }

    private struct Key: Hashable {
        let programme: Programme.ID
        let month: String

        init(_ programme: Programme.ID, _ month: String) {
            self.programme = programme
            self.month = month
        }
    }
}
