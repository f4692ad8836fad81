package import Database
import PostgresDatabase
import SQLiteDatabase

/// Where a test's database is; opening it more than once gives what several processes would have.
package enum TestPlace: Sendable {
    case sqlite(path: String)
    case postgres(address: String, schema: String)

    /// The same server with another schema, which may not exist; SQLite has none.
    package func withSchema(_ name: String) -> TestPlace {
        guard case .postgres(let address, _) = self else { return self }
        return .postgres(address: address, schema: name)
    }

    /// Opens the database anew; the caller closes it.
    ///
    /// - Parameter patience: How long a transaction waits for what another one holds.
    package func open(patience: Duration = .seconds(5)) throws -> any Database {
        switch self {
        case .sqlite(let path):
            try SQLiteDatabase(path: path, configuration: SQLiteConfiguration(busyTimeout: patience))
        case .postgres(let address, let schema):
            try PostgresDatabase(PostgresConfiguration(address: address, schema: schema, lockTimeout: patience))
        }
    }
}

/// Gives `body` a place with nothing in it: a file that does not exist yet, or an empty schema.
///
/// - Parameter name: What the test is about, in letters, digits and underscores.
@discardableResult
package func withPlace<Result>(
    _ engine: TestEngine, _ name: String = "test", _ body: (TestPlace) async throws -> Result
) async throws -> Result {
    switch engine {
    case .sqlite:
        try await withTemporaryFolder(name) { folder in
            try await body(.sqlite(path: "\(folder)/\(name).sqlite"))
        }
    case .postgres:
        try await body(TestPostgresServer.shared().makeSchema(name))
    }
}
