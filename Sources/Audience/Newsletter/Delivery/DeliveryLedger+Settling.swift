import Database
package import Kernel

extension DeliveryLedger {
    /// What a worker has to write about deliveries that it took.
    struct Entry: Sendable {
        let edition: Edition.ID
        let worker: String
        var outcomes: [Delivery.ID: Delivery.Outcome] = [:]
        /// Those of which something is to go over the wire.
        var beginning: [Delivery.ID] = []
    }

    /// Writes down what became of deliveries that a worker took.
    ///
    /// What comes after the worker’s time still counts: it turns “uncertain” into what is known.
    package func settle(
        _ outcomes: [Delivery.ID: Delivery.Outcome], of edition: Edition.ID, by worker: String, at now: Timestamp
    ) async throws {
        _ = try await write([Entry(edition: edition, worker: worker, outcomes: outcomes)], at: now)
    }

    /// Begins deliveries that a worker took.
    ///
    /// - Returns: Those that were begun. The others are in somebody else’s hands by now, or their edition has stopped, and nothing of them may
    ///   go over the wire.
    package func begin(
        _ deliveries: [Delivery.ID], of edition: Edition.ID, by worker: String, at now: Timestamp
    ) async throws -> Set<Delivery.ID> {
        try await write([Entry(edition: edition, worker: worker, beginning: deliveries)], at: now)
    }

    /// Writes what several workers have to write, in one transaction.
    ///
    /// - Returns: Those that were begun.
    func write(_ entries: [Entry], at now: Timestamp) async throws -> Set<Delivery.ID> {
        try await database.write { connection in
            var begun: Set<Delivery.ID> = []
            for entry in entries {
                if !entry.outcomes.isEmpty { try settle(entry, at: now, connection) }
                if !entry.beginning.isEmpty { begun.formUnion(try begin(entry, at: now, connection)) }
            }
            return begun
        }
    }

    private func begin(_ entry: Entry, at now: Timestamp, _ connection: any Connection) throws -> [Delivery.ID] {
        try connection.rows(
            """
            UPDATE delivery SET state = 'sending', lease = \(now.advanced(by: leaseTime)), changed = \(now)
            WHERE id IN \(list: entry.beginning) AND edition = \(entry.edition) AND worker = \(entry.worker)
                AND state = 'pending'
                AND EXISTS (SELECT 1 FROM edition WHERE edition.id = \(entry.edition) AND edition.state = 'sending')
            RETURNING id
            """
        ).map { try $0.value("id") }
    }

    private func settle(_ entry: Entry, at now: Timestamp, _ connection: any Connection) throws {
        let (edition, outcomes) = (entry.edition, entry.outcomes)
        let held = try connection.all(
            HeldDelivery.self,
            """
            SELECT id, subscriber, attempts, state FROM delivery
            WHERE id IN \(list: Array(outcomes.keys)) AND edition = \(edition) AND worker = \(entry.worker)
                AND state IN ('pending', 'sending', 'uncertain')
            """)
        let sent = held.filter { outcomes[$0.id] == .sent }.map(\.subscriber)
        try set(.sent, "", sent, edition, at: now, connection)
        for delivery in held {
            switch outcomes[delivery.id] {
            case .sent, nil: break
            case .untried(let reason):
                try putOff(delivery, by: Self.pause, isAttempt: false, reason, edition, at: now, connection)
            case .held(let reason, let wait):
                let wait = max(wait, .seconds(1))
                try putOff(delivery, by: wait, isAttempt: false, reason, edition, at: now, connection)
            case .unwanted(let reason):
                try set(.skipped, reason, [delivery.subscriber], edition, at: now, connection)
            case .soft(let reason), .full(let reason):
                if delivery.attempts < Self.waits.count {
                    let wait = Self.waits[delivery.attempts]
                    try putOff(delivery, by: wait, isAttempt: true, reason, edition, at: now, connection)
                } else {
                    try set(.failed, reason, [delivery.subscriber], edition, at: now, connection)
                    let isFull = outcomes[delivery.id] == .full(reason)
                    try note(isFull ? .full : .soft, reason, delivery, edition, at: now, connection)
                }
            case .hard(let reason):
                try set(.failed, reason, [delivery.subscriber], edition, at: now, connection)
                try note(.hard, reason, delivery, edition, at: now, connection)
            case .refused(let reason):
                try set(.failed, reason, [delivery.subscriber], edition, at: now, connection)
                try note(.soft, reason, delivery, edition, at: now, connection)
            case .halted(let reason):
                // One that stops everything each time it is tried must have an end too.
                if delivery.attempts < Self.waits.count {
                    try putOff(delivery, by: .zero, isAttempt: true, reason, edition, at: now, connection)
                } else {
                    try set(.failed, reason, [delivery.subscriber], edition, at: now, connection)
                }
                try EditionHalt.pause(edition, because: reason, at: now, connection)
            case .unknown(let reason):
                try set(.uncertain, reason, [delivery.subscriber], edition, at: now, connection)
            }
        }
    }

    private func set(
        _ state: Delivery.State, _ reason: String, _ subscribers: [Subscriber.ID], _ edition: Edition.ID,
        at now: Timestamp, _ connection: any Connection
    ) throws {
        guard !subscribers.isEmpty else { return }
        try connection.execute(
            """
            UPDATE delivery SET state = \(state), reason = \(Self.short(reason)), lease = NULL, changed = \(now)
            WHERE edition = \(edition) AND subscriber IN \(list: subscribers)
            """)
    }

    private func putOff(
        _ delivery: HeldDelivery, by wait: Duration, isAttempt: Bool, _ reason: String, _ edition: Edition.ID,
        at now: Timestamp, _ connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE delivery SET state = 'pending', reason = \(Self.short(reason)), worker = NULL, lease = NULL,
                due = \(now.advanced(by: wait)), attempts = \(delivery.attempts + (isAttempt ? 1 : 0)),
                changed = \(now)
            WHERE edition = \(edition) AND subscriber = \(delivery.subscriber)
            """)
        // Given up as uncertain, it may have been the last one that the edition waited for.
        guard delivery.state == .uncertain else { return }
        try connection.execute(
            """
            UPDATE edition SET state = 'sending', finished = NULL, version = version + 1
            WHERE id = \(edition) AND state = 'sent'
            """)
    }

    private func note(
        _ kind: BounceEvent.Kind, _ reason: String, _ delivery: HeldDelivery, _ edition: Edition.ID,
        at now: Timestamp, _ connection: any Connection
    ) throws {
        try BounceRules.apply(
            kind, to: delivery.subscriber, in: edition, status: "", detail: Self.short(reason),
            source: "while sending", at: now, connection)
    }

    /// A server may write whatever it likes.
    private static func short(_ reason: String) -> String {
        String(reason.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(300).map(Character.init))
    }
}

private struct HeldDelivery: RowDecodable {
    let id: Delivery.ID
    let subscriber: Subscriber.ID
    let attempts: Int
    let state: Delivery.State

    init(row: Row) throws {
        id = try row.value("id")
        subscriber = try row.value("subscriber")
        attempts = try row.value("attempts")
        state = try row.value("state")
    }
}
