import Database
import Kernel

/// Stops sending within a transaction.
enum EditionHalt {
    /// So often an edition stops because of the same mails while nothing is sent.
    static let most = 8

    static func pause(
        _ edition: Edition.ID, because reason: String, at now: Timestamp, _ connection: any Connection
    ) throws {
        try connection.execute(
            """
            UPDATE edition SET state = 'paused', halt = \(String(reason.prefix(300))), version = version + 1
            WHERE id = \(edition) AND state = 'sending'
            """)
    }

    /// Stops an edition for a cause until somebody has looked.
    ///
    /// It goes on when somebody has looked at this cause before, and others were sent theirs since: it concerns some mails, which may wait. What
    /// concerns everybody’s, without a cause of its own, stops it each time.
    ///
    /// - Returns: Whether it stands still.
    static func stops(
        _ edition: Edition.ID, for cause: String, because reason: String, at now: Timestamp,
        _ connection: any Connection
    ) throws -> Bool {
        let state = try connection.value(Edition.State.self, "SELECT state FROM edition WHERE id = \(edition)")
        // One of the same wave was first.
        guard state == .sending else { return true }
        let cause = String(cause.prefix(300))
        let sent = try DeliveryTally.sent(of: edition, connection)
        let known = try connection.rows(
            "SELECT times, sent FROM edition_halt WHERE edition = \(edition) AND cause = \(cause)"
        ).first
        if !cause.isEmpty, let known {
            let isOver = try sent > known.value("sent", as: Int.self) || known.value("times", as: Int.self) >= most
            if isOver { return false }
        }
        try connection.execute(
            """
            INSERT INTO edition_halt (edition, cause, times, sent) VALUES (\(edition), \(cause), 1, \(sent))
            ON CONFLICT (edition, cause) DO UPDATE SET times = edition_halt.times + 1
            """)
        try pause(edition, because: reason, at: now, connection)
        return true
    }

    /// Stops an edition once for a cause that is heard of afterwards.
    static func once(
        _ edition: Edition.ID, for cause: String, because reason: String, at now: Timestamp,
        _ connection: any Connection
    ) throws {
        let isNew = try connection.execute(
            """
            INSERT INTO edition_halt (edition, cause, times, sent) VALUES (\(edition), \(String(cause.prefix(300))), 1, 0)
            ON CONFLICT DO NOTHING
            """)
        if isNew == 1 { try pause(edition, because: reason, at: now, connection) }
    }
}
