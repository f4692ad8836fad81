package import Database
package import Kernel

/// What somebody on the staff did.
package struct AuditEntry: Sendable, Hashable {
    package let id: Identifier<AuditEntry>
    package let at: Timestamp
    /// The account's identifier; the name is the one that it had then.
    package let account: String
    package let name: String
    /// What was done, such as “publish an article”.
    package let action: String
    /// To what.
    package let subject: String
    /// How it ended: “begun” when the process died in the middle, “done”, or why it was refused.
    package let outcome: String
}

/// Keeps what the staff did, in order, for good.
///
/// An entry is written before its action and finished after it, so that nothing is done without a trace; an action that
/// died in the middle stays “begun”.
package struct AuditTrail: Sendable {
    /// What of the trail somebody wants to see.
    package struct Filter: Sendable, Hashable {
        /// Part of the name, the action or the subject.
        package var text = ""
        package var from: CalendarDay?
        /// The last day, included.
        package var to: CalendarDay?

        package init() {}
    }

    private let database: any Database
    private let clock: any WallClock

    package init(database: any Database, clock: any WallClock) {
        self.database = database
        self.clock = clock
    }

    /// Begins an entry.
    package func begin(_ action: String, on subject: String, by member: StaffMember) async throws
        -> Identifier<AuditEntry>
    {
        let now = clock.now()
        let id = Identifier<AuditEntry>(at: now)
        try await database.write { connection in
            try connection.execute(
                """
                INSERT INTO audit_entry (id, at, account, name, action, subject, outcome)
                VALUES (\(id), \(now), \(member.id), \(member.name), \(action), \(String(subject.prefix(300))), 'begun')
                """)
        }
        return id
    }

    /// Finishes an entry, once.
    ///
    /// - Parameter subject: What it was done to, if that is known better by now.
    package func finish(_ id: Identifier<AuditEntry>, outcome: String, subject: String? = nil) async throws {
        try await database.write { connection in
            try connection.execute(
                """
                UPDATE audit_entry SET outcome = \(String(outcome.prefix(300))),
                    subject = coalesce(\(subject.map { String($0.prefix(300)) }), subject)
                WHERE id = \(id)
                """)
        }
    }

    /// Entries, newest first.
    ///
    /// - Parameters:
    ///   - limit: At most how many.
    ///   - earlier: Only those before this one.
    package func entries(
        _ filter: Filter, limit: Int, before earlier: Identifier<AuditEntry>? = nil
    ) async throws -> [AuditEntry] {
        let pattern = filter.text.lowercased().likePattern
        let from = filter.from.map(Zone.current.start) ?? Timestamp(milliseconds: .min)
        let to = (filter.to?.advanced(byDays: 1)).map(Zone.current.start) ?? Timestamp(milliseconds: .max)
        let last = earlier?.description ?? "g"
        return try await database.read { connection in
            try connection.all(
                AuditEntry.self,
                """
                SELECT * FROM audit_entry
                WHERE at >= \(from) AND at < \(to) AND id < \(last)
                    AND lower(name || ' ' || action || ' ' || subject || ' ' || outcome) LIKE \(pattern) ESCAPE '!'
                ORDER BY id DESC LIMIT \(limit)
                """)
        }
    }

    /// The trail as comma-separated values (RFC 4180), oldest last, with a line of names first.
    ///
    /// A field that a spreadsheet would take for a formula gets an apostrophe before it.
    package static func csv(_ entries: [AuditEntry]) -> String {
        let lines = entries.map { entry in
            [entry.at.rfc3339, entry.name, entry.account, entry.action, entry.subject, entry.outcome]
                .map(field).joined(separator: ",")
        }
        return (["at,name,account,action,subject,outcome"] + lines).map { "\($0)\r\n" }.joined()
    }

    private static func field(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        return "\"\(isFormula ? "'" : "")\(text.replacing("\"", with: "\"\""))\""
    }
}

extension AuditEntry: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            id: row.value("id"), at: row.value("at"), account: row.value("account"), name: row.value("name"),
            action: row.value("action"), subject: row.value("subject"), outcome: row.value("outcome"))
    }
}
