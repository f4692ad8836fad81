import Crypto
package import Kernel

/// Brings one store's schema up to what this Masthead knows.
package struct Migrator: Sendable {
    private let store: String
    private let migrations: [Migration]

    package init(store: String, migrations: [Migration]) {
        self.store = store
        self.migrations = migrations
    }

    /// Applies what has not been applied, all of it or nothing, while no other process can.
    ///
    /// - Returns: The migrations that this call applied.
    /// - Throws: ``DatabaseError/schemaTooNew(store:found:known:)``, ``DatabaseError/migrationChanged(store:number:)``, or
    ///   what goes wrong in a migration; then the schema is as it was.
    @discardableResult
    package func migrate(_ database: any Database, clock: any WallClock) async throws -> [Migration] {
        // A start with nothing to do waits for nobody's lock.
        guard try await !pending(database).isEmpty else { return [] }
        let patience = ContinuousClock.now + .seconds(60)
        while true {
            do {
                return try await database.write { connection in try apply(connection, at: clock.now()) }
            } catch DatabaseError.locked where ContinuousClock.now < patience {
                // On SQLite the other process that migrates may need longer than a lock's time limit.
                try Task.checkCancellation()
            }
        }
    }

    /// The migrations that ``migrate(_:clock:)`` would apply; changes nothing.
    ///
    /// - Throws: ``DatabaseError/schemaTooNew(store:found:known:)`` or
    ///   ``DatabaseError/migrationChanged(store:number:)``.
    package func pending(_ database: any Database) async throws -> [Migration] {
        try checkNumbers()
        return try await database.read { connection in
            let query: SQL =
                switch connection.dialect {
                case .sqlite: "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'"
                case .postgres: "SELECT 1 WHERE to_regclass('schema_migration') IS NOT NULL"
                }
            guard try connection.value(Int.self, query) != nil else { return migrations }
            return try unapplied(connection)
        }
    }

    private func apply(_ connection: any Connection, at moment: Timestamp) throws -> [Migration] {
        try takeLock(connection)
        try connection.execute(
            """
            CREATE TABLE IF NOT EXISTS schema_migration (
                number INTEGER NOT NULL PRIMARY KEY,
                name TEXT NOT NULL,
                checksum TEXT NOT NULL,
                applied BIGINT NOT NULL
            )
            """)
        let unapplied = try unapplied(connection)
        for migration in unapplied {
            for statement in migration.statements(connection.dialect) { try connection.execute(statement) }
            try connection.execute(
                """
                INSERT INTO schema_migration (number, name, checksum, applied)
                VALUES (\(migration.number), \(migration.name), \(checksum(migration, connection.dialect)), \(moment))
                """)
        }
        return unapplied
    }

    private func takeLock(_ connection: any Connection) throws {
        switch connection.dialect {
        case .sqlite: break  // A write transaction is the lock.
        case .postgres:
            // Otherwise the transaction would go on seeing the schema as it was before it got the lock.
            try connection.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            // Building an index, or waiting for another process that does, may take as long as it takes.
            try connection.execute("SET LOCAL lock_timeout = 0")
            try connection.execute("SET LOCAL statement_timeout = 0")
            _ = try connection.rows("SELECT pg_advisory_xact_lock(\(lockKey))")
            // `search_path` is the store's own schema, quoted.
            try connection.execute(
                """
                DO $$ BEGIN
                    IF current_schema() IS NULL THEN
                        EXECUTE 'CREATE SCHEMA ' || current_setting('search_path');
                    END IF;
                END $$
                """)
        }
    }

    private func unapplied(_ connection: any Connection) throws -> [Migration] {
        let applied = try connection.all(
            AppliedMigration.self, "SELECT number, checksum FROM schema_migration ORDER BY number")
        if let last = applied.last, last.number > migrations.count {
            throw DatabaseError.schemaTooNew(store: store, found: last.number, known: migrations.count)
        }
        for (migration, applied) in zip(migrations, applied)
        where migration.number != applied.number || checksum(migration, connection.dialect) != applied.checksum {
            throw DatabaseError.migrationChanged(store: store, number: migration.number)
        }
        return Array(migrations[applied.count...])
    }

    private func checkNumbers() throws {
        guard migrations.map(\.number) == Array(1..<migrations.count + 1) else {
            throw DatabaseError.statement("The migrations of the \(store) store are not numbered 1, 2, 3 and so on.")
        }
    }

    private var lockKey: Int64 {
        SHA256.hash(data: Array("masthead migrations of \(store)".utf8)).prefix(8)
            .reduce(0) { key, byte in key << 8 | Int64(byte) }
    }

    private func checksum(_ migration: Migration, _ dialect: Dialect) -> String {
        var digest = SHA256()
        for statement in migration.statements(dialect) {
            // The lengths keep apart what is cut differently but reads the same in a row.
            for part in [statement.text] + statement.arguments.map({ "\($0)" }) {
                digest.update(data: Array("\(part.utf8.count):\(part)".utf8))
            }
        }
        return digest.finalize().hexadecimal
    }
}

private struct AppliedMigration: RowDecodable {
    let number: Int
    let checksum: String

    init(row: Row) throws {
        number = try row.value("number")
        checksum = try row.value("checksum")
    }
}
