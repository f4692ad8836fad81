package import Database
package import Kernel

/// Takes in what is heard of mails.
package struct BounceStore: Sendable {
    /// To whom a delivery went.
    package struct Recipient: Sendable, Hashable {
        package let subscriber: Subscriber.ID
        package let edition: Edition.ID
        /// Of their address (``AudienceKey/digest(of:)``); `nil` when nothing is kept of them any more.
        package let digest: [UInt8]?
    }

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Takes an event in; the same one again changes nothing.
    ///
    /// - Returns: Whether there is such a delivery.
    @discardableResult
    package func take(_ event: BounceEvent, at now: Timestamp) async throws -> Bool {
        try await database.write { connection in
            let row = try connection.rows(
                "SELECT edition, subscriber FROM delivery WHERE id = \(event.delivery)"
            ).first
            guard let row else { return false }
            try BounceRules.apply(
                event.kind, to: row.value("subscriber"), in: row.value("edition"), status: event.status,
                detail: event.detail, source: event.source, at: now, connection)
            return true
        }
    }

    /// The latest mail that was sent to an address; `nil` when there was none.
    ///
    /// - Parameter digest: Of the address (``AudienceKey/digest(of:)``).
    package func latestDelivery(to digest: [UInt8]) async throws -> Delivery.ID? {
        try await database.read { connection in
            guard let subscriber = try SubscriberRow.find(digest: digest, connection)?.id else { return nil }
            // By way of the editions, since the ledger’s key begins with them.
            return try connection.value(
                Delivery.ID.self,
                """
                SELECT delivery.id FROM edition
                JOIN delivery ON delivery.edition = edition.id AND delivery.subscriber = \(subscriber)
                WHERE delivery.state IN ('sending', 'sent', 'uncertain')
                ORDER BY edition.day DESC, edition.rhythm LIMIT 1
                """)
        }
    }

    /// To whom a delivery went; `nil` when nothing was ever sent under that name.
    package func recipient(of delivery: Delivery.ID) async throws -> Recipient? {
        try await database.read { connection in
            try connection.rows(
                """
                SELECT delivery.edition, delivery.subscriber, subscriber.digest FROM delivery
                LEFT JOIN subscriber ON subscriber.id = delivery.subscriber WHERE delivery.id = \(delivery)
                """
            ).first.map { row in
                try Recipient(
                    subscriber: row.value("subscriber"), edition: row.value("edition"), digest: row.value("digest"))
            }
        }
    }
}
