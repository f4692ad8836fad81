package import Database
import Kernel

/// Gives `body` an empty database of its own.
///
/// - Parameter name: What the test is about, in letters, digits and underscores.
@discardableResult
package func withDatabase<Result>(
    _ engine: TestEngine, _ name: String = "test", _ body: (any Database) async throws -> Result
) async throws -> Result {
    try await withPlace(engine, name) { place in
        try await withClosing(try place.open(), body)
    }
}

/// Gives `body` a database of its own with a store's tables in it.
@discardableResult
package func withDatabase<Result>(
    _ engine: TestEngine, store: String, migrations: [Migration], _ body: (any Database) async throws -> Result
) async throws -> Result {
    try await withDatabase(engine, store) { database in
        let start = Timestamp(milliseconds: 1_436_191_389_000)
        try await Migrator(store: store, migrations: migrations).migrate(database, clock: FixedClock(start))
        return try await body(database)
    }
}

/// Closes a database after `body`, also when it throws.
@discardableResult
package func withClosing<Opened: Database, Result>(
    _ database: Opened, _ body: (Opened) async throws -> Result
) async throws -> Result {
    do {
        let result = try await body(database)
        await database.close()
        return result
    } catch {
        await database.close()
        throw error
    }
}
