import Database

import class GRDB.DatabaseQueue

/// The owner of one connection, on a thread of its own because SQLite blocks.
///
/// It begins and ends transactions by itself: GRDB's own asynchronous pool changes threads twice and prepares BEGIN and
/// COMMIT each time, which took four times as long as reading a row.
actor SQLiteWorker {
    private let file: SQLiteFile
    private let executor = QueueExecutor(label: "masthead.sqlite")
    private var connection: DatabaseQueue?
    /// The schema for which the cached statements were prepared.
    private var schemaVersion: Int32?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ file: SQLiteFile, connected connection: DatabaseQueue?) {
        self.file = file
        self.connection = connection
    }

    func disconnect() {
        try? connection?.close()
        connection = nil
    }

    /// Runs a transaction.
    func transact<Value>(
        _ cancellation: Cancellation, _ body: @Sendable (any Connection) throws -> Value
    ) throws -> Value {
        try cancellation.check()
        var isUsable = true
        defer { if !isUsable { disconnect() } }
        do {
            return try connected().writeWithoutTransaction { database in
                let transaction = SQLiteTransaction(database, isReadOnly: file.isReadOnly, cancellation)
                do {
                    try transaction.begin()
                    try forgetStaleStatements(database)
                    return try transaction.run(body)
                } catch {
                    isUsable = transaction.rollBack()
                    // Statements may have been prepared for a schema that is now undone.
                    schemaVersion = nil
                    throw error
                }
            }
        } catch {
            // What is no error of SQLite's (the body's own, a cancellation) passes as it is.
            throw SQLiteFailure.translated(error, isReadOnly: file.isReadOnly) ?? error
        }
    }

    private func connected() throws(DatabaseError) -> DatabaseQueue {
        if let connection { return connection }
        let connection = try file.connect()
        self.connection = connection
        return connection
    }

    /// Drops what was prepared before the schema changed: GRDB goes by the columns of that time.
    private func forgetStaleStatements(_ database: GRDBConnection) throws {
        let current = try database.schemaVersion()
        guard current != schemaVersion else { return }
        schemaVersion = current
        database.clearSchemaCache()
    }
}
