/// A date known to the year, the month or the day: a figure is "as of 2014", a book came out in "March 1998".
package struct PartialDate: Hashable, Sendable, CustomStringConvertible {
    package let year: Int
    package let month: Int?
    package let day: Int?

    /// Reads `2014`, `2014-03` or `2014-03-31`.
    package init?(_ text: some StringProtocol) {
        let padding =
            switch text.utf8.count {
            case 4: "-01-01"
            case 7: "-01"
            case 10: ""
            default: " "
            }
        guard let first = CalendarDay(String(text) + padding) else { return nil }
        year = first.year
        month = text.utf8.count >= 7 ? first.month : nil
        day = text.utf8.count == 10 ? first.day : nil
    }

    /// The day on which the period ends: from then on the statement begins to age.
    package var lastDay: CalendarDay {
        let month = month ?? 12
        let day = day ?? CalendarDay.length(ofMonth: month, in: year)
        return CalendarDay(year: year, month: month, day: day) ?? CalendarDay(daysSince1970: 0)
    }

    package var description: String {
        let full = lastDay.description
        return String(full.prefix(day != nil ? 10 : month != nil ? 7 : 4))
    }

    /// `2014`, `March 2014` or `31 March 2014`.
    package var written: String {
        let last = lastDay
        return day != nil ? last.written : month != nil ? "\(last.monthName) \(year)" : "\(year)"
    }
}
