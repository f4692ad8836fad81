/// How a SQLite file is used.
package struct SQLiteConfiguration: Sendable, Hashable {
    /// How long a transaction waits for a lock that another process holds before it fails as locked.
    package var busyTimeout: Duration
    /// How many reads run at the same time, at least 1.
    package var readers: Int

    package init(busyTimeout: Duration = .seconds(5), readers: Int = 5) {
        self.busyTimeout = busyTimeout
        self.readers = readers
    }
}
