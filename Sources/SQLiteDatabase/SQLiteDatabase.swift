package import Database

/// One SQLite file behind one writer and several readers, in write-ahead mode with every commit flushed to the disk.
package struct SQLiteDatabase: Database {
    package let dialect = Dialect.sqlite
    private let writer: WorkerPool<SQLiteWorker>
    private let readers: WorkerPool<SQLiteWorker>

    /// Opens the file at `path`, or makes it; its folder must exist and be writable.
    ///
    /// - Throws: ``DatabaseError/unreachable(_:)`` when it cannot be opened or is not a SQLite database, or
    ///   ``DatabaseError/locked(_:)`` when another process keeps it locked.
    package init(path: String, configuration: SQLiteConfiguration = SQLiteConfiguration()) throws(DatabaseError) {
        let writer = SQLiteFile(path: path, busyTimeout: configuration.busyTimeout, isReadOnly: false)
        // The writer's connection prepares the file for the readers, who connect when they are first needed.
        self.writer = WorkerPool([SQLiteWorker(writer, connected: try writer.connect())])
        let reader = SQLiteFile(path: path, busyTimeout: configuration.busyTimeout, isReadOnly: true)
        readers = WorkerPool((0..<max(1, configuration.readers)).map { _ in SQLiteWorker(reader, connected: nil) })
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await readers.run { worker, cancellation in try await worker.transact(cancellation, body) }
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await writer.run { worker, cancellation in try await worker.transact(cancellation, body) }
    }

    package func close() async {
        await readers.close { await $0.disconnect() }
        // The last to go tidies up, which a reader could not.
        await writer.close { await $0.disconnect() }
    }
}
