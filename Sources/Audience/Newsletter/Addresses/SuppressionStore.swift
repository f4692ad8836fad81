package import Database
package import Kernel

/// What the staff can know and change of an address that somebody gives them.
package struct SuppressionStore: Sendable {
    /// What is known of an address.
    package struct Standing: Sendable, Hashable {
        package let state: Subscriber.State?
        package let suppression: Suppression?
    }

    /// In letters.
    package static let longestReason = 300

    let database: any Database
    let key: AudienceKey

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

    /// Ends the subscription of an address because of what was heard of a mail that isn’t an edition, such as that which asks for
    /// a confirmation.
    ///
    /// - Parameter digest: Of the address (``AudienceKey/digest(of:)``).
    /// - Returns: Whether somebody has subscribed with it.
    package func stop(
        _ digest: [UInt8], because reason: Suppression.Reason, source: String, at now: Timestamp
    ) async throws -> Bool {
        try await database.write { connection in
            guard let row = try SubscriberRow.find(digest: digest, connection) else { return false }
            try SubscriberChange.stop(row, reason, by: .bounce, source: source, at: now, connection)
            return true
        }
    }

    /// Allows an address to be written to again: whoever was stopped gets the newsletter again, unless they left themselves, and
    /// whoever left may sign up.
    ///
    /// - Parameters:
    ///   - why: What is kept of the reason; 1 to ``longestReason`` letters.
    ///   - who: The name of whoever decides it.
    /// - Returns: Whether it was suppressed.
    /// - Throws: ``Problem`` of kind `invalid` where there is no reason.
    package func allow(
        _ address: EmailAddress, because why: String, by who: String, at now: Timestamp
    ) async throws -> Bool {
        try await allow(key.digest(of: address), because: why, by: who, at: now)
    }

    /// The same for an address that is known by its digest alone.
    package func allow(_ digest: [UInt8], because why: String, by who: String, at now: Timestamp) async throws -> Bool {
        let why = why.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !why.isEmpty, why.count <= Self.longestReason else {
            let message = "Write why, in 1 to \(Self.longestReason) letters."
            throw Problem(
                .invalid, slug: "reason-invalid", title: "The address stays as it was", detail: message,
                fieldErrors: [.init(field: "why", message: message)])
        }
        return try await database.write { connection in
            guard let suppression = try SuppressionList.suppression(of: digest, connection) else { return false }
            try SuppressionList.lift(digest, connection)
            try EndedSuppression(suppression, of: digest, because: why, by: who, at: now).note(connection)
            guard let row = try SubscriberRow.find(digest: digest, connection) else { return true }
            // Bounces of before would stop them again at the next one.
            try connection.execute(
                "UPDATE bounce SET forgiven = \(now) WHERE subscriber = \(row.id) AND forgiven IS NULL")
            if try row.hasLeft(connection) {
                try keepAway(row, after: suppression, at: now, connection)
                return true
            }
            guard row.state == .stopped else { return true }
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

    /// That an address can be written to is no reason to write to somebody who left: that takes their own word.
    private func keepAway(
        _ row: SubscriberRow, after suppression: Suppression, at now: Timestamp, _ connection: any Connection
    ) throws {
        if !suppression.reason.endsWithConfirmation {
            try SuppressionList.add(row.digest, .left, source: suppression.source, at: now, connection)
        }
        guard row.state == .stopped else { return }
        try connection.execute("UPDATE subscriber SET state = 'left', changed = \(now) WHERE id = \(row.id)")
    }
}
