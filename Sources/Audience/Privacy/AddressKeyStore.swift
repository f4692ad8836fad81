import Crypto
import Database
import Kernel

/// Keeps the keys of days under which networks are hashed, the same on all servers.
struct AddressKeyStore: Sendable {
    private let database: any Database

    init(database: any Database) { self.database = database }

    /// All keys that are kept, after making those of the given days; of several servers the first to write makes a day’s key.
    func keys(making days: [CalendarDay]) async throws -> [CalendarDay: [UInt8]] {
        let known = try await database.read { try Self.keys($0) }
        guard days.contains(where: { known[$0] == nil }) else { return known }
        return try await database.write { connection in
            for day in days {
                let key = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
                try connection.execute(
                    "INSERT INTO address_key (day, secret) VALUES (\(day), \(key)) ON CONFLICT (day) DO NOTHING")
            }
            return try Self.keys(connection)
        }
    }

    /// Throws keys away, and with them the networks that comments came from: without the key they say nothing any more.
    ///
    /// - Parameters:
    ///   - day: The first whose key stays.
    ///   - kept: Earlier days whose keys stay too.
    func forget(before day: CalendarDay, keeping kept: Set<CalendarDay>) async throws {
        let days = kept.sorted()
        try await database.write { connection in
            // An empty list matches nothing, even after NOT.
            let keys: SQL = days.isEmpty ? "" : "AND day NOT IN \(list: days)"
            let networks: SQL = days.isEmpty ? "" : "AND network_day NOT IN \(list: days)"
            try connection.execute("DELETE FROM address_key WHERE day < \(day) \(keys)")
            try connection.execute(
                "UPDATE comment SET network = NULL, network_day = NULL WHERE network_day < \(day) \(networks)")
        }
    }

    private static func keys(_ connection: any Connection) throws -> [CalendarDay: [UInt8]] {
        let pairs = try connection.rows("SELECT day, secret FROM address_key").map { row in
            try (row.value("day", as: CalendarDay.self), row.value("secret", as: [UInt8].self))
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
