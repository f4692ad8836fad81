import Database
package import Kernel

/// How far an edition has come.
package struct SendingProgress: Sendable, Hashable {
    package let state: Edition.State
    /// How many it is for, as counted when sending began.
    package let audience: Int
    package let counts: [Delivery.State: Int]
    /// Why deliveries failed, were put off or are uncertain, the most frequent first.
    package let reasons: [Reason]
    package let started: Timestamp?
    package let finished: Timestamp?
    package let halt: String
    /// How many were settled within ``window`` before the moment for which it was asked; `nil` when it was for none.
    package let recent: Int?

    /// Over how long a time the rate is told while an edition is sent.
    package static let window = Duration.seconds(60)

    package struct Reason: Sendable, Hashable {
        package let state: Delivery.State
        package let text: String
        package let count: Int
    }

    /// How many need nothing more to be done.
    package var settled: Int { counts.filter(\.key.isEnd).values.reduce(0, +) }

    /// Deliveries in a second: within the last minute while it is sent, and over the whole time afterwards.
    ///
    /// A pause of a night would make an average since the beginning say nothing of how it goes now.
    package func rate(at now: Timestamp) -> Double? {
        guard let started else { return nil }
        var seconds = Double((finished ?? now).milliseconds - started.milliseconds) / 1000
        var count = settled
        if finished == nil, let recent {
            seconds = min(seconds, Double(Self.window.components.seconds))
            count = recent
        }
        return seconds < 1 || count == 0 ? nil : Double(count) / seconds
    }

    /// How long the rest takes if it goes on like this; `nil` when that can’t be told.
    package func remaining(at now: Timestamp) -> Duration? {
        guard state == .sending, let rate = rate(at: now), audience > settled else { return nil }
        return .seconds(Double(audience - settled) / rate)
    }
}

extension DeliveryLedger {
    /// How many would get an edition if it were sent now.
    package func audience(of edition: Edition.ID, at now: Timestamp) async throws -> Int {
        try await database.read { try EditionAudience(of: edition, started: now, $0).count($0) }
    }

    /// `nil` when there is no such edition.
    ///
    /// - Parameter now: For which moment its rate is asked; without one it is told over the whole time.
    package func progress(of edition: Edition.ID, at now: Timestamp? = nil) async throws -> SendingProgress? {
        let since = now?.advanced(by: .zero - SendingProgress.window)
        return try await database.read { connection in
            let row = try connection.rows(
                "SELECT state, audience, started, finished, halt FROM edition WHERE id = \(edition)"
            ).first
            guard let row else { return SendingProgress?.none }
            return try SendingProgress(
                state: row.value("state"), audience: row.value("audience"),
                counts: DeliveryTally.counts(of: [edition], connection)[edition] ?? [:],
                reasons: reasons(of: edition, most: 20, connection), started: row.value("started"),
                finished: row.value("finished"), halt: row.value("halt"),
                recent: since.map { try DeliveryTally.recent(of: edition, since: $0, connection) })
        }
    }

    /// Begins to send an edition, or does nothing when that was done.
    ///
    /// - Parameters:
    ///   - version: The one that ``fills`` was made for; when the edition has changed since, it isn’t begun.
    ///   - fills: What others put into its letters, in a form of theirs; it stays as it is from now on.
    /// - Returns: Whether it is being sent.
    @discardableResult
    package func begin(
        _ edition: Edition.ID, version: Int? = nil, fills: String? = nil, at now: Timestamp
    ) async throws -> Bool {
        try await database.write { connection in
            guard let progress = try SendingEdition.find(edition, connection) else { return false }
            guard progress.state == .scheduled else { return progress.state == .sending }
            let current = try connection.value(Int.self, "SELECT version FROM edition WHERE id = \(edition)")
            guard version == nil || version == current else { return false }
            if let fills {
                try connection.execute("INSERT INTO edition_fills (edition, fills) VALUES (\(edition), \(fills))")
            }
            let audience = try EditionAudience(of: edition, started: now, connection).count(connection)
            try connection.execute(
                """
                UPDATE edition SET state = 'sending', started = \(now), audience = \(audience),
                    version = version + 1
                WHERE id = \(edition)
                """)
            return true
        }
    }

    /// Ends an edition of which nothing is left to be done.
    ///
    /// - Returns: Whether it has been sent.
    package func finish(_ edition: Edition.ID, at now: Timestamp) async throws -> Bool {
        try await database.write { connection in
            guard let progress = try SendingEdition.find(edition, connection) else { return false }
            guard progress.state == .sending, progress.isReached else { return progress.state == .sent }
            let open = try connection.value(
                Int.self,
                """
                SELECT 1 FROM delivery WHERE edition = \(edition) AND state IN ('pending', 'sending') LIMIT 1
                """)
            guard open == nil else { return false }
            try connection.execute(
                "UPDATE edition SET state = 'sent', finished = \(now), version = version + 1 WHERE id = \(edition)")
            try DeliveryTally.condense(edition, connection)
            return true
        }
    }

    /// The editions that are being sent.
    package func sending() async throws -> [Edition.ID] {
        try await database.read { connection in
            try connection.rows("SELECT id FROM edition WHERE state = 'sending' ORDER BY day, rhythm")
                .map { try $0.value("id") }
        }
    }

    package func pause(_ edition: Edition.ID, because reason: String, at now: Timestamp) async throws {
        _ = try await database.write { try EditionHalt.pause(edition, because: reason, at: now, $0) }
    }

    /// Goes on with an edition that was paused.
    package func resume(_ edition: Edition.ID, at now: Timestamp) async throws {
        try await move(edition, from: [.paused], to: .sending)
    }

    /// Sends nothing more of an edition; what was sent stays sent.
    package func cancel(_ edition: Edition.ID, at now: Timestamp) async throws {
        try await move(edition, from: [.draft, .scheduled, .sending, .paused], to: .cancelled)
    }

    private func move(_ edition: Edition.ID, from states: [Edition.State], to state: Edition.State) async throws {
        let changed = try await database.write { connection in
            try connection.execute(
                """
                UPDATE edition SET state = \(state), halt = '', version = version + 1
                WHERE id = \(edition) AND state IN \(list: states)
                """)
        }
        guard changed == 1 else {
            throw Problem(
                .conflict, slug: "edition-state", title: "The edition has gone on in the meantime",
                detail: "Load the page again to see how it stands.")
        }
    }
}
