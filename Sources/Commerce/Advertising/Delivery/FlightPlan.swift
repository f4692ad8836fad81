import Database
import Kernel

/// What a flight should have delivered by a moment: its goal, laid over its days as readers come.
///
/// What was delivered before its budget, price, days, hours or pacing last changed is taken as it was.
struct FlightPlan: Sendable {
    private let calendar: PacingCalendar
    private let spread: Range<Timestamp>
    private let hours: UInt32
    private let before: Double
    private let toSpread: Double
    private let whole: Double

    /// `nil` for a flight that goes as fast as it can, or that has no end.
    ///
    /// - Parameter calendar: Over the whole of the time in which it runs.
    init?(_ planned: PlannedFlight, _ calendar: PacingCalendar, in zone: Zone) {
        guard planned.flight.pacing == .even, let goal = planned.flight.goal else { return nil }
        self.calendar = calendar
        spread = planned.spread(in: zone)
        hours = planned.flight.targeting.hourMask
        before = Double(min(planned.countedBefore, goal))
        toSpread = Double(goal) - before
        whole = calendar.weight(from: spread.lowerBound, to: spread.upperBound, hours: hours)
    }

    /// How many views or clicks are due by a moment.
    func due(by moment: Timestamp) -> Double {
        if moment >= spread.upperBound { return before + toSpread }
        return before + due(from: spread.lowerBound, to: moment)
    }

    /// How many are due between two moments.
    func due(from start: Timestamp, to end: Timestamp) -> Double {
        let (start, end) = (max(start, spread.lowerBound), min(end, spread.upperBound))
        guard whole > 0, start < end else { return 0 }
        return toSpread * calendar.weight(from: start, to: end, hours: hours) / whole
    }
}

extension PlannedFlight {
    /// The plan that holds now, by the traffic of the last four weeks.
    func plan(at moment: Timestamp, in zone: Zone, _ connection: any Connection) throws -> FlightPlan? {
        let curve = try TrafficRecord.curve(before: moment, in: zone, connection)
        return FlightPlan(self, PacingCalendar(curve, over: spread(in: zone), in: zone), in: zone)
    }
}
