import Testing

@testable import Kernel

@Suite("A day of the calendar")
struct CalendarDayTests {
    @Test(
        "exists or doesn’t",
        arguments: [
            ("2024-02-29", true), ("2023-02-29", false), ("2000-02-29", true), ("1900-02-29", false),
            ("2100-02-29", false),
            ("2024-02-30", false), ("2024-04-31", false), ("2024-12-31", true), ("2024-13-01", false),
            ("2024-00-01", false),
            ("2024-01-00", false), ("2024-01-32", false), ("0001-01-01", true), ("0000-12-31", false),
            ("9999-12-31", true),
            ("10000-01-01", false), ("-001-01-01", false), ("2024-1-1", false), ("2024/01/01", false),
            ("2024-01-01 ", false),
            (" 2024-01-01", false), ("2024-01", false), ("2024-01-01-01", false), ("", false), ("--", false),
            ("+024-01-01", false), ("２０２４-01-01", false), ("2024-0１-01", false), ("2024-01-01\u{0}", false),
        ])
    func parsing(text: String, exists: Bool) {
        let day = CalendarDay(text)
        #expect((day != nil) == exists)
        if let day { #expect(day.description == text) }
    }

    @Test(
        "counts from 1970",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("2024-02-29", 19_782),
            ("2024-03-01", 19_783),
            ("0001-01-01", -719_162), ("0004-02-29", -718_008), ("9999-12-31", 2_932_896), ("1600-02-29", -135_081),
        ])
    func counting(text: String, days: Int) throws {
        let day = try #require(CalendarDay(text))
        #expect(day.daysSince1970 == days)
        #expect(CalendarDay(daysSince1970: days) == day)
    }

    @Test("follows the day before, through four centuries and at both ends")
    func succession() throws {
        for start in [-719_162, -141_428, 2_932_896 - 1000] {
            var previous = CalendarDay(daysSince1970: start)
            for days in (start + 1)...(start == -141_428 ? start + 146_097 : start + 1000) {
                let day = CalendarDay(daysSince1970: days)
                #expect(day.daysSince1970 == days)
                #expect(previous < day)
                #expect(day.day == previous.day + 1 || (day.day == 1 && previous.day >= 28))
                previous = day
            }
        }
    }

    @Test("never leaves the calendar")
    func limits() throws {
        let first = try #require(CalendarDay("0001-01-01"))
        let last = try #require(CalendarDay("9999-12-31"))
        #expect(CalendarDay(daysSince1970: .min) == first)
        #expect(CalendarDay(daysSince1970: .max) == last)
        #expect(CalendarDay(daysSince1970: -719_163) == first)
        #expect(first.advanced(byDays: -1) == first)
        #expect(last.advanced(byDays: 1) == last)
        #expect(last.advanced(byDays: .max) == last)
        #expect(first.advanced(byDays: .min) == first)
        #expect(Timestamp(milliseconds: .max).day == last)
        #expect(Timestamp(milliseconds: .min).day == first)
        #expect(Timestamp(milliseconds: .max).rfc3339.hasPrefix("9999-12-31T"))
        #expect(
            Timestamp(milliseconds: .min).httpDate.contains("0001") || !Timestamp(milliseconds: .min).httpDate.isEmpty)
    }

    @Test(
        "has a weekday",
        arguments: [
            ("1970-01-01", "Thursday"), ("2015-07-06", "Monday"), ("2024-02-29", "Thursday"), ("1969-12-28", "Sunday"),
            ("0001-01-01", "Monday"), ("9999-12-31", "Friday"), ("1945-05-08", "Tuesday"),
        ])
    func weekdays(text: String, weekday: String) throws {
        #expect(try #require(CalendarDay(text)).weekday == weekday)
    }

    @Test("is written as people do")
    func written() throws {
        #expect(try #require(CalendarDay("2015-07-06")).written == "6\u{A0}July 2015")
        #expect(try #require(CalendarDay("0033-04-03")).written == "3\u{A0}April 33")
    }
}
