package import Database
package import Kernel

/// Transactions that could not be matched, all those that say the same of where they come from.
package struct UnmatchedEarnings: Sendable, Hashable {
    /// What they say.
    package struct Source: Sendable, Hashable {
        package let network: Network
        /// By what the network calls the merchant; empty when it doesn’t say.
        package let merchant: String
        package let subID: String

        package init(network: Network, merchant: String, subID: String) {
            self.network = network
            self.merchant = merchant
            self.subID = subID
        }
    }

    package let source: Source
    /// The programme that was found, if only the page wasn’t.
    package let programme: Programme.ID?
    /// The page that was found, if only the programme wasn’t.
    package let page: String?
    package let transactions: Int
    package let first: CalendarDay
    package let last: CalendarDay
    package let commissions: [Money]
}

/// Keeps what could not be matched until somebody has decided on it.
package struct UnmatchedEarningStore: Sendable {
    /// What is decided of transactions that say the same.
    package enum Decision: Sendable, Hashable {
        /// They belong to a programme and, where that is known, to a page.
        case ours(Programme.ID, page: String?)
        case notOurs
    }

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// What waits for a decision, the most transactions first.
    package func all(limit: Int = 200) async throws -> [UnmatchedEarnings] {
        let rows = try await database.read { connection in
            try connection.rows(
                """
                WITH waiting AS (
                    SELECT network, merchant, sub_id, count(*) AS number FROM earning WHERE matching = 'unmatched'
                    GROUP BY network, merchant, sub_id ORDER BY number DESC, network, merchant, sub_id LIMIT \(limit)
                )
                SELECT waiting.network AS network, waiting.merchant AS merchant, waiting.sub_id AS sub_id, number,
                    max(programme) AS programme, max(page) AS page, min(day) AS first_day, max(day) AS last_day,
                    currency, CAST(sum(commission) AS BIGINT) AS commission
                FROM waiting JOIN earning ON earning.network = waiting.network AND earning.merchant = waiting.merchant
                    AND earning.sub_id = waiting.sub_id AND matching = 'unmatched'
                GROUP BY waiting.network, waiting.merchant, waiting.sub_id, number, currency
                ORDER BY number DESC, waiting.network, waiting.merchant, waiting.sub_id, currency
                """)
        }
        var all: [UnmatchedEarnings] = []
        for row in rows {
            let source = try UnmatchedEarnings.Source(
                network: row.value("network"), merchant: row.value("merchant"), subID: row.value("sub_id"))
            guard let currency = Currency(try row.value("currency", as: String.self)) else { continue }
            var commissions = [Money(micros: try row.value("commission"), currency)]
            var (first, last) = try (
                row.value("first_day", as: CalendarDay.self), row.value("last_day", as: CalendarDay.self)
            )
            if let same = all.last, same.source == source {
                commissions = same.commissions + commissions
                (first, last) = (min(first, same.first), max(last, same.last))
                all.removeLast()
            }
            all.append(
                UnmatchedEarnings(
                    source: source, programme: try row.value("programme"), page: try row.value("page"),
                    transactions: try row.value("number"), first: first, last: last, commissions: commissions))
        }
        return all
    }

    /// What was decided, the latest first; only what holds.
    package func decisions(limit: Int = 50) async throws -> [EarningDecision] {
        try await database.read { connection in
            try connection.all(
                EarningDecision.self,
                """
                SELECT * FROM earning_resolution AS latest WHERE number = (SELECT max(number)
                    FROM earning_resolution AS other WHERE other.network = latest.network
                    AND other.merchant = latest.merchant AND other.sub_id = latest.sub_id)
                ORDER BY number DESC LIMIT \(limit)
                """)
        }
    }

    /// Decides on all transactions that say the same, those of later reports among them.
    ///
    /// The conversions stay as they were reported; a later decision takes the place of an earlier one.
    ///
    /// - Throws: ``Problem`` of kind `invalid` for a programme of another network or a page that is no path, and of kind
    ///   `conflict` when nothing waits for the decision.
    package func decide(
        _ decision: Decision, on source: UnmatchedEarnings.Source, by signature: Signature
    ) async throws {
        try await database.write { connection in
            let (word, programme, page) = try Self.check(decision, source, connection)
            let held = try connection.first(
                EarningDecision.self,
                """
                SELECT * FROM earning_resolution WHERE network = \(source.network) AND merchant = \(source.merchant)
                AND sub_id = \(source.subID) ORDER BY number DESC LIMIT 1
                """)
            if let held, held.programme == programme?.id, held.page == page { return }
            try connection.execute(
                """
                INSERT INTO earning_resolution (number, at, account, name, network, merchant, sub_id, decision, programme,
                    page, place)
                VALUES ((SELECT coalesce(max(number), 0) + 1 FROM earning_resolution), \(signature.at),
                    \(signature.account), \(signature.name), \(source.network), \(source.merchant), \(source.subID),
                    \(word), \(programme?.id), \(page), \(page == nil ? nil : OutboundLink.Place.text))
                """)
            try EarningState.derive(
                source.network,
                touched: """
                    SELECT scope, reference FROM earning WHERE network = \(source.network)
                    AND merchant = \(source.merchant) AND sub_id = \(source.subID)
                    """, in: connection)
            let what = "merchant: \(source.merchant)\nsub-id: \(source.subID)"
            let became = programme.map { "programme: \($0.name)\narticle: \(page ?? "not known")" } ?? "not ours"
            try CommerceHistory.note(
                .earnings, subject: source.network.rawValue, title: "\(source.network.name), unmatched sales", .changed,
                "\(what)\n\(became)", signature, in: connection)
        }
    }

    private static func check(
        _ decision: Decision, _ source: UnmatchedEarnings.Source, _ connection: any Connection
    ) throws -> (word: String, programme: Programme?, page: String?) {
        let known = try connection.value(
            Int.self,
            """
            SELECT count(*) FROM earning WHERE network = \(source.network) AND merchant = \(source.merchant)
            AND sub_id = \(source.subID) AND (matching = 'unmatched' OR EXISTS (SELECT 1 FROM earning_resolution AS old
                WHERE old.network = earning.network AND old.merchant = earning.merchant
                AND old.sub_id = earning.sub_id))
            """)
        guard let known, known > 0 else {
            throw Problem(
                .conflict, slug: "nothing-unmatched", title: "Nothing waits for this decision",
                detail: "No reported sale that isn’t matched has this merchant and sub-id.")
        }
        guard case .ours(let id, let page) = decision else { return ("not-ours", nil, nil) }
        var faults = FieldFaults()
        let programme = try connection.first(Programme.self, "SELECT * FROM programme WHERE id = \(id)")
        if programme?.network != source.network {
            faults.add("programme", "Choose a programme at \(source.network.name).")
        }
        if let page, !page.hasPrefix("/") || page.utf8.count > 500 || page.utf8.contains(where: { $0 <= 0x20 }) {
            faults.add("page", "Write the path of an article, such as /how-far-away-is-the-moon.")
        }
        try faults.check(slug: "decision-invalid", title: "The sales can’t be matched")
        return ("ours", programme, page)
    }
}
