package import Database
package import Kernel

/// What subscribers see and change of themselves.
package struct SubscriberStore: Sendable {
    /// For how long somebody may pause, in days.
    package static let pauses = [14, 30, 90]
    /// How long what is kept of somebody who left stays, so that they may change their mind.
    package static let keptAfterLeaving = Duration.seconds(30 * 86_400)

    let database: any Database
    let key: AudienceKey

    package init(database: any Database, key: AudienceKey) {
        self.database = database
        self.key = key
    }

    package func subscriber(_ id: Subscriber.ID) async throws -> Subscriber? {
        try await database.read { try SubscriberRow.find(id, $0)?.opened(with: key) }
    }

    /// Changes what somebody gets, and how often.
    ///
    /// - Returns: Whether there is such a subscriber, who gets the newsletter or has paused it.
    package func change(
        _ id: Subscriber.ID, topics: Set<Slug>, rhythm: Rhythm, at now: Timestamp
    ) async throws -> Bool {
        try await write(id, in: [.active, .paused]) { row, connection in
            guard topics != row.topics || rhythm != row.rhythm else { return }
            let interest = try Interest.number(of: topics, connection)
            try connection.execute(
                """
                UPDATE subscriber SET interest = \(interest), rhythm = \(rhythm), changed = \(now) WHERE id = \(id)
                """)
            try Consent(.changed, by: .form, at: now).note(of: id, connection)
        }
    }

    /// Sends nothing for so many days.
    package func pause(_ id: Subscriber.ID, days: Int, at now: Timestamp) async throws -> Bool {
        try await write(id, in: [.active, .paused]) { _, connection in
            let end = now.advanced(by: .seconds(days * 86_400))
            try connection.execute(
                "UPDATE subscriber SET state = 'paused', resumes = \(end), changed = \(now) WHERE id = \(id)")
            try Consent(.paused, by: .form, at: now).note(of: id, connection)
        }
    }

    /// Ends a pause, or comes back after leaving, as long as the address is still kept.
    package func resume(_ id: Subscriber.ID, at now: Timestamp) async throws -> Bool {
        try await write(id, in: [.paused, .left]) { row, connection in
            if let suppression = try SuppressionList.suppression(of: row.digest, connection) {
                guard suppression.reason.endsWithConfirmation else { throw Self.suppressed }
                try SuppressionList.lift(row.digest, connection)
            }
            try connection.execute(
                """
                UPDATE subscriber SET state = 'active', resumes = NULL, confirmed = COALESCE(confirmed, \(now)),
                    changed = \(now)
                WHERE id = \(id)
                """)
            try Consent(.resumed, by: .form, at: now, wording: ConsentWording.current.version)
                .note(of: id, connection)
        }
    }

    /// Ends a subscription, for good; doing it again changes nothing.
    ///
    /// - Parameter edition: The one whose mail was left by.
    package func leave(
        _ id: Subscriber.ID, by means: Consent.Means, in edition: Edition.ID? = nil, at now: Timestamp
    ) async throws {
        _ = try await database.write { connection in
            guard let row = try SubscriberRow.find(id, connection),
                try SubscriberChange.leave(
                    row, by: means, source: edition.map { "edition \($0)" } ?? "", at: now, connection)
            else { return }
            guard let edition else { return }
            try connection.execute("UPDATE edition SET departures = departures + 1 WHERE id = \(edition)")
        }
    }

    /// Deletes everything that is kept of somebody; a keyed digest of the address stays, so that no import brings it back.
    package func erase(_ id: Subscriber.ID, at now: Timestamp) async throws {
        _ = try await database.write { connection in
            guard let row = try SubscriberRow.find(id, connection) else { return }
            try SuppressionList.add(row.digest, .erased, source: "their own wish", at: now, connection)
            try SubscriberChange.forget([id], connection)
        }
    }

    private func write(
        _ id: Subscriber.ID, in states: Set<Subscriber.State>,
        _ body: @escaping @Sendable (SubscriberRow, any Connection) throws -> Void
    ) async throws -> Bool {
        try await database.write { connection in
            guard let row = try SubscriberRow.find(id, connection), states.contains(row.state) else { return false }
            try body(row, connection)
            return true
        }
    }

    private static let suppressed = Problem(
        .conflict, slug: "address-suppressed", title: "Nothing can be sent to this address",
        detail: "Mail to it came back, or was called spam. Write to the editors, who can allow it again.")
}
