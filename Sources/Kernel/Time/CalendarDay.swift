/// A day of the proleptic Gregorian calendar, years 0001 to 9999.
package struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let year: Int
    /// 1 to 12.
    package let month: Int
    /// 1 to 31.
    package let day: Int

    /// Takes a date that exists; `nil` for any other, such as 30 February.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, in: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `2015-07-06` (ISO 8601, extended form).
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// 1 January of the year 1 and 31 December of the year 9999, in days since 1970-01-01.
    private static let range = -719_162...2_932_896

    /// Counts from 1970-01-01; a day beyond the calendar becomes its first or last.
    ///
    /// Howard Hinnant's `civil_from_days`.
    package init(daysSince1970 days: Int) {
        let shifted = min(max(days, Self.range.lowerBound), Self.range.upperBound) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Howard Hinnant's `days_from_civil`.
    package var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The first moment of this day in UTC.
    package var start: Timestamp { Timestamp(milliseconds: Int64(daysSince1970) * 86_400_000) }

    /// The day that lies `days` later, within the calendar.
    package func advanced(byDays days: Int) -> CalendarDay {
        let (sum, isBeyond) = daysSince1970.addingReportingOverflow(days)
        return CalendarDay(daysSince1970: isBeyond ? (days < 0 ? .min : .max) : sum)
    }

    package var description: String {
        let digits = String(year)
        return "\(String(repeating: "0", count: 4 - digits.count))\(digits)-\(padded(month))-\(padded(day))"
    }

    /// `6 July 2015`, with a no-break space between day and month.
    package var written: String { "\(day)\u{A0}\(monthName) \(year)" }

    package var monthName: String { Self.monthNames[month - 1] }

    package var weekday: String { Self.weekdayNames[((daysSince1970 % 7) + 11) % 7] }

    package static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static let weekdayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

    static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
