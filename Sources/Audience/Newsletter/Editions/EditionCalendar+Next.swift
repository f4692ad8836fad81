package import Kernel

extension EditionCalendar {
    /// An edition that isn’t made yet.
    package struct Coming: Sendable, Hashable {
        package let id: Edition.ID
        /// When it is made.
        package let made: Timestamp
        /// When it goes, if it tells anything.
        package let goes: Timestamp
    }

    /// The next edition of a rhythm that goes after a moment, whether it is made already or not.
    package func next(_ rhythm: Rhythm, after now: Timestamp) -> Coming? {
        let today = zone.reading(of: now).day
        // A weekly one of today may have gone already.
        for day in (0...8).map({ today.advanced(byDays: $0) }) where rhythm == .daily || day.weekday == weekday {
            let goes = goes(on: day)
            guard goes > now else { continue }
            return Coming(
                id: Edition.ID(day: day, rhythm: rhythm), made: goes.advanced(by: .zero - lead), goes: goes)
        }
        return nil
    }
}
