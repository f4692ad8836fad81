package import Kernel

/// What the traffic of the last four weeks lets expect, less what is booked already.
///
/// Slots are expected as the hours of the week had them; which of them agree with a flight, as a sample of them did. What
/// flights that were booked still need is taken from all slots in which they may stand, in proportion. That rivals keep
/// each other off a page, and by which country a page is read, is left out of account.
package struct Forecast: Sendable {
    /// What one flight may expect.
    package struct Estimate: Sendable, Hashable {
        /// Slots in which it might stand.
        package let slots: Int
        /// How many of them others are expected to take.
        package let booked: Int
        /// Views: what nine in ten such estimates lie above, what is expected, and what nine in ten lie below.
        package let least: Int
        package let likely: Int
        package let most: Int
    }

    /// A kind of slot, with its part of all slots of its place.
    struct Cell: Sendable {
        let place: Slot.Place
        let section: Slug?
        let topics: Set<Slug>
        let kind: Slug?
        /// Itself and what it is a kind of: `en-GB`, `en`.
        let languages: Set<String>
        let device: DeviceClass?
        let share: Double
        /// How many slots of the sample that is.
        let seen: Int
    }

    /// A flight that is booked and not over.
    struct Booking: Sendable {
        let flight: Flight
        let period: Range<Timestamp>
        let places: Set<Slot.Place>
        /// What part of its offers counts for its goal.
        let rate: Double
        let counted: Int

        var left: Int { max(0, (flight.goal ?? 0) - counted) }
        /// In slots.
        var needed: Double { Double(left) / max(rate, 0.000_1) }
    }

    let now: Timestamp
    let zone: Zone
    /// Slots an hour, by place, over all hours.
    let hourly: [Slot.Place: Double]
    let cells: [Cell]
    let bookings: [Booking]
    let calendar: PacingCalendar
    /// What part of all offers is seen.
    let viewRate: Double
    /// How far days are off from what the hours of the week let expect, as a part of it.
    let deviation: Double

    /// How many views a flight could have between now and its end.
    ///
    /// - Parameter places: For which it has creatives.
    /// - Returns: `nil` while less than a day of traffic is known.
    package func available(for flight: Flight, in places: Set<Slot.Place>) -> Estimate? {
        guard !hourly.isEmpty else { return nil }
        let period = flight.period(in: zone)
        let mine = Wanted(flight.targeting, places, period.clamped(to: now..<max(now, period.upperBound)))
        let slots = self.slots(mine)
        let others = bookings.filter { $0.flight.id != flight.id && $0.flight.tier == .paid }
        let booked = min(slots, others.reduce(0) { $0 + taken(by: $1, from: mine) })
        let days = max(1, Double(flight.last.daysSince1970 - flight.first.daysSince1970 + 1))
        let seen = Double(cells.filter { mine.agrees(with: $0) }.reduce(0) { $0 + $1.seen })
        // What the weeks do together doesn’t even out; what single days do does. And a small sample says little.
        let spread = min(1, 1.65 * (deviation * deviation * (0.25 + 1 / days) + 1 / (seen + 1)).squareRoot())
        func views(_ slots: Double) -> Int { Int((max(0, slots - booked) * viewRate).rounded()) }
        return Estimate(
            slots: Int(slots.rounded()), booked: Int(booked.rounded()), least: views(slots * (1 - spread)),
            likely: views(slots),
            most: views(slots * (1 + spread)))
    }

    /// Of each booked flight that has a goal, what it may still expect of what its goal counts.
    package func expectations() -> [Flight.ID: (left: Int, likely: Int, most: Int)] {
        var expectations: [Flight.ID: (left: Int, likely: Int, most: Int)] = [:]
        for booking in bookings where booking.flight.goal != nil {
            guard let estimate = available(for: booking.flight, in: booking.places) else { continue }
            // From views to slots, and from slots to what counts.
            let factor = booking.rate / max(viewRate, 0.000_1)
            expectations[booking.flight.id] = (
                booking.left, Int(Double(estimate.likely) * factor), Int(Double(estimate.most) * factor)
            )
        }
        return expectations
    }

    /// What a flight wants.
    private struct Wanted {
        let targeting: Targeting
        let places: Set<Slot.Place>
        let period: Range<Timestamp>
        var mask: UInt32 { targeting.hourMask }

        init(_ targeting: Targeting, _ places: Set<Slot.Place>, _ period: Range<Timestamp>) {
            self.targeting = targeting
            self.places = places
            self.period = period
        }

        func agrees(with cell: Cell) -> Bool {
            places.contains(cell.place)
                && (targeting.sections.isEmpty || cell.section.map(targeting.sections.contains) == true)
                && (targeting.topics.isEmpty || !targeting.topics.isDisjoint(with: cell.topics))
                && (targeting.kinds.isEmpty || cell.kind.map(targeting.kinds.contains) == true)
                && (targeting.languages.isEmpty
                    || targeting.languages.contains { cell.languages.contains($0.description) })
                && (targeting.devices.isEmpty || cell.device.map(targeting.devices.contains) == true)
        }
    }

    /// An hour of mean traffic weighs two: the calendar adds up half hours.
    private func hours(_ period: Range<Timestamp>, _ mask: UInt32) -> Double {
        calendar.weight(from: period.lowerBound, to: period.upperBound, hours: mask) / 2
    }

    /// Slots an hour of mean traffic in which one flight might stand, or two both.
    private func perHour(_ wanted: Wanted, and other: Wanted? = nil) -> Double {
        cells.reduce(0) { sum, cell in
            guard wanted.agrees(with: cell), other?.agrees(with: cell) ?? true else { return sum }
            return sum + (hourly[cell.place] ?? 0) * cell.share
        }
    }

    private func slots(_ wanted: Wanted) -> Double { perHour(wanted) * hours(wanted.period, wanted.mask) }

    /// How many of the slots in which one flight might stand another one is expected to take.
    private func taken(by booking: Booking, from wanted: Wanted) -> Double {
        let theirs = Wanted(
            booking.flight.targeting, booking.places,
            booking.period.clamped(to: now..<max(now, booking.period.upperBound)))
        let overlap = theirs.period.clamped(to: wanted.period)
        let all = perHour(theirs) * hours(theirs.period, theirs.mask)
        guard all > 0, !overlap.isEmpty else { return 0 }
        let shared = perHour(theirs, and: wanted) * hours(overlap, theirs.mask & wanted.mask)
        return min(booking.needed, all) * shared / all
    }
}
