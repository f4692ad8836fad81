package import Database
import Dispatch
import Synchronization

import class GRDB.DatabasePool

/// One SQLite file behind one writer and several readers, in write-ahead mode with every commit flushed to the disk.
package final class SQLiteDatabase: Database {
    package let dialect = Dialect.sqlite
    private let pool: DatabasePool
    private let gate = Gate()
    /// The schema for which the writer's statements were prepared; GRDB looks after those of the readers.
    private let schemaVersion = Mutex<Int32?>(nil)

    /// Opens the file at `path`, or makes it; its folder must exist and be writable.
    ///
    /// - Throws: ``DatabaseError/unreachable(_:)`` when it cannot be opened or is not a SQLite database, or
    ///   ``DatabaseError/locked(_:)`` when another process keeps it locked.
    package init(path: String, configuration: SQLiteConfiguration = SQLiteConfiguration()) throws(DatabaseError) {
        do {
            pool = try DatabasePool(path: path, configuration: configuration.settings)
            // GRDB sets NORMAL for a write-ahead log, with which a power failure can undo the last commits.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        } catch {
            throw SQLiteFailure.opening(path, error)
        }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await inside {
            try await pool.read { database in
                try SQLiteConnection(database, isReader: true).run(body)
            }
        }
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await inside {
            // GRDB's transactions that write are IMMEDIATE: they take the lock before they read.
            try await pool.write { database in
                try self.forgetStaleStatements(database)
                do {
                    return try SQLiteConnection(database, isReader: false).run(body)
                } catch {
                    // Statements may have been prepared for a schema that is now undone.
                    database.clearSchemaCache()
                    throw error
                }
            }
        }
    }

    package func close() async {
        await gate.close()
        await withCheckedContinuation { continuation in
            // Closing waits for the disk, so it stays off the cooperative threads.
            DispatchQueue.global().async { [pool] in
                try? pool.close()
                continuation.resume()
            }
        }
    }

    /// Drops what was prepared before another process changed the schema: GRDB would go by the columns of that time.
    private func forgetStaleStatements(_ database: GRDBConnection) throws {
        let current = try database.schemaVersion()
        let isStale = schemaVersion.withLock { known in
            defer { known = current }
            return known != current
        }
        if isStale { database.clearSchemaCache() }
    }

    private func inside<Value>(_ work: () async throws -> Value) async throws -> Value {
        try gate.enter()
        defer { gate.leave() }
        do {
            return try await work()
        } catch {
            // What is no error of SQLite's (the body's own, a cancellation) passes as it is.
            throw SQLiteFailure.translated(error, isReader: false) ?? error
        }
    }
}
