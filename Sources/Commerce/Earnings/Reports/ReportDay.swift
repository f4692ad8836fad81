package import Kernel

/// Reads the days in reports; a time after the day is left out, since each network tells it by its own clocks.
package enum ReportDay {
    /// What comes first where day and month are both numbers and the year comes last.
    package enum Order: String, Sendable, Hashable, CaseIterable {
        /// `31/01/2026`
        case dayFirst = "day-first"
        /// `01/31/2026`
        case monthFirst = "month-first"
    }

    /// The day; `nil` for what is none.
    ///
    /// Besides the order that is given it knows `2026-01-31`, `2026/01/31`, `31 Jan 2026`, `31-Jan-2026` and
    /// `Jan 31, 2026`. A year of two digits lies in this century.
    package static func day(_ field: ArraySlice<UInt8>, _ order: Order) -> CalendarDay? {
        // Almost every report writes it like this, and there may be a million of them.
        if let day = isoDay(field) { return day }
        let text = String(decoding: field, as: UTF8.self)
        let parts = text.prefix(40).split { "/-., ".contains($0) }
        guard parts.count >= 3 else { return nil }
        let numbers = parts.prefix(3).map { number($0) }
        if let first = numbers[0], parts[0].utf8.count == 4, let month = numbers[1], let day = numbers[2] {
            return CalendarDay(year: first, month: month, day: day)
        }
        if let year = numbers[2].flatMap({ century($0, parts[2]) }) {
            switch (numbers[0], numbers[1]) {
            case (let first?, let second?):
                return order == .dayFirst
                    ? CalendarDay(year: year, month: second, day: first)
                    : CalendarDay(year: year, month: first, day: second)
            case (let day?, nil): return month(parts[1]).flatMap { CalendarDay(year: year, month: $0, day: day) }
            case (nil, let day?): return month(parts[0]).flatMap { CalendarDay(year: year, month: $0, day: day) }
            case (nil, nil): return nil
            }
        }
        return nil
    }

    private static func isoDay(_ field: ArraySlice<UInt8>) -> CalendarDay? {
        guard field.count >= 10 else { return nil }
        let start = field.startIndex
        let dash = UInt8(ascii: "-")
        guard field[start + 4] == dash, field[start + 7] == dash,
            field.count == 10 || field[start + 10] == 0x20 || field[start + 10] == UInt8(ascii: "T")
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var number = 0
            for byte in field[(start + range.lowerBound)..<(start + range.upperBound)] {
                guard 0x30...0x39 ~= byte else { return nil }
                number = number * 10 + Int(byte - 0x30)
            }
            return number
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
        return CalendarDay(year: year, month: month, day: day)
    }

    private static func number(_ text: Substring) -> Int? {
        1...4 ~= text.utf8.count && text.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? Int(text) : nil
    }

    private static func century(_ year: Int, _ text: Substring) -> Int? {
        text.utf8.count == 2 ? 2000 + year : text.utf8.count == 4 ? year : nil
    }

    private static func month(_ name: Substring) -> Int? {
        let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        guard name.count >= 3 else { return nil }
        return months.firstIndex(of: name.lowercased().prefix(3).description).map { $0 + 1 }
    }
}
