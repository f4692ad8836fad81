package import Database

/// One schema of a PostgreSQL server, behind a fixed number of connections that are made when they are first needed.
///
/// Writes are SERIALIZABLE and run again when the server asks for it: SQLite runs them one after the other, so stores
/// may read, decide and write without thinking of others, and must be able to do the same here.
package struct PostgresDatabase: Database {
    package let dialect = Dialect.postgres
    private let workers: WorkerPool<PostgresWorker>

    /// Takes the address without connecting to it.
    ///
    /// - Throws: ``DatabaseError/unreachable(_:)`` when the address cannot be read.
    package init(_ configuration: PostgresConfiguration) throws(DatabaseError) {
        let settings = try ConnectionSettings(configuration)
        workers = WorkerPool(
            (0..<max(1, configuration.connections)).map { _ in
                PostgresWorker(settings: settings, patience: configuration.lockTimeout)
            })
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await workers.run { worker, cancellation in try await worker.transact(.read, cancellation, body) }
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await workers.run { worker, cancellation in try await worker.transact(.write, cancellation, body) }
    }

    package func close() async {
        await workers.close { await $0.disconnect() }
    }
}
