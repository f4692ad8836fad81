package import Database
package import Kernel

/// What moderators did, month by month in UTC, in numbers alone.
package struct ModerationTally: Sendable, Hashable {
    /// One month’s.
    package struct Month: Sendable, Hashable {
        /// Its first day.
        package let start: CalendarDay
        package fileprivate(set) var removed: [RemovalReason: Int] = [:]
        /// Held by the screen and then shown.
        package fileprivate(set) var approved = 0
        package fileprivate(set) var appealed = 0
        package fileprivate(set) var reinstated = 0

        package var allRemoved: Int { removed.values.reduce(0, +) }
    }

    /// The last one first; months in which nothing happened are left out.
    package let months: [Month]

    /// Counts decisions that stand.
    init(_ rows: [Row]) throws {
        var months: [CalendarDay: Month] = [:]
        for row in rows {
            let day = CalendarDay(daysSince1970: try row.value("day"))
            let start = day.advanced(byDays: 1 - day.day)
            var month = months[start] ?? Month(start: start)
            let number: Int = try row.value("number")
            switch try row.value("what", as: String.self) {
            case "remove": month.removed[try row.value("reason"), default: 0] += number
            case "approve": month.approved += number
            case "appeal": month.appealed += number
            default: month.reinstated += number
            }
            months[start] = month
        }
        self.months = months.values.sorted { $0.start > $1.start }
    }
}

/// Counts what moderators did.
package struct ModerationTallyStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    package func tally() async throws -> ModerationTally {
        try await database.read { connection in
            try ModerationTally(
                connection.rows(
                    """
                    SELECT what, reason, at / 86400000 AS day, count(*) AS number FROM moderation_action AS action
                    WHERE ((what = 'remove' AND reason IS NOT NULL) OR (what = 'approve' AND was = 'held'))
                        AND NOT EXISTS (SELECT 1 FROM moderation_action WHERE undoes = action.number)
                    GROUP BY what, reason, at / 86400000
                    UNION ALL
                    SELECT 'appeal', NULL, made / 86400000, count(*) FROM comment_appeal GROUP BY made / 86400000
                    UNION ALL
                    SELECT 'reinstated', NULL, action.at / 86400000, count(*) FROM comment_appeal
                    JOIN moderation_action AS action ON action.number = comment_appeal.decision
                    WHERE action.became = 'shown' GROUP BY action.at / 86400000
                    """))
        }
    }
}
