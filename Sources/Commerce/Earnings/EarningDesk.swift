import Database
import Kernel

/// One import under way: rows are laid out in a table for the time being, compared with what is known, and then entered.
struct EarningDesk {
    /// In one statement.
    private static let batchSize = 1000

    private let network: Network
    private let connection: any Connection
    private var batch = ConversionBatch()
    private(set) var plan = EarningPlan()

    init(_ network: Network, _ connection: any Connection) {
        self.network = network
        self.connection = connection
    }

    /// Makes the table; the end of the transaction, or ``close()``, takes it away.
    func open() throws {
        let ending: SQL = connection.dialect == .sqlite ? "WITHOUT ROWID" : "ON COMMIT DROP"
        try connection.execute(
            """
            CREATE TEMPORARY TABLE report_row (
                line BIGINT NOT NULL, scope TEXT NOT NULL, reference TEXT NOT NULL, status TEXT NOT NULL,
                day TEXT NOT NULL, sub_id TEXT NOT NULL, merchant TEXT NOT NULL, programme TEXT, page TEXT, place TEXT,
                sale BIGINT, commission BIGINT NOT NULL, currency TEXT NOT NULL, outcome TEXT NOT NULL,
                PRIMARY KEY (scope, reference, status)
            ) \(ending)
            """)
    }

    private func close() throws { try connection.execute("DROP TABLE report_row") }

    mutating func take(_ line: ReportReader.Line) throws {
        plan.rows += 1
        switch line {
        case .fault(let fault): plan.refuse(fault)
        case .conversion(let line, let conversion):
            // After a fault nothing will be imported; the rest is only read for what else is wrong.
            guard plan.refused == 0 else { return }
            batch.append(conversion, line: line)
            if batch.count == Self.batchSize { try layOut() }
        }
    }

    /// Lays out the rows that were taken since the last time.
    private mutating func layOut() throws {
        guard batch.count > 0 else { return }
        let count = batch.count
        let rows = ConversionBatch.rows(of: batch.take(), connection.dialect)
        let laid = try connection.execute(
            """
            INSERT INTO report_row (line, scope, reference, status, day, sub_id, merchant, programme, page, place, sale,
                commission, currency, outcome)
            SELECT line, scope, reference, status, day, sub_id, merchant, programme, page, place, sale, commission,
                currency,
                CASE
                    WHEN NOT EXISTS (SELECT 1 FROM earning WHERE earning.network = \(network)
                        AND earning.scope = new.scope AND earning.reference = new.reference) THEN 'added'
                    WHEN NOT EXISTS (SELECT 1 FROM conversion AS old WHERE old.network = \(network)
                        AND old.scope = new.scope AND old.reference = new.reference AND old.status = new.status)
                        THEN 'changed'
                    WHEN EXISTS (SELECT 1 FROM conversion AS old WHERE old.network = \(network)
                        AND old.scope = new.scope AND old.reference = new.reference AND old.status = new.status
                        AND old.commission = new.commission AND old.currency = new.currency
                        AND coalesce(old.sale, 0) = coalesce(new.sale, 0)) THEN 'unchanged'
                    ELSE 'amended'
                END
            FROM (\(rows)) AS new
            WHERE 1 = 1
            ON CONFLICT (scope, reference, status) DO NOTHING
            """)
        guard laid < count else { return }
        plan.repeated += count - laid
        let contradictions = try connection.rows(
            """
            SELECT new.line AS line, old.line AS earlier FROM (\(rows)) AS new JOIN report_row AS old
                ON old.scope = new.scope AND old.reference = new.reference AND old.status = new.status
            WHERE old.commission <> new.commission OR old.currency <> new.currency
                OR coalesce(old.sale, 0) <> coalesce(new.sale, 0)
            ORDER BY new.line LIMIT \(EarningPlan.mostFaults)
            """)
        for row in contradictions {
            let earlier = try row.value("earlier", as: Int.self)
            plan.refuse(
                ReportFault(
                    line: try row.value("line"),
                    reason: "Line \(earlier) has the same transaction in the same state, with other amounts."))
        }
    }

    /// Finds out what the rows come to, when all have been taken.
    mutating func settle() throws {
        if plan.refused == 0 { try layOut() }
        guard plan.refused == 0 else { return try close() }
        if connection.dialect == .postgres { try connection.execute("ANALYZE report_row") }
        try findOtherCurrencies()
        guard plan.refused == 0 else { return try close() }
        for row in try connection.rows(
            """
            SELECT outcome, count(*) AS rows,
                CAST(sum(CASE WHEN programme IS NULL OR page IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS unmatched
            FROM report_row GROUP BY outcome
            """)
        {
            guard let outcome = EarningPlan.Outcome(rawValue: try row.value("outcome")) else { continue }
            plan.counts[outcome] = try row.value("rows")
            if outcome != .unchanged { plan.unmatched += try row.value("unmatched", as: Int.self) }
        }
        plan.changes = try connection.rows(
            """
            SELECT line, report_row.reference AS reference, outcome, earning.status AS old_status,
                earning.commission AS old_commission, report_row.status AS status,
                report_row.commission AS commission, earning.currency AS currency
            FROM report_row JOIN earning ON earning.network = \(network) AND earning.scope = report_row.scope
                AND earning.reference = report_row.reference
            WHERE outcome IN ('changed', 'amended') ORDER BY line LIMIT \(EarningPlan.mostChanges)
            """
        ).map(Self.change)
    }

