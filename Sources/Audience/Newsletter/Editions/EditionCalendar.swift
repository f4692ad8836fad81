package import Kernel

/// When editions go: once a day at an hour by the site’s clocks, and once a week on a weekday.
package struct EditionCalendar: Sendable, Hashable {
    /// 0 to 23, by the site’s clocks.
    package let hour: Int
    /// As ``CalendarDay/weekday`` calls it.
    package let weekday: String
    /// How long before it goes an edition is made, so that an editor may look at it.
    package let lead: Duration
    package let zone: Zone

    package init(hour: Int, weekday: String, lead: Duration, zone: Zone) {
        self.hour = hour
        self.weekday = weekday
        self.lead = lead
        self.zone = zone
    }

    /// When an edition of a day goes: where the clocks skip the hour, the moment of the change, and where they show it twice, the
    /// first of the two.
    package func goes(on day: CalendarDay) -> Timestamp {
        switch zone.moments(on: day, secondOfDay: hour * 3600) {
        case .once(let moment), .twice(let moment, _), .never(_, _, let moment): moment
        }
    }

    /// The editions that are to be made at a moment: those of the day whose lead has begun.
    ///
    /// One of a day that has passed isn’t made up for, because what it would tell belongs to the next one.
    package func due(at now: Timestamp) -> [Edition.ID] {
        let day = zone.reading(of: now.advanced(by: lead)).day
        guard now >= goes(on: day).advanced(by: .zero - lead) else { return [] }
        let daily = Edition.ID(day: day, rhythm: .daily)
        return day.weekday == weekday ? [daily, Edition.ID(day: day, rhythm: .weekly)] : [daily]
    }
}
