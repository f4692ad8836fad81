package import Database
package import Kernel

/// A bounce or a complaint, as the publisher sees it.
package struct ReturnedMail: Sendable, Hashable {
    package typealias ID = Identifier<BounceEvent>

    package let id: ID
    package let at: Timestamp
    package let edition: Edition.ID
    package let kind: BounceEvent.Kind
    /// The code of RFC 3463; empty when there was none.
    package let status: String
    /// In a server’s words.
    package let detail: String
    /// How it was heard of.
    package let source: String
    /// `nil` when nothing is kept of the subscriber any more.
    package let address: EmailAddress?
    /// Whether somebody of the staff let the address be written to again.
    package let isForgiven: Bool
}

/// What came back, for whoever looks after the newsletter.
package struct ReturnedMailStore: Sendable {
    private let database: any Database
    private let key: AudienceKey

    package init(database: any Database, key: AudienceKey) {
        self.database = database
        self.key = key
    }

    /// The newest first.
    ///
    /// - Parameters:
    ///   - kind: Only these; `nil` for all.
    ///   - id: Those before it.
    package func latest(
        _ kind: BounceEvent.Kind?, most: Int, before id: ReturnedMail.ID? = nil
    ) async throws -> [ReturnedMail] {
        let condition: SQL = kind.map { "AND bounce.kind = \($0)" } ?? ""
        let key = key
        return try await database.read { connection in
            try connection.rows(
                """
                SELECT bounce.*, subscriber.sealed FROM bounce LEFT JOIN subscriber ON subscriber.id = bounce.subscriber
                WHERE bounce.id < \(id?.description ?? "g") \(condition) ORDER BY bounce.id DESC LIMIT \(most)
                """
            ).map { row in
                try ReturnedMail(
                    id: row.value("id"), at: row.value("at"), edition: row.value("edition"), kind: row.value("kind"),
                    status: row.value("status"), detail: row.value("detail"), source: row.value("source"),
                    address: row.value("sealed", as: [UInt8]?.self).flatMap(key.open),
                    isForgiven: row.value("forgiven", as: Timestamp?.self) != nil)
            }
        }
    }

    /// How many came back since a moment, by their kind.
    package func counts(since moment: Timestamp) async throws -> [BounceEvent.Kind: Int] {
        try await database.read { connection in
            try connection.rows(
                "SELECT kind, count(*) AS number FROM bounce WHERE at >= \(moment) GROUP BY kind"
            ).reduce(into: [:]) { counts, row in
                counts[try row.value("kind", as: BounceEvent.Kind.self)] = try row.value("number")
            }
        }
    }
}
