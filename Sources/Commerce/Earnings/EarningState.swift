import Database
import Kernel

/// What transactions are worth now, worked out from the states that were reported of them.
///
/// Of the states that are no reversal the highest one holds: paid, else approved, else pending; and of one state its last
/// amendment. A reversal with a negative amount takes that amount back, so that something may be left. One with an amount
/// that isn’t negative only says that the transaction was taken back, and leaves nothing. None of it depends on the order
/// in which states came.
enum EarningState {
    /// Works out anew what transactions are worth.
    ///
    /// - Parameter touched: A query for the `scope` and `reference` of each, once.
    static func derive(_ network: Network, touched: SQL, in connection: any Connection) throws {
        try connection.execute(
            """
            WITH touched AS (\(touched)), ranked AS (
                SELECT conversion.*, row_number() OVER (
                    PARTITION BY conversion.scope, conversion.reference, conversion.status = 'reversed'
                    ORDER BY CASE conversion.status WHEN 'pending' THEN 1 WHEN 'approved' THEN 2 ELSE 3 END DESC,
                        conversion.amendment DESC) AS age
                FROM touched JOIN conversion ON conversion.network = \(network)
                    AND conversion.scope = touched.scope AND conversion.reference = touched.reference
            ), state AS (
                SELECT scope, reference,
                    max(CASE WHEN age = 1 AND status <> 'reversed' THEN status END) AS base,
                    max(CASE WHEN age = 1 AND status <> 'reversed' THEN sale END) AS base_sale,
                    max(CASE WHEN age = 1 AND status <> 'reversed' THEN commission END) AS base_commission,
                    max(CASE WHEN age = 1 AND status = 'reversed' THEN coalesce(sale, 0) END) AS taken_sale,
                    max(CASE WHEN age = 1 AND status = 'reversed' THEN commission END) AS taken,
                    min(day) AS day, max(sub_id) AS sub_id, max(merchant) AS merchant, max(programme) AS programme,
                    max(page) AS page, max(place) AS place, max(currency) AS currency
                FROM ranked GROUP BY scope, reference
            ), resolution AS (\(latestResolutions))
            INSERT INTO earning (network, scope, reference, status, day, sub_id, merchant, programme, page, place, sale,
                commission, currency, matching)
            SELECT \(network), scope, reference,
                CASE WHEN taken IS NULL OR taken < 0 AND coalesce(base_commission, 0) + taken > 0
                    THEN base ELSE 'reversed' END,
                day, state.sub_id, state.merchant, coalesce(resolution.programme, state.programme),
                coalesce(state.page, resolution.page), coalesce(state.place, resolution.place),
                CASE WHEN taken IS NULL THEN base_sale
                    WHEN taken < 0 THEN coalesce(base_sale, 0) + CASE WHEN taken_sale < 0 THEN taken_sale ELSE 0 END
                    ELSE 0 END,
                CASE WHEN taken IS NULL THEN base_commission WHEN taken < 0 THEN coalesce(base_commission, 0) + taken
                    ELSE 0 END,
                currency,
                CASE WHEN decision = 'not-ours' THEN 'not-ours'
                    WHEN decision = 'ours' OR state.programme IS NOT NULL AND state.page IS NOT NULL THEN 'matched'
                    ELSE 'unmatched' END
            FROM state LEFT JOIN resolution ON resolution.network = \(network)
                AND resolution.merchant = state.merchant AND resolution.sub_id = state.sub_id
            WHERE 1 = 1
            ON CONFLICT (network, scope, reference) DO UPDATE SET status = excluded.status, day = excluded.day,
                sub_id = excluded.sub_id, merchant = excluded.merchant, programme = excluded.programme,
                page = excluded.page, place = excluded.place, sale = excluded.sale, commission = excluded.commission,
                currency = excluded.currency, matching = excluded.matching
            """)
    }

    /// What was decided last of each merchant and sub-id.
    private static let latestResolutions: SQL = """
        SELECT network, merchant, sub_id, decision, programme, page, place FROM earning_resolution AS latest
        WHERE number = (SELECT max(number) FROM earning_resolution AS other WHERE other.network = latest.network
            AND other.merchant = latest.merchant AND other.sub_id = latest.sub_id)
        """
}
