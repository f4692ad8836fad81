package import Kernel

/// A month of a year.
package struct CalendarMonth: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Its first day.
    package let first: CalendarDay

    /// The month that a day is in.
    package init(of day: CalendarDay) { first = day.advanced(byDays: 1 - day.day) }

    /// Reads `2026-05`.
    package init?(_ text: some StringProtocol) {
        guard let first = CalendarDay("\(text)-01") else { return nil }
        self.first = first
    }

    package var next: CalendarMonth { CalendarMonth(of: first.advanced(byDays: 31)) }

    package var previous: CalendarMonth { CalendarMonth(of: first.advanced(byDays: -1)) }

    /// Its last day.
    package var last: CalendarDay { next.first.advanced(byDays: -1) }

    /// Such as `2026-05`.
    package var description: String { String(first.description.prefix(7)) }

    /// Such as “May 2026”.
    package var written: String { "\(first.monthName) \(first.year)" }

    package static func < (left: Self, right: Self) -> Bool { left.first < right.first }

    /// So many months up to the one of a day, from the first to the last.
    package static func last(_ count: Int, upTo day: CalendarDay) -> [CalendarMonth] {
        var months = [CalendarMonth(of: day)]
        while months.count < count { months.append(months[months.count - 1].previous) }
        return months.reversed()
    }
}
