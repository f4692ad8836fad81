/// The rule by which clocks change in years that no table lists (POSIX `TZ`, as in the footer of RFC 9636 §3.3).
struct ZoneRule: Sendable {
    /// A day of each year, with a time of that day.
    struct Change: Sendable {
        enum Day: Sendable {
            /// The day of the year from 1 to 365, which never counts 29 February.
            case julian(Int)
            /// The day of the year from 0 to 365.
            case ordinal(Int)
            /// The `week`th `weekday` (0 is Sunday) of a month; week 5 is the last.
            case weekday(month: Int, week: Int, weekday: Int)
        }

        let day: Day
        /// Seconds from midnight; may lie on another day.
        let time: Int

        /// In seconds since 1970, as the clocks show it before the change.
        func local(in year: Int) -> Int64 {
            let january = CalendarDay(year: year, month: 1, day: 1)?.daysSince1970 ?? 0
            let isLeap = CalendarDay.length(ofMonth: 2, in: year) == 29
            let days =
                switch day {
                case .julian(let number): january + number - 1 + (isLeap && number >= 60 ? 1 : 0)
                case .ordinal(let number): january + number
                case .weekday(let month, let week, let weekday): Self.day(month, week, weekday, in: year)
                }
            return Int64(days) * 86_400 + Int64(time)
        }

        private static func day(_ month: Int, _ week: Int, _ weekday: Int, in year: Int) -> Int {
            let first = CalendarDay(year: year, month: month, day: 1)?.daysSince1970 ?? 0
            // 1970-01-01 was a Thursday.
            let firstWeekday = ((first + 4) % 7 + 7) % 7
            var day = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
            while day >= CalendarDay.length(ofMonth: month, in: year) { day -= 7 }
            return first + day
        }
    }

    let standard: Zone.Offset
    let summer: (offset: Zone.Offset, start: Change, end: Change)?

    func offset(at moment: Int64) -> Zone.Offset {
        guard let summer else { return standard }
        let local = Timestamp(milliseconds: (moment + Int64(standard.seconds)) * 1000)
        let year = local.day.year
        let start = summer.start.local(in: year) - Int64(standard.seconds)
        let end = summer.end.local(in: year) - Int64(summer.offset.seconds)
        let isSummer = start < end ? (start..<end).contains(moment) : !(end..<start).contains(moment)
        return isSummer ? summer.offset : standard
    }
}

extension ZoneRule {
    /// Reads such as `CET-1CEST,M3.5.0,M10.5.0/3`; `nil` for what is not of this form.
    init?(_ text: some StringProtocol) {
        var rest = Array(text.utf8)[...]
        guard let name = Self.name(&rest), let behind = Self.time(&rest) else { return nil }
        standard = Zone.Offset(seconds: -behind, abbreviation: name)
        guard !rest.isEmpty else {
            summer = nil
            return
        }
        guard let summerName = Self.name(&rest) else { return nil }
        var offset = standard.seconds + 3600
        if let first = rest.first, first != UInt8(ascii: ",") {
            guard let behind = Self.time(&rest) else { return nil }
            offset = -behind
        }
        guard let start = Self.change(&rest), let end = Self.change(&rest), rest.isEmpty else { return nil }
        summer = (Zone.Offset(seconds: offset, abbreviation: summerName), start, end)
    }

    private static func name(_ rest: inout ArraySlice<UInt8>) -> String? {
        var name: ArraySlice<UInt8>
        if rest.first == UInt8(ascii: "<") {
            name = rest.dropFirst().prefix { $0 != UInt8(ascii: ">") }
            guard rest.count >= name.count + 2 else { return nil }
            rest = rest.dropFirst(name.count + 2)
        } else {
            name = rest.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
            rest = rest.dropFirst(name.count)
        }
        return name.count >= 3 ? String(decoding: name, as: UTF8.self) : nil
    }

    private static func number(_ rest: inout ArraySlice<UInt8>, in range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard (1...3).contains(digits.count), let number = Int(String(decoding: digits, as: UTF8.self)),
            range.contains(number)
        else { return nil }
        rest = rest.dropFirst(digits.count)
        return number
    }

    /// Hours, minutes and seconds, in seconds; RFC 9636 lets hours run from -167 to 167.
    private static func time(_ rest: inout ArraySlice<UInt8>) -> Int? {
        var sign = 1
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
            sign = rest.removeFirst() == UInt8(ascii: "-") ? -1 : 1
        }
        guard let hours = number(&rest, in: 0...167) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] where rest.first == UInt8(ascii: ":") {
            rest = rest.dropFirst()
            guard let part = number(&rest, in: 0...59) else { return nil }
            seconds += part * unit
        }
        return sign * seconds
    }

    private static func change(_ rest: inout ArraySlice<UInt8>) -> Change? {
        guard rest.popFirst() == UInt8(ascii: ","), let kind = rest.first else { return nil }
        let day: Change.Day
        switch kind {
        case UInt8(ascii: "M"):
            rest = rest.dropFirst()
            guard let month = number(&rest, in: 1...12), rest.popFirst() == UInt8(ascii: "."),
                let week = number(&rest, in: 1...5), rest.popFirst() == UInt8(ascii: "."),
                let weekday = number(&rest, in: 0...6)
            else { return nil }
            day = .weekday(month: month, week: week, weekday: weekday)
        case UInt8(ascii: "J"):
            rest = rest.dropFirst()
            guard let number = number(&rest, in: 1...365) else { return nil }
            day = .julian(number)
        default:
            guard let number = number(&rest, in: 0...365) else { return nil }
            day = .ordinal(number)
        }
        guard rest.first == UInt8(ascii: "/") else { return Change(day: day, time: 7200) }
        rest = rest.dropFirst()
        return time(&rest).map { Change(day: day, time: $0) }
    }
}
