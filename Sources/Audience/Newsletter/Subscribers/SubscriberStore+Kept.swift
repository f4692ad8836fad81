package import Database
package import Kernel

/// Everything that is kept of somebody.
package struct SubscriberFile: Sendable, Hashable {
    /// One edition that was sent to them, or not.
    package struct Delivered: Sendable, Hashable {
        package let edition: Edition.ID
        package let state: String
        package let changed: Timestamp
    }

    package struct Bounced: Sendable, Hashable {
        package let at: Timestamp
        package let kind: String
        package let detail: String
    }

    /// A mail of theirs that waits for somebody to look at it.
    package struct Unread: Sendable, Hashable {
        package let at: Timestamp
        package let content: String
    }

    package let subscriber: Subscriber
    package let consents: [Consent]
    package let deliveries: [Delivered]
    package let bounces: [Bounced]
    package let unread: [Unread]
}

extension SubscriberFile.Delivered: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            edition: row.value("edition"), state: row.value("state"), changed: row.value("changed"))
    }
}

extension SubscriberFile.Bounced: RowDecodable {
    package init(row: Row) throws {
        try self.init(at: row.value("at"), kind: row.value("kind"), detail: row.value("detail"))
    }
}

extension SubscriberFile.Unread: RowDecodable {
    package init(row: Row) throws {
        at = try row.value("at")
        content = String(decoding: try row.value("content", as: [UInt8].self), as: UTF8.self)
    }
}

extension SubscriberStore {
    /// Everything that is kept of somebody; `nil` when it is nothing.
    package func file(of id: Subscriber.ID) async throws -> SubscriberFile? {
        try await database.read { connection in
            try SubscriberRow.find(id, connection).map { row in
                try SubscriberFile(
                    subscriber: row.opened(with: key),
                    consents: connection.all(
                        Consent.self, "SELECT * FROM consent WHERE subscriber = \(id) ORDER BY at, id"),
                    // By way of the editions, since the ledger’s key begins with them.
                    deliveries: connection.all(
                        SubscriberFile.Delivered.self,
                        """
                        SELECT delivery.edition, delivery.state, delivery.changed FROM edition
                        JOIN delivery ON delivery.edition = edition.id AND delivery.subscriber = \(id)
                        ORDER BY edition.day, edition.rhythm
                        """),
                    bounces: connection.all(
                        SubscriberFile.Bounced.self,
                        "SELECT at, kind, detail FROM bounce WHERE subscriber = \(id) ORDER BY at, id"),
                    unread: connection.all(
                        SubscriberFile.Unread.self,
                        "SELECT at, content FROM unread_mail WHERE subscriber = \(id) ORDER BY id"))
            }
        }
    }

    /// Ends pauses whose day has come, and forgets whoever didn’t confirm within the time or left some time ago.
    package func keepInOrder(at now: Timestamp) async throws {
        _ = try await database.write { connection in
            let resuming = try connection.rows(
                """
                UPDATE subscriber SET state = 'active', resumes = NULL, changed = \(now)
                WHERE state = 'paused' AND resumes <= \(now) RETURNING id
                """)
            for row in resuming {
                try Consent(.resumed, by: .form, at: now).note(of: try row.value("id"), connection)
            }
        }
        while try await forgetSome(at: now) == Self.portion {}
    }

    /// In one transaction, so that nobody waits for long.
    private static let portion = 200

    /// - Returns: How many.
    private func forgetSome(at now: Timestamp) async throws -> Int {
        let unconfirmed = now.advanced(by: .zero - SubscriptionToken.confirmation)
        let left = now.advanced(by: .zero - Self.keptAfterLeaving)
        return try await database.write { connection in
            let over = try connection.rows(
                """
                SELECT id FROM subscriber
                WHERE state = 'awaiting' AND changed <= \(unconfirmed) OR state = 'left' AND changed <= \(left)
                LIMIT \(Self.portion)
                """
            ).map { try $0.value("id", as: Subscriber.ID.self) }
            try SubscriberChange.forget(over, connection)
            return over.count
        }
    }

    /// How many are in each state.
    package func counts() async throws -> [Subscriber.State: Int] {
        try await database.read { connection in
            try connection.rows("SELECT state, count(*) AS number FROM subscriber GROUP BY state")
                .reduce(into: [:]) { counts, row in
                    counts[try row.value("state", as: Subscriber.State.self)] = try row.value("number")
                }
        }
    }
}
