import Database
import Kernel

/// From when to when a month is billed.
///
/// By the site’s clocks, until the first invoice of the month fixes it. What a neighbour has fixed counts before the clocks, so
/// that no hour is billed twice or never when the publisher changes the time zone.
enum BilledMonth {
    static func bounds(
        of month: CalendarMonth, in zone: Zone, _ connection: any Connection
    ) throws -> Range<Timestamp> {
        func fixed(_ month: CalendarMonth) throws -> Range<Timestamp>? {
            try connection.rows("SELECT begins, ends FROM billed_month WHERE month = \(month.description)").first.map {
                try $0.value("begins", as: Timestamp.self)..<$0.value("ends", as: Timestamp.self)
            }
        }
        if let own = try fixed(month) { return own }
        let begins = try fixed(month.previous)?.upperBound ?? zone.start(of: month.first)
        let ends = try fixed(month.next)?.lowerBound ?? zone.start(of: month.next.first)
        return begins..<max(begins, ends)
    }

    static func fix(_ month: CalendarMonth, _ bounds: Range<Timestamp>, _ connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO billed_month (month, begins, ends)
            VALUES (\(month.description), \(bounds.lowerBound), \(bounds.upperBound)) ON CONFLICT (month) DO NOTHING
            """)
    }
}
