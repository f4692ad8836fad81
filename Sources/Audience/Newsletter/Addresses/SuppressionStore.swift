package import Database
package import Kernel

/// What the staff can know and change of an address that somebody gives them.
package struct SuppressionStore: Sendable {
    /// What is known of an address.
    package struct Standing: Sendable, Hashable {
        package let state: Subscriber.State?
        package let suppression: Suppression?
    }

    private let database: any Database
    private let key: AudienceKey

    package init(database: any Database, key: AudienceKey) {
        self.database = database
        self.key = key
    }

    package func standing(of address: EmailAddress) async throws -> Standing {
        let digest = key.digest(of: address)
        return try await database.read { connection in
            Standing(
                state: try SubscriberRow.find(digest: digest, connection)?.state,
                suppression: try SuppressionList.suppression(of: digest, connection))
        }
    }

    /// Sends nothing more to an address.
    package func suppress(_ address: EmailAddress, at now: Timestamp) async throws {
        let digest = key.digest(of: address)
        _ = try await database.write { connection in
            guard let row = try SubscriberRow.find(digest: digest, connection) else {
                return try SuppressionList.add(digest, .staff, source: "the office", at: now, connection)
            }
            try SubscriberChange.stop(row, .staff, by: .staff, source: "the office", at: now, connection)
        }
    }

    /// Allows an address to be written to again: whoever was stopped gets the newsletter again, and whoever left may sign up.
    ///
    /// - Returns: Whether it was suppressed.
    package func allow(_ address: EmailAddress, at now: Timestamp) async throws -> Bool {
        let digest = key.digest(of: address)
        return try await database.write { connection in
            guard try SuppressionList.suppression(of: digest, connection) != nil else { return false }
            try SuppressionList.lift(digest, connection)
            guard let row = try SubscriberRow.find(digest: digest, connection), row.state == .stopped else {
                return true
            }
            // Bounces of before would stop them again at the next one.
            try connection.execute("DELETE FROM bounce WHERE subscriber = \(row.id)")
            try connection.execute(
                """
                UPDATE subscriber SET state = \(row.confirmed == nil ? Subscriber.State.awaiting : .active),
                    changed = \(now)
                WHERE id = \(row.id)
                """)
            try Consent(.resumed, by: .staff, at: now).note(of: row.id, connection)
            return true
        }
    }
}
