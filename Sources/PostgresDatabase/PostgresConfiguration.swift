/// Where a PostgreSQL database is and how it is used.
package struct PostgresConfiguration: Sendable, Hashable {
    /// `postgresql://USER:PASSWORD@HOST:PORT/DATABASE?…` or libpq's `key=value` pairs; what is absent comes from libpq's
    /// environment variables and password file.
    package var address: String
    /// The schema that holds the store's tables; nothing outside it is found without being named.
    package var schema: String
    /// How many transactions run at the same time, at least 1; each has a connection of its own.
    package var connections: Int
    /// How long to wait for the server to answer, in whole seconds; libpq waits at least 2.
    package var connectTimeout: Duration
    /// How long a statement waits for what another transaction holds, and how long a transaction that others keep
    /// undoing is tried again, before it fails as locked.
    package var lockTimeout: Duration
    /// How long a statement may run before it fails as locked.
    package var statementTimeout: Duration

    package init(
        address: String, schema: String, connections: Int = 8, connectTimeout: Duration = .seconds(5),
        lockTimeout: Duration = .seconds(5), statementTimeout: Duration = .seconds(30)
    ) {
        self.address = address
        self.schema = schema
        self.connections = connections
        self.connectTimeout = connectTimeout
        self.lockTimeout = lockTimeout
        self.statementTimeout = statementTimeout
    }
}
