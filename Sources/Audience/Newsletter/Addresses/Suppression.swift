package import Database
package import Kernel

/// An address to which nothing is sent, known by its keyed digest alone: it outlives the subscriber and any import.
package struct Suppression: Sendable, Hashable {
    package enum Reason: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        /// They unsubscribed.
        case left
        /// They had everything that was kept of them erased.
        case erased
        /// There is no such address, or it took nothing for weeks.
        case bounced
        /// They called a mail spam.
        case complained
        /// Somebody of the staff decided it.
        case staff

        /// Whether it ends when the person themselves confirms that they want the newsletter again.
        package var endsWithConfirmation: Bool {
            switch self {
            case .left, .erased: true
            case .bounced, .complained, .staff: false
            }
        }
    }

    package let reason: Reason
    /// Where it came from, in a few words.
    package let source: String
    package let made: Timestamp
}

extension Suppression: RowDecodable {
    package init(row: Row) throws {
        try self.init(reason: row.value("reason"), source: row.value("source"), made: row.value("made"))
    }
}

/// The suppressions within a transaction.
enum SuppressionList {
    static func suppression(of digest: [UInt8], _ connection: any Connection) throws -> Suppression? {
        try connection.first(
            Suppression.self, "SELECT reason, source, made FROM suppression WHERE digest = \(digest)")
    }

    /// One that ends with a confirmation gives way to one that doesn’t, and never the other way round.
    static func add(
        _ digest: [UInt8], _ reason: Suppression.Reason, source: String, at now: Timestamp,
        _ connection: any Connection
    ) throws {
        if let known = try suppression(of: digest, connection) {
            guard known.reason.endsWithConfirmation, !reason.endsWithConfirmation || reason == .erased else { return }
        }
        try connection.execute(
            """
            INSERT INTO suppression (digest, reason, source, made)
            VALUES (\(digest), \(reason), \(String(source.prefix(200))), \(now))
            ON CONFLICT (digest) DO UPDATE SET reason = excluded.reason, source = excluded.source, made = excluded.made
            """)
    }

    static func lift(_ digest: [UInt8], _ connection: any Connection) throws {
        try connection.execute("DELETE FROM suppression WHERE digest = \(digest)")
    }
}
