import Database
package import Kernel

extension DeliveryLedger {
    /// What a worker has to write about deliveries that it took.
    struct Entry: Sendable {
        let edition: Edition.ID
        let worker: String
        /// Under which name it counts.
        let process: String
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
        _ = try await write(
            [Entry(edition: edition, worker: worker, process: worker, outcomes: outcomes)], at: now)
    }

    /// Begins deliveries that a worker took.
    ///
    /// - Returns: Those that were begun. The others are in somebody else’s hands by now, or their edition has stopped, and nothing of them may
    ///   go over the wire.
    package func begin(
        _ deliveries: [Delivery.ID], of edition: Edition.ID, by worker: String, at now: Timestamp
    ) async throws -> Set<Delivery.ID> {
        try await write(
            [Entry(edition: edition, worker: worker, process: worker, beginning: deliveries)], at: now)
    }

    /// Writes what several workers of a process have to write, in one transaction.
    ///
    /// - Returns: Those that were begun.
    func write(_ entries: [Entry], at now: Timestamp) async throws -> Set<Delivery.ID> {
        try await database.write { connection in
            try connection.avoidWholeTables()
            let entries = Self.joined(entries)
            try settle(entries, at: now, connection)
            var begun: Set<Delivery.ID> = []
            for entry in entries where !entry.beginning.isEmpty {
                begun.formUnion(try begin(entry, at: now, connection))
            }
            return begun
        }
    }

    /// One for each worker.
    private static func joined(_ entries: [Entry]) -> [Entry] {
        entries.reduce(into: []) { joined, entry in
            if let place = joined.firstIndex(where: { $0.edition == entry.edition && $0.worker == entry.worker }) {
                joined[place].outcomes.merge(entry.outcomes) { $1 }
                joined[place].beginning += entry.beginning
            } else {
                joined.append(entry)
            }
        }
    }

    private func begin(_ entry: Entry, at now: Timestamp, _ connection: any Connection) throws -> [Delivery.ID] {
        try connection.rows(Self.beginning(entry, until: now.advanced(by: leaseTime), at: now)).map {
            try $0.value("id")
        }
    }

    // An identifier names the edition, too. Were that named beside it, SQLite would look through the whole edition.
    static func beginning(_ entry: Entry, until lease: Timestamp, at now: Timestamp) -> SQL {
        """
        UPDATE delivery SET state = 'sending', lease = \(lease), changed = \(now)
        WHERE id IN \(list: entry.beginning) AND worker = \(entry.worker) AND \(state(is: .pending))
            AND EXISTS (SELECT 1 FROM edition WHERE edition.id = \(entry.edition) AND edition.state = 'sending')
        RETURNING id
        """
    }

    /// Sets those sent that one of several workers has begun.
    ///
    /// What was begun is nobody else’s any more, so it needs no telling which of them it was.
    static func sent(_ deliveries: [Delivery.ID], by workers: [String], at now: Timestamp) -> SQL {
        """
        UPDATE delivery SET state = 'sent', reason = '', lease = NULL, changed = \(now)
        WHERE id IN \(list: deliveries) AND worker IN \(list: workers) AND \(state(is: .sending))
        """
    }

    /// Not an equation, so that PostgreSQL doesn’t take the index of what waits, or of what is on its way, for a short cut: the entries of
    /// all that went before are still in it.
    private static func state(is state: Delivery.State) -> SQL { "coalesce(state, '') = \(state)" }

    static func held(_ entry: Entry) -> SQL {
        """
        SELECT id, subscriber, attempts, state FROM delivery
        WHERE id IN \(list: Array(entry.outcomes.keys)) AND worker = \(entry.worker)
            AND state IN ('pending', 'sending', 'uncertain')
        """
    }

