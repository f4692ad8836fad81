import Database
import Kernel

/// How many deliveries of an edition came to what end, counted while they do.
///
/// Each process has rows of its own for each stretch of time. Processes that count at once don’t get in each other’s way, and the
/// latest stretches tell how fast it goes.
enum DeliveryTally {
    private static let slotMilliseconds = 10_000

    /// Adds what has changed; less than nothing for what turned out otherwise.
    static func add(
        _ changes: [Delivery.State: Int], of edition: Edition.ID, by worker: String, at now: Timestamp,
        _ connection: any Connection
    ) throws {
        let slot = now.milliseconds / Int64(slotMilliseconds)
        for (state, change) in changes.sorted(by: { $0.key.rawValue < $1.key.rawValue })
        where change != 0 && state.isEnd {
            try connection.execute(
                """
                INSERT INTO delivery_tally (edition, worker, slot, state, count)
                VALUES (\(edition), \(worker), \(slot), \(state), \(change))
                ON CONFLICT (edition, worker, slot, state) DO UPDATE SET count = delivery_tally.count + excluded.count
                """)
        }
    }

    /// How many are in each state; an edition without any isn’t there.
    static func counts(
        of editions: [Edition.ID], _ connection: any Connection
    ) throws -> [Edition.ID: [Delivery.State: Int]] {
        guard !editions.isEmpty else { return [:] }
        let rows =
            try connection.rows(
                """
                SELECT edition, state, CAST(sum(count) AS BIGINT) AS number FROM delivery_tally
                WHERE edition IN \(list: editions) GROUP BY edition, state
                """)
            + connection.rows(
                """
                SELECT edition, 'pending' AS state, count(*) AS number FROM delivery
                WHERE edition IN \(list: editions) AND state = 'pending' AND lease IS NULL GROUP BY edition
                """)
        var counts = try rows.reduce(into: [Edition.ID: [Delivery.State: Int]]()) { counts, row in
            let number = try row.value("number", as: Int.self)
            guard number != 0 else { return }
            let edition = try row.value("edition", as: Edition.ID.self)
            counts[edition, default: [:]][try row.value("state"), default: 0] += number
        }
        // What is in somebody’s hands is on its way, whether it was begun or not.
        for row in try connection.rows("SELECT id, taken FROM edition WHERE id IN \(list: editions) AND taken > 0") {
            let edition = try row.value("id", as: Edition.ID.self)
            let known = counts[edition, default: [:]].values.reduce(0, +)
            let left = try row.value("taken", as: Int.self) - known
            if left > 0 { counts[edition, default: [:]][.sending] = left }
        }
        return counts
    }

    /// How many came to an end after a moment, to a stretch of time.
    static func recent(of edition: Edition.ID, since: Timestamp, _ connection: any Connection) throws -> Int {
        try connection.value(
            Int.self,
            """
            SELECT CAST(coalesce(sum(count), 0) AS BIGINT) FROM delivery_tally
            WHERE edition = \(edition) AND slot > \(since.milliseconds / Int64(slotMilliseconds))
            """) ?? 0
    }

    /// How many a server has taken over.
    static func sent(of edition: Edition.ID, _ connection: any Connection) throws -> Int {
        try connection.value(
            Int.self,
            """
            SELECT CAST(coalesce(sum(count), 0) AS BIGINT) FROM delivery_tally
            WHERE edition = \(edition) AND state = 'sent'
            """) ?? 0
    }

    /// Leaves one row for each state, of an edition that is over.
    static func condense(_ edition: Edition.ID, _ connection: any Connection) throws {
        let sums = try connection.rows(
            """
            SELECT state, CAST(sum(count) AS BIGINT) AS number FROM delivery_tally
            WHERE edition = \(edition) GROUP BY state
            """
        ).reduce(into: [Delivery.State: Int]()) { sums, row in
            sums[try row.value("state")] = try row.value("number")
        }
        try connection.execute("DELETE FROM delivery_tally WHERE edition = \(edition)")
        try add(sums, of: edition, by: "", at: Timestamp(milliseconds: 0), connection)
    }
}

extension Delivery.State {
    /// Whether nothing more is to be done.
    var isEnd: Bool {
        switch self {
        case .sent, .failed, .uncertain, .skipped: true
        case .pending, .sending: false
        }
    }
}
