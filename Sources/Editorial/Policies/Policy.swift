package import Database
package import Kernel

/// A text in which the site tells its readers how it works.
package struct Policy: Sendable, Hashable {
    /// The texts that a site has.
    package enum Subject: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case howWeMakeMoney = "how-we-make-money"
        case standards
        /// The rules of the discussions.
        case discussion
    }

    package let subject: Subject
    package let title: String
    /// Plain text for search engines.
    package let description: String
    /// The day from which it has been in force.
    package let updated: CalendarDay
    /// Markdown without directives.
    package let body: String

    package init(subject: Subject, title: String, description: String, updated: CalendarDay, body: String) {
        self.subject = subject
        self.title = title
        self.description = description
        self.updated = updated
        self.body = body
    }
}

extension Policy: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            subject: row.value("subject"), title: row.value("title"), description: row.value("description"),
            updated: row.value("updated"), body: row.value("body"))
    }
}