    /// A transaction has one currency, whatever its state.
    private mutating func findOtherCurrencies() throws {
        let rows = try connection.rows(
            """
            SELECT line, earning.currency AS earlier, report_row.currency AS currency
            FROM report_row JOIN earning ON earning.network = \(network) AND earning.scope = report_row.scope
                AND earning.reference = report_row.reference
            WHERE earning.currency <> report_row.currency
            UNION ALL
            SELECT new.line, old.currency, new.currency FROM report_row AS new JOIN report_row AS old
                ON old.scope = new.scope AND old.reference = new.reference AND old.line < new.line
            WHERE old.currency <> new.currency
            ORDER BY 1 LIMIT \(EarningPlan.mostFaults)
            """)
        for row in rows {
            let (earlier, currency) = try (
                row.value("earlier", as: String.self), row.value("currency", as: String.self)
            )
            plan.refuse(
                ReportFault(
                    line: try row.value("line"),
                    reason: "The transaction is in \(earlier) in another state, and in \(currency) here."))
        }
    }

    private static func change(_ row: Row) throws -> EarningPlan.Change {
        guard let currency = Currency(try row.value("currency", as: String.self)),
            let outcome = EarningPlan.Outcome(rawValue: try row.value("outcome"))
        else { throw DatabaseError.decoding("A row of a report has no currency or outcome that is known.") }
        return try EarningPlan.Change(
            line: row.value("line"), reference: row.value("reference"), outcome: outcome,
            from: (row.value("old_status"), Money(micros: row.value("old_commission"), currency)),
            to: (row.value("status"), Money(micros: row.value("commission"), currency)))
    }

    /// Enters what is new, and takes the table away.
    mutating func apply(by signature: Signature, file: String, digest: String) throws {
        let before = try totals()
        guard plan.news > 0 else {
            plan.totals = before.sorted { $0.key < $1.key }.map { .init(before: $0.value, after: $0.value) }
            return try close()
        }
        let id = EarningImport.ID(at: signature.at)
        try connection.execute(
            """
            INSERT INTO earning_import (id, at, account, name, network, file, digest, row_count, added, changed, amended,
                unchanged, unmatched)
            VALUES (\(id), \(signature.at), \(signature.account), \(signature.name), \(network), \(file), \(digest),
                \(plan.rows), \(plan.count(.added)), \(plan.count(.changed)), \(plan.count(.amended)),
                \(plan.count(.unchanged)), \(plan.unmatched))
            """)
        try connection.execute(
            """
            INSERT INTO conversion (network, scope, reference, status, amendment, day, sub_id, merchant, programme, page,
                place, sale, commission, currency, received, import)
            SELECT \(network), scope, reference, status,
                CASE WHEN outcome = 'amended' THEN (SELECT max(amendment) + 1 FROM conversion AS old
                    WHERE old.network = \(network) AND old.scope = report_row.scope
                    AND old.reference = report_row.reference AND old.status = report_row.status) ELSE 0 END,
                day, sub_id, merchant, programme, page, place, sale, commission, currency, \(signature.at), \(id)
            FROM report_row WHERE outcome <> 'unchanged' ORDER BY scope, reference, status
            """)
        try EarningState.derive(
            network, touched: "SELECT DISTINCT scope, reference FROM report_row WHERE outcome <> 'unchanged'",
            in: connection)
        let after = try totals()
        plan.totals = after.keys.sorted().map { currency in
            .init(before: before[currency] ?? .zero(currency), after: after[currency] ?? .zero(currency))
        }
        for total in plan.totals where total.before != total.after {
            try connection.execute(
                """
                INSERT INTO earning_import_total (import, currency, before_micros, after_micros)
                VALUES (\(id), \(total.after.currency.code), \(total.before.micros), \(total.after.micros))
                """)
        }
        try CommerceHistory.note(
            .earnings, subject: network.rawValue, title: "\(network.name): \(file)", .started,
            "rows: \(plan.rows)\nnew: \(plan.news)", signature, in: connection)
        try close()
    }

    /// What the network pays, by currency.
    private func totals() throws -> [Currency: Money] {
        let rows = try connection.rows(
            """
            SELECT currency, CAST(sum(commission) AS BIGINT) AS commission FROM earning
            WHERE network = \(network) AND matching <> 'not-ours' GROUP BY currency
            """)
        var totals: [Currency: Money] = [:]
        for row in rows {
            guard let currency = Currency(try row.value("currency", as: String.self)) else { continue }
            totals[currency] = Money(micros: try row.value("commission"), currency)
        }
        return totals
    }
}
