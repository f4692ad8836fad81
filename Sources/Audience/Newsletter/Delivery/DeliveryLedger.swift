package import Database
package import Kernel

/// Who was sent what: a row for each edition and subscriber, committed as “sending” before anything of it goes over the wire.
///
/// Mail cannot be sent exactly once. This sends at most once, and says of what it does not know that it doesn’t.
///
/// A worker takes many deliveries at a time, and has each in its hands until the row is due again; it begins them in small waves. Those that it
/// had not begun when it died fall to whoever takes next.
package struct DeliveryLedger: Sendable {
    /// How long a worker has for a batch before what it has begun counts as uncertain, and others may take the rest.
    package static let lease = Duration.seconds(300)
    /// How long to wait after each try that was put off.
    static let waits: [Duration] = [300, 900, 1800, 3600, 7200, 14_400, 28_800].map { .seconds($0) }
    /// How long to wait when nothing was tried.
    static let pause = Duration.seconds(30)

    let database: any Database
    let key: AudienceKey
    let leaseTime: Duration

    /// - Parameter lease: How long a worker has for a batch unless it asks for more.
    package init(database: any Database, key: AudienceKey, lease: Duration = Self.lease) {
        self.database = database
        self.key = key
        leaseTime = lease
    }

    /// The same ledger for a worker that has another time for a batch.
    package func leasing(_ time: Duration) -> Self { Self(database: database, key: key, lease: time) }

    /// Takes the next deliveries of an edition that is being sent: first those whose wait is over, then subscribers whom nobody
    /// has taken yet.
    ///
    /// Several workers, on as many nodes as there are, may take at the same time; each gets others.
    ///
    /// - Parameter worker: Names this taking, unlike any other that ever was.
    package func take(
        _ edition: Edition.ID, for worker: String, most: Int, at now: Timestamp
    ) async throws -> [Delivery] {
        let taken = try await database.write { connection in
            guard let progress = try SendingEdition.find(edition, connection), progress.state == .sending,
                let started = progress.started
            else { return Taken() }
            var taken = Taken(topics: try Interest.all(connection))
            taken.deliveries = try due(edition, for: worker, most: most, at: now, connection)
            let room = most - taken.deliveries.count
            guard room > 0, !progress.isReached else { return taken }
            let audience = try EditionAudience(of: edition, started: started, connection)
            let next = try audience.subscribers(after: progress.reach, most: room, connection).map {
                TakenDelivery(id: Delivery.id(of: edition, for: $0.id), recipient: $0)
            }
            let lease = now.advanced(by: leaseTime)
            try connection.insert(
                next.map { delivery in
                    [
                        edition.databaseValue, delivery.recipient.id.databaseValue, delivery.id.databaseValue,
                        Delivery.State.pending.databaseValue, worker.databaseValue, lease.databaseValue,
                        lease.databaseValue, 0.databaseValue, now.databaseValue, "".databaseValue,
                    ]
                }, by: Self.insertion)
            try connection.execute(
                """
                UPDATE edition SET reach = \(next.last?.recipient.id.description ?? progress.reach),
                    is_reached = \(next.count < room), taken = taken + \(next.count)
                WHERE id = \(edition)
                """)
            taken.deliveries += next
            return taken
        }
        return try await opened(taken, edition, worker, at: now)
    }

    private static let insertion = Insertion(
        into: "delivery",
        ["edition", "subscriber", "id", "state", "worker", "lease", "due", "attempts", "changed", "reason"])

    private struct Taken: Sendable {
        var deliveries: [TakenDelivery] = []
        var topics: [Int: Set<Slug>] = [:]
    }

    /// Those whose wait is over, unless they no longer want it.
    private func due(
        _ edition: Edition.ID, for worker: String, most: Int, at now: Timestamp, _ connection: any Connection
    ) throws -> [TakenDelivery] {
        let lock: SQL = connection.dialect == .postgres ? "FOR UPDATE SKIP LOCKED" : ""
        let due = try connection.rows(
            """
            SELECT subscriber, id FROM delivery
            WHERE edition = \(edition) AND state = 'pending' AND due <= \(now)
            ORDER BY due LIMIT \(most) \(lock)
            """
        ).reduce(into: [Subscriber.ID: Delivery.ID]()) { $0[try $1.value("subscriber")] = try $1.value("id") }
        guard !due.isEmpty else { return [] }
        let recipients = try connection.all(
            Recipient.self,
            "SELECT id, sealed, interest FROM subscriber WHERE state = 'active' AND id IN \(list: Array(due.keys))")
        let wanted = Set(recipients.map(\.id))
        let lease = now.advanced(by: leaseTime)
        try connection.execute(
            """
            UPDATE delivery SET worker = \(worker), lease = \(lease), due = \(lease), changed = \(now)
            WHERE edition = \(edition) AND subscriber IN \(list: recipients.map(\.id))
            """)
        try connection.execute(
            """
            UPDATE delivery SET state = 'skipped', changed = \(now), reason = 'They left or paused.', lease = NULL
            WHERE edition = \(edition) AND subscriber IN \(list: due.keys.filter { !wanted.contains($0) })
            """)
        try DeliveryTally.add(
            [.skipped: due.count - recipients.count], of: edition, by: worker, at: now, connection)
        return recipients.compactMap { recipient in
            due[recipient.id].map { TakenDelivery(id: $0, recipient: recipient) }
        }
    }

    /// An address that can’t be opened is a failure that is told, not a reader who is passed over in silence.
    private func opened(
        _ taken: Taken, _ edition: Edition.ID, _ worker: String, at now: Timestamp
    ) async throws -> [Delivery] {
        var deliveries: [Delivery] = []
        var closed: [Delivery.ID: Delivery.Outcome] = [:]
        let topics = taken.topics
        for taken in taken.deliveries {
            guard let address = key.open(taken.recipient.sealed) else {
                closed[taken.id] = .halted(
                    "An address cannot be opened with this “audience.key”.", cause: "address")
                continue
            }
            deliveries.append(
                Delivery(
                    id: taken.id, edition: edition, subscriber: taken.recipient.id, address: address,
                    topics: topics[taken.recipient.interest] ?? []))
        }
        if !closed.isEmpty { try await settle(closed, of: edition, by: worker, at: now) }
        return deliveries
    }

    /// Gives a worker more time for what it still holds.
    package func renew(
        _ batch: [Delivery.ID], of edition: Edition.ID, by worker: String, at now: Timestamp
    ) async throws {
        let lease = now.advanced(by: leaseTime)
        _ = try await database.write { connection in
            try connection.execute(
                """
                UPDATE delivery SET lease = \(lease), due = \(lease)
                WHERE id IN \(list: batch) AND worker = \(worker) AND state IN ('pending', 'sending')
                """)
        }
    }

    /// Makes what workers have begun that didn’t come back in time uncertain.
    ///
    /// - Returns: How many.
    @discardableResult
    package func giveUpDead(at now: Timestamp) async throws -> Int {
        try await database.write { connection in
            let lost = try connection.rows(
                """
                UPDATE delivery SET state = 'uncertain', changed = \(now), reason = 'The server stopped while it was sent.'
                WHERE state = 'sending' AND lease <= \(now) RETURNING edition
                """
            ).reduce(into: [Edition.ID: Int]()) { $0[try $1.value("edition"), default: 0] += 1 }
            for (edition, count) in lost {
                try DeliveryTally.add([.uncertain: count], of: edition, by: "", at: now, connection)
            }
            return lost.values.reduce(0, +)
        }
    }
}

private struct TakenDelivery: Sendable {
    let id: Delivery.ID
    let recipient: Recipient
}

/// How far sending an edition has come.
struct SendingEdition: RowDecodable {
    let state: Edition.State
    let started: Timestamp?
    let reach: String
    let isReached: Bool

    init(row: Row) throws {
        state = try row.value("state")
        started = try row.value("started")
        reach = try row.value("reach")
        isReached = try row.value("is_reached")
    }

    /// Also holds the row until the transaction ends.
    static func find(_ edition: Edition.ID, _ connection: any Connection) throws -> SendingEdition? {
        let lock: SQL = connection.dialect == .postgres ? "FOR UPDATE" : ""
        return try connection.first(
            Self.self, "SELECT state, started, reach, is_reached FROM edition WHERE id = \(edition) \(lock)")
    }
}