    private func settle(_ entries: [Entry], at now: Timestamp, _ connection: any Connection) throws {
        for (edition, entries) in Dictionary(grouping: entries, by: \.edition) {
            let settled = try settleSent(entries, of: edition, at: now, connection)
            if settled == entries.reduce(0, { $0 + $1.outcomes.count }) { continue }
            // What went otherwise, and what isn’t on its way any more.
            for entry in entries where !entry.outcomes.isEmpty { try settleHeld(entry, at: now, connection) }
        }
    }

    /// - Returns: How many were on their way and are sent.
    private func settleSent(
        _ entries: [Entry], of edition: Edition.ID, at now: Timestamp, _ connection: any Connection
    ) throws -> Int {
        let sent = entries.flatMap { $0.outcomes.filter { $0.value == .sent }.keys }
        guard !sent.isEmpty, let process = entries.first?.process else { return 0 }
        let settled = try connection.execute(Self.sent(sent, by: entries.map(\.worker), at: now))
        try DeliveryTally.add([.sent: settled], of: edition, by: process, at: now, connection)
        return settled
    }

    private func settleHeld(_ entry: Entry, at now: Timestamp, _ connection: any Connection) throws {
        var changes: [Delivery.State: Int] = [:]
        for delivery in try connection.all(HeldDelivery.self, Self.held(entry)) {
            guard let outcome = entry.outcomes[delivery.id] else { continue }
            let state = try settle(delivery, outcome, entry.edition, at: now, connection)
            changes[delivery.state, default: 0] -= 1
            changes[state, default: 0] += 1
        }
        try DeliveryTally.add(changes, of: entry.edition, by: entry.process, at: now, connection)
    }

    /// - Returns: The state in which it is from now on.
    private func settle(
        _ delivery: HeldDelivery, _ outcome: Delivery.Outcome, _ edition: Edition.ID, at now: Timestamp,
        _ connection: any Connection
    ) throws -> Delivery.State {
        func end(_ state: Delivery.State, _ reason: String, _ kind: BounceEvent.Kind? = nil) throws -> Delivery.State {
            try set(state, reason, delivery, edition, at: now, connection)
            if let kind { try note(kind, reason, delivery, edition, at: now, connection) }
            return state
        }
        func wait(_ time: Duration, _ reason: String, isAttempt: Bool = false) throws -> Delivery.State {
            try putOff(delivery, by: time, isAttempt: isAttempt, reason, edition, at: now, connection)
            return .pending
        }
        func tryAgain(_ reason: String, _ kind: BounceEvent.Kind?) throws -> Delivery.State {
            guard delivery.attempts < Self.waits.count else { return try end(.failed, reason, kind) }
            return try wait(Self.waits[delivery.attempts], reason, isAttempt: true)
        }
        switch outcome {
        case .sent: return try end(.sent, "")
        case .untried(let reason): return try wait(Self.pause, reason)
        case .held(let reason, let time): return try wait(max(time, .seconds(1)), reason)
        case .unwanted(let reason): return try end(.skipped, reason)
        case .soft(let reason): return try tryAgain(reason, .soft)
        case .full(let reason): return try tryAgain(reason, .full)
        case .hard(let reason): return try end(.failed, reason, .hard)
        case .refused(let reason): return try end(.failed, reason, .soft)
        case .halted(let reason, let cause):
            guard try EditionHalt.stops(edition, for: cause, because: reason, at: now, connection) else {
                return try tryAgain(reason, nil)
            }
            // Where it is about some, the others come first when it goes on.
            return try wait(cause.isEmpty ? .zero : Self.waits[0], reason)
        case .unknown(let reason): return try end(.uncertain, reason)
        }
    }

    private func set(
        _ state: Delivery.State, _ reason: String, _ delivery: HeldDelivery, _ edition: Edition.ID, at now: Timestamp,
        _ connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE delivery SET state = \(state), reason = \(Self.short(reason)), lease = NULL, changed = \(now)
            WHERE edition = \(edition) AND subscriber = \(delivery.subscriber)
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
