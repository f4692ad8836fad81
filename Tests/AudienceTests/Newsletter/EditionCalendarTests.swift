import Foundation
import Kernel
import TestSupport
import Testing

@testable import Audience

@Suite struct EditionCalendarTests {
    /// Berlin as it has been since 1996: clocks go on at 02:00 on the last Sunday of March, and back at 03:00 in October.
    private func calendar(hour: Int, lead: Duration = .zero) throws -> EditionCalendar {
        let file = try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin"))
        let zone = try #require(Zone(name: "Europe/Berlin", file: Array(file)))
        return EditionCalendar(hour: hour, weekday: "Sunday", lead: lead, zone: zone)
    }

    @Test(arguments: [
        (2, "2026-03-28", "2026-03-28T01:00:00Z"), (2, "2026-03-29", "2026-03-29T01:00:00Z"),
        (2, "2026-03-30", "2026-03-30T00:00:00Z"), (2, "2026-10-24", "2026-10-24T00:00:00Z"),
        (2, "2026-10-25", "2026-10-25T00:00:00Z"), (2, "2026-10-26", "2026-10-26T01:00:00Z"),
        (7, "2026-03-28", "2026-03-28T06:00:00Z"), (7, "2026-03-29", "2026-03-29T05:00:00Z"),
        (0, "2026-10-25", "2026-10-24T22:00:00Z"), (23, "2026-10-25", "2026-10-25T22:00:00Z"),
    ])
    func itGoesByTheClocksOfTheSite(hour: Int, day: String, moment: String) throws {
        #expect(try calendar(hour: hour).goes(on: #require(CalendarDay(day))).rfc3339 == moment)
    }

    /// Over a year, minute by minute, each day has one edition, and it falls due at its hour.
    @Test(arguments: [0, 2, 3, 7, 23], [0, 30, 90])
    func eachDayHasOne(hour: Int, lead: Int) throws {
        let calendar = try calendar(hour: hour, lead: .seconds(lead * 60))
        var first: [Edition.ID: Timestamp] = [:]
        var moment = try #require(Timestamp(rfc3339: "2026-01-01T12:00:00Z"))
        let end = try #require(Timestamp(rfc3339: "2027-01-01T12:00:00Z"))
        while moment < end {
            for id in calendar.due(at: moment) where first[id] == nil { first[id] = moment }
            moment = moment.advanced(by: .seconds(600))
        }
        let days = first.keys.filter { $0.rhythm == .daily }.map(\.day).sorted()
        let whole = days.dropFirst().dropLast()
        #expect(zip(whole, whole.dropFirst()).allSatisfy { $0.advanced(byDays: 1) == $1 })
        #expect((364...367).contains(days.count))
        for day in whole {
            let made = try #require(first[Edition.ID(day: day, rhythm: .daily)])
            #expect(made == calendar.goes(on: day).advanced(by: .seconds(-lead * 60)), "\(day)")
            #expect((first[Edition.ID(day: day, rhythm: .weekly)] != nil) == (day.weekday == "Sunday"), "\(day)")
        }
    }

    @Test(arguments: [
        // Before and after the hour, on the day itself and the next; a Sunday is the day of the weekly one.
        ("2026-03-28T05:59:59Z", "2026-03-28", "2026-03-29"), ("2026-03-28T06:00:00Z", "2026-03-29", "2026-03-29"),
        ("2026-03-29T04:59:59Z", "2026-03-29", "2026-03-29"), ("2026-03-29T05:00:00Z", "2026-03-30", "2026-04-05"),
    ])
    func theNextOneHasNotGoneYet(now: String, daily: String, weekly: String) throws {
        let calendar = try calendar(hour: 7, lead: .seconds(3600))
        let moment = try #require(Timestamp(rfc3339: now))
        for (rhythm, day) in [(Rhythm.daily, daily), (.weekly, weekly)] {
            let next = try #require(calendar.next(rhythm, after: moment))
            #expect(next.id == Edition.ID(day: try #require(CalendarDay(day)), rhythm: rhythm))
            #expect(next.goes == calendar.goes(on: next.id.day) && next.goes > moment)
            #expect(next.made.advanced(by: .seconds(3600)) == next.goes)
        }
    }

    @Test func aWeekdayThatThereIsNotHasNoWeeklyEdition() throws {
        let calendar = EditionCalendar(hour: 7, weekday: "Someday", lead: .zero, zone: .utc)
        #expect(calendar.next(.weekly, after: SettableClock().now()) == nil)
    }
}
