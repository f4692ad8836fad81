package import Kernel

/// How readers spread over the hours of a week, learned from the slots that were asked for in the past.
///
/// An hour weighs what its hour of the day weighs, times what its day of the week weighs, by the site’s clocks; so a few
/// weeks are enough to learn from.
package struct TrafficCurve: Sendable, Hashable {
    /// The mean is 1.
    let hours: [Double]
    /// The mean is 1; the first is a Thursday, as 1970 began with one.
    let days: [Double]

    /// How many slots were asked for in one hour.
    package struct Observation: Sendable, Hashable {
        package let hour: Timestamp
        package let count: Int

        package init(hour: Timestamp, count: Int) {
            self.hour = hour
            self.count = count
        }
    }

    /// Every hour as the other.
    package static let flat = TrafficCurve(
        hours: Array(repeating: 1, count: 24), days: Array(repeating: 1, count: 7))

    private init(hours: [Double], days: [Double]) {
        self.hours = hours
        self.days = days
    }

    /// What is never undercut, so that a quiet hour doesn’t stop a flight.
    private static let least = 0.02

    /// - Parameter observations: One for each hour that has passed; with less than a day of them every hour is as the other.
    package init(learnedFrom observations: [Observation], in zone: Zone) {
        guard observations.count >= 24 else {
            self = .flat
            return
        }
        var hours = Means(count: 24)
        var days = Means(count: 7)
        for observation in observations {
            let reading = zone.reading(of: observation.hour)
            hours.add(Double(observation.count), at: reading.secondOfDay / 3600)
            days.add(Double(observation.count), at: Self.dayOfWeek(reading.day))
        }
        self.init(
            hours: hours.relative(prior: 0, least: Self.least),
            // A weekday that was seen once says little.
            days: days.relative(prior: 24, least: Self.least))
    }

    func weight(of reading: ClockReading) -> Double {
        hours[reading.secondOfDay / 3600] * days[Self.dayOfWeek(reading.day)]
    }

    private static func dayOfWeek(_ day: CalendarDay) -> Int { ((day.daysSince1970 % 7) + 7) % 7 }
}

private struct Means {
    private var sums: [Double]
    private var counts: [Double]

    init(count: Int) {
        sums = Array(repeating: 0, count: count)
        counts = sums
    }

    mutating func add(_ value: Double, at index: Int) {
        sums[index] += value
        counts[index] += 1
    }

    /// Each mean over the mean of all, drawn towards 1 as if there were `prior` more observations of that.
    func relative(prior: Double, least: Double) -> [Double] {
        let mean = sums.reduce(0, +) / max(1, counts.reduce(0, +))
        guard mean > 0 else { return sums.map { _ in 1 } }
        let relative = zip(sums, counts).map { sum, count in
            count + prior > 0 ? max(least, (sum / mean + prior) / (count + prior)) : 1
        }
        let total = relative.reduce(0, +)
        return relative.map { $0 * Double(relative.count) / total }
    }
}
