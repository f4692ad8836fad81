package import Database
package import Kernel

/// Takes in what networks tell of sales at once.
package struct PostbackStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Keeps what a postback says; one that says nothing new changes nothing.
    ///
    /// - Throws: ``Problem`` of kind `forbidden` when it doesn’t come from whom it says, or there is no such programme, and
    ///   of kind `invalid` when it can’t be used.
    package func take(_ postback: Postback, of id: Programme.ID, at now: Timestamp) async throws {
        let secrets = try await database.read { connection in
            try connection.all(PostbackSecret.self, "SELECT * FROM postback_secret WHERE programme = \(id)")
        }
        try postback.verify(id, secrets, at: now)
        try await database.write { connection in
            guard let programme = try connection.first(Programme.self, "SELECT * FROM programme WHERE id = \(id)")
            else {
                return
            }
            let conversion = try postback.conversion(of: programme, at: now) { subID in
                (try? ConversionMatcher.read(connection))?.spot(of: subID)
            }
            try Self.enter(conversion, at: now, in: connection)
        }
    }

    private static func enter(_ conversion: Conversion, at now: Timestamp, in connection: any Connection) throws {
        let key = conversion.key
        let currency = try connection.value(
            String.self,
            """
            SELECT currency FROM earning WHERE network = \(key.network) AND scope = \(key.scope)
            AND reference = \(key.reference)
            """)
        if let currency, currency != conversion.commission.currency.code {
            let detail = "The transaction is in \(currency) in another state."
            throw Problem(
                .invalid, slug: "postback-invalid", title: "The postback can’t be used", detail: detail,
                fieldErrors: [.init(field: "currency", message: detail)])
        }
        let known = try connection.rows(
            """
            SELECT sale, commission FROM conversion WHERE network = \(key.network) AND scope = \(key.scope)
            AND reference = \(key.reference) AND status = \(conversion.status)
            """)
        for row in known {
            let (sale, commission) = try (row.value("sale", as: Int64?.self), row.value("commission", as: Int64.self))
            if commission == conversion.commission.micros, sale ?? 0 == conversion.sale?.micros ?? 0 { return }
        }
        try connection.execute(
            """
            INSERT INTO conversion (network, scope, reference, status, amendment, day, sub_id, merchant, programme, page,
                place, sale, commission, currency, received)
            VALUES (\(key.network), \(key.scope), \(key.reference), \(conversion.status), \(known.count),
                \(conversion.day), \(conversion.subID), \(conversion.merchant), \(conversion.origin.programme),
                \(conversion.origin.spot?.page), \(conversion.origin.spot?.place), \(conversion.sale?.micros),
                \(conversion.commission.micros), \(conversion.commission.currency.code), \(now))
            """)
        try EarningState.derive(
            key.network,
            touched: "SELECT CAST(\(key.scope) AS TEXT) AS scope, CAST(\(key.reference) AS TEXT) AS reference",
            in: connection)
    }
}
