package import Database

/// One schema of a PostgreSQL server, behind a fixed number of connections that are made when they are first needed.
///
/// Writes are SERIALIZABLE and run again when the server asks for it: SQLite runs them one after the other, so stores
/// may read, decide and write without thinking of others, and must be able to do the same here.
package struct PostgresDatabase: Database {
    package let dialect = Dialect.postgres
    private let workers: [PostgresWorker]
    private let pool: FairPool<PostgresWorker>
    private let gate = Gate()

    /// Takes the address without connecting to it.
    ///
    /// - Throws: ``DatabaseError/unreachable(_:)`` when the address cannot be read.
    package init(_ configuration: PostgresConfiguration) throws(DatabaseError) {
        let settings = try ConnectionSettings(configuration)
        workers = (0..<max(1, configuration.connections)).map { number in
            PostgresWorker(settings: settings, patience: configuration.lockTimeout, number: number)
        }
        pool = FairPool(workers)
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await transact(.read, body)
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try await transact(.write, body)
    }

    package func close() async {
        await gate.close()
        for worker in workers { await worker.disconnect() }
    }

    private func transact<Value: Sendable>(
        _ mode: TransactionMode, _ body: @escaping @Sendable (any Connection) throws -> Value
    ) async throws -> Value {
        try gate.enter()
        defer { gate.leave() }
        let worker = try await pool.lend()
        defer { pool.takeBack(worker) }
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await worker.transact(mode, cancellation, body)
        } onCancel: {
            cancellation.cancel()
        }
    }
}
