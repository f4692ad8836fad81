import Database

import struct GRDB.Configuration
import class GRDB.DatabaseQueue

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How to connect to a file, for reading or for writing.
struct SQLiteFile: Sendable {
    let path: String
    let busyTimeout: Duration
    let isReadOnly: Bool

    /// - Throws: ``DatabaseError/unreachable(_:)`` or ``DatabaseError/locked(_:)``.
    func connect() throws(DatabaseError) -> DatabaseQueue {
        // SQLite would keep these in memory, each connection for itself.
        guard !path.isEmpty, path != ":memory:" else { throw DatabaseError.unreachable("“\(path)” is not a file") }
        if !isReadOnly { makeFile() }
        do {
            let connection = try DatabaseQueue(path: path, configuration: configuration)
            if !isReadOnly {
                // GRDB sets NORMAL for a write-ahead log, with which a power failure can undo the last commits.
                try connection.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            }
            return connection
        } catch {
            throw SQLiteFailure.opening(path, error)
        }
    }

    /// Makes a file that does not exist yet for its owner alone, because it will hold addresses and password hashes; its
    /// log gets the same rights from SQLite.
    private func makeFile() {
        // One that exists is not opened: closing it would undo the locks that this process may hold on it.
        let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor >= 0 { close(descriptor) }
    }

    /// GRDB turns foreign keys on by itself.
    private var configuration: Configuration {
        let milliseconds = max(0, Int(busyTimeout / .milliseconds(1)))
        var configuration = Configuration()
        configuration.label = "masthead"
        configuration.readonly = isReadOnly
        configuration.journalMode = isReadOnly ? .default : .wal
        // A worker begins and ends its transactions itself.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA busy_timeout = \(milliseconds)")
        }
        return configuration
    }
}
