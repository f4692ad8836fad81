package import Database
package import Kernel

/// One day’s newsletter, or one week’s for those who read weekly.
package struct Edition: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        /// Made, and waits for an editor.
        case draft
        /// Goes at its time.
        case scheduled
        case sending
        /// Sending has stopped and can go on.
        case paused
        case sent
        case cancelled
        /// There was nothing new, so nothing is sent.
        case nothing
    }

    package let id: ID
    package let state: State
    /// One line.
    package let subject: String
    /// Markdown that an editor wrote; empty for none.
    package let intro: String
    /// What happened after this moment and up to ``until`` belongs to it.
    package let since: Timestamp
    package let until: Timestamp
    /// When it goes, or went.
    package let goes: Timestamp
    /// Counts its changes, so that none is made to an older state than somebody saw.
    package let version: Int
    /// When sending began: whoever confirms later isn’t in its audience.
    package let started: Timestamp?
    package let finished: Timestamp?
    /// Why it was paused or cancelled; empty otherwise.
    package let halt: String
    /// How many left by its mails.
    package let departures: Int
}

extension Edition: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), state: row.value("state"), subject: row.value("subject"), intro: row.value("intro"),
            since: row.value("since"), until: row.value("until"), goes: row.value("goes"),
            version: row.value("version"), started: row.value("started"), finished: row.value("finished"),
            halt: row.value("halt"), departures: row.value("departures"))
    }
}
