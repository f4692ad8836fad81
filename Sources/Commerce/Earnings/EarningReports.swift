package import Database
package import Kernel

/// Adds up what transactions are worth, each once.
package struct EarningReports: Sendable {
    /// By what sums are told apart.
    package enum Dimension: String, Sendable, Hashable, CaseIterable {
        /// Of the transaction, by the network’s clocks.
        case month
        case partner, article, place, network
    }

    /// The sums of one subject in one currency.
    package struct Line: Sendable, Hashable {
        /// A month (`2026-05`), a partner’s slug, a path, a place or a network; `nil` for what could not be matched.
        package let subject: String?
        package var sums: EarningSums
    }

    /// What the commissions of a month come to in one currency.
    package struct MonthSum: Sendable, Hashable {
        /// Such as `2026-05`.
        package let month: String
        package let commission: Money
    }

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Months from the last to the first; else currency by currency, what earned most first.
    package func lines(by dimension: Dimension, days: ClosedRange<CalendarDay>) async throws -> [Line] {
        let rows = try await database.read { connection in
            try connection.rows(
                """
                SELECT \(Self.column(dimension)) AS subject, currency, status, count(*) AS transactions,
                    CAST(sum(commission) AS BIGINT) AS commission
                FROM earning LEFT JOIN programme ON programme.id = earning.programme
                WHERE day BETWEEN \(days.lowerBound) AND \(days.upperBound) AND matching <> 'not-ours'
                GROUP BY 1, 2, 3 ORDER BY 2, 1, 3
                """)
        }
        var lines: [Line] = []
        for row in rows {
            let subject = try row.value("subject", as: String?.self)
            guard let currency = Currency(try row.value("currency", as: String.self)) else { continue }
            if lines.last?.subject != subject || lines.last?.sums.currency != currency {
                lines.append(Line(subject: subject, sums: EarningSums(currency)))
            }
            lines[lines.count - 1].sums.add(
                try row.value("transactions"), try row.value("commission"), try row.value("status"))
        }
        return lines.sorted { left, right in
            if left.sums.currency != right.sums.currency { return left.sums.currency < right.sums.currency }
            return dimension == .month
                ? (left.subject ?? "") > (right.subject ?? "")
                : left.sums.commission.micros > right.sums.commission.micros
        }
    }

    /// How many transactions were said not to be the site’s, and how many are unmatched.
    package func matching(days: ClosedRange<CalendarDay>) async throws -> (unmatched: Int, notOurs: Int) {
        let rows = try await database.read { connection in
            try connection.rows(
                """
                SELECT matching, count(*) AS transactions FROM earning
                WHERE day BETWEEN \(days.lowerBound) AND \(days.upperBound) AND matching <> 'matched'
                GROUP BY matching
                """)
        }
        var counts: [String: Int] = [:]
        for row in rows { counts[try row.value("matching")] = try row.value("transactions") }
        return (counts["unmatched"] ?? 0, counts["not-ours"] ?? 0)
    }

    /// What was approved or paid, by month and currency; what is pending or was taken back whole is left out.
    package func settledByMonth(days: ClosedRange<CalendarDay>) async throws -> [MonthSum] {
        let rows = try await database.read { connection in
            try connection.rows(
                """
                SELECT substr(day, 1, 7) AS month, currency, CAST(sum(commission) AS BIGINT) AS commission FROM earning
                WHERE day BETWEEN \(days.lowerBound) AND \(days.upperBound) AND matching <> 'not-ours'
                    AND status <> 'pending'
                GROUP BY 1, 2 ORDER BY 1, 2
                """)
        }
        return try rows.compactMap { row in
            guard let currency = Currency(try row.value("currency", as: String.self)) else { return nil }
            return MonthSum(
                month: try row.value("month"), commission: Money(micros: try row.value("commission"), currency))
        }
    }

    /// The imports, the latest first.
    package func imports(limit: Int = 50) async throws -> [EarningImport] {
        try await database.read { connection in
            try connection.all(
                EarningImport.self, "SELECT * FROM earning_import ORDER BY at DESC, id DESC LIMIT \(limit)")
        }
    }

    private static func column(_ dimension: Dimension) -> SQL {
        switch dimension {
        case .month: "substr(earning.day, 1, 7)"
        case .partner: "programme.partner"
        case .article: "earning.page"
        case .place: "earning.place"
        case .network: "earning.network"
        }
    }
}
