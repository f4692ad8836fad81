/// What a clock on the wall shows: a day and a time, with the zone's name at that moment.
package struct ClockReading: Sendable, Hashable {
    package let day: CalendarDay
    /// 0 to 86,399.
    package let secondOfDay: Int
    /// Such as `CEST`, or `UTC+03:30` where people use no letters.
    package let zone: String

    /// `14:03`.
    package var time: String { "\(padded(secondOfDay / 3600)):\(padded(secondOfDay / 60 % 60))" }

    /// `6 July 2015, 14:03 CEST`.
    package var written: String { "\(day.written), \(time) \(zone)" }
}

/// When a clock shows a day and a time: once, twice or, when it skips it, never.
package enum ClockMoments: Sendable, Hashable {
    case once(Timestamp)
    /// Clocks go back, and show it again.
    case twice(Timestamp, Timestamp)
    /// Clocks skip it: they go from one reading straight to the other, at this moment.
    case never(from: String, to: String, at: Timestamp)
}

extension Zone {
    /// What the clocks show at a moment.
    package func reading(of moment: Timestamp) -> ClockReading {
        let offset = offset(at: Self.seconds(of: moment))
        let local = Timestamp(milliseconds: moment.milliseconds &+ Int64(offset.seconds) * 1000)
        return ClockReading(day: local.day, secondOfDay: local.secondsOfDay, zone: offset.name)
    }

    /// When the clocks show a time of a day.
    ///
    /// - Parameter secondOfDay: 0 to 86,399.
    package func moments(on day: CalendarDay, secondOfDay: Int) -> ClockMoments {
        let local = Int64(day.daysSince1970) * 86_400 + Int64(secondOfDay)
        // Between these two the clocks change once at most, and every offset is smaller than the distance.
        let before = local - 100_000
        let after = local + 100_000
        let offsets = Set([offset(at: before).seconds, offset(at: after).seconds, offset(at: local).seconds])
        let found = offsets.map { local - Int64($0) }.filter { $0 + Int64(offset(at: $0).seconds) == local }.sorted()
        if let first = found.first, let last = found.last {
            return first == last ? .once(Self.timestamp(first)) : .twice(Self.timestamp(first), Self.timestamp(last))
        }
        var low = before
        var high = after
        let old = offset(at: before).seconds
        while high - low > 1 {
            let middle = (low + high) / 2
            if offset(at: middle).seconds == old { low = middle } else { high = middle }
        }
        let change = Self.timestamp(high)
        let shown = Timestamp(milliseconds: (high + Int64(old)) * 1000).secondsOfDay
        return .never(
            from: "\(padded(shown / 3600)):\(padded(shown / 60 % 60))", to: reading(of: change).time, at: change)
    }

    /// The first moment of a day; where midnight is skipped, the moment at which the day begins all the same.
    package func start(of day: CalendarDay) -> Timestamp {
        switch moments(on: day, secondOfDay: 0) {
        case .once(let moment), .twice(let moment, _), .never(_, _, let moment): moment
        }
    }

    private static func seconds(of moment: Timestamp) -> Int64 {
        let seconds = moment.milliseconds / 1000
        return moment.milliseconds % 1000 < 0 ? seconds - 1 : seconds
    }

    private static func timestamp(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1000) }
}

extension Zone.Offset {
    /// Letters as people use them, or the distance from UTC where the database has only digits.
    var name: String {
        guard abbreviation.utf8.contains(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return abbreviation
        }
        let minutes = abs(seconds) / 60
        return "UTC\(seconds < 0 ? "-" : "+")\(padded(minutes / 60)):\(padded(minutes % 60))"
    }
}

extension Timestamp {
    /// The day on which this moment falls where the site is (``Zone/current``).
    package var localDay: CalendarDay { Zone.current.reading(of: self).day }

    /// What the clocks of the site show at this moment (``Zone/current``).
    package var localReading: ClockReading { Zone.current.reading(of: self) }
}
