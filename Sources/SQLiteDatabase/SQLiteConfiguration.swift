import struct GRDB.Configuration

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

    /// The same for GRDB, which turns foreign keys on by itself.
    var settings: Configuration {
        let milliseconds = max(0, busyTimeout / .milliseconds(1))
        var settings = Configuration()
        settings.label = "masthead"
        settings.maximumReaderCount = max(1, readers)
        settings.busyMode = .timeout(milliseconds / 1000)
        settings.prepareDatabase { database in
            // GRDB gives its readers a time limit of their own, which is set back here.
            try database.execute(sql: "PRAGMA busy_timeout = \(Int(milliseconds))")
        }
        return settings
    }
}
