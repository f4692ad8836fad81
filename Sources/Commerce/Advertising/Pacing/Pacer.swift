import Kernel

/// Tells how many offers each flight may make until the next pulse, and what it weighs: the part of deciding that looks at
/// money, plans and clocks, so that a request doesn’t have to.
struct Pacer: Sendable {
    private(set) var snapshot = LiveFlights()
    private var paces: [FlightPace] = []
    private var numbers: [Flight.ID: Int] = [:]
    /// Of flights that don’t run just now.
    private var resting: [Flight.ID: FlightPace] = [:]
    /// What the traffic weighs over which each flight is spread.
    private var wholes: [Double] = []
    private var calendar = PacingCalendar(.flat, over: .empty, in: .utc)
    private var zone = Zone.utc
    /// Which flights were running since the last pulse.
    private var running: [Bool] = []
    private var last: Timestamp?

    /// Goes over to another snapshot or curve; what flights have under way goes with them.
    mutating func adopt(_ snapshot: LiveFlights, _ curve: TrafficCurve, in zone: Zone) {
        for (id, number) in numbers { resting[id] = paces[number] }
        self.snapshot = snapshot
        self.zone = zone
        numbers = [:]
        paces = snapshot.entries.enumerated().map { number, entry in
            let id = entry.planned.flight.id
            numbers[id] = number
            return resting.removeValue(forKey: id) ?? FlightPace()
        }
        running = paces.map { _ in false }
        resting = resting.filter { $0.value.reservations.open > 0 }
        let begins = snapshot.entries.map(\.spread.lowerBound).min()
        let ends = snapshot.entries.map(\.spread.upperBound).max()
        if let begins, let ends { calendar = PacingCalendar(curve, over: begins..<ends, in: zone) }
        wholes = snapshot.entries.map { entry in
            calendar.weight(from: entry.spread.lowerBound, to: entry.spread.upperBound, hours: entry.hours)
        }
    }

    /// Reserves for the offers that were made.
    mutating func reserve(_ takings: DecisionEngine.Takings, at moment: Timestamp) {
        for number in paces.indices { paces[number].reservations.advance(to: moment) }
        see(takings, at: moment)
        var made: [Int: Int] = [:]
        for (placement, count) in zip(takings.snapshot.placements, takings.made) where count > 0 {
            made[placement.flightNumber, default: 0] += Int(count)
        }
        for (number, count) in made {
            let id = takings.snapshot.entries[number].planned.flight.id
            if let number = numbers[id] { paces[number].reservations.reserve(count) }
        }
    }

    private mutating func see(_ takings: DecisionEngine.Takings, at moment: Timestamp) {
        defer { last = moment }
        guard takings.snapshot === snapshot, let last, last < moment else { return }
        // A flight that ran has its hours in this time.
        let weight = calendar.weight(from: last, to: moment, hours: PacingCalendar.everyHour)
        for number in paces.indices where running[number] { paces[number].see(takings.seen[number], during: weight) }
    }

    /// One of the node’s own offers was counted, as its flight’s goal counts.
    mutating func count(_ flight: Flight.ID, madeAt moment: Timestamp) {
        guard let number = numbers[flight] else { return }
        paces[number].countedHere += 1
        paces[number].reservations.count(madeAt: moment)
    }

    /// What the offers of each flight that may still be counted cost at most, or are expected to where clicks count.
    func unresolved(_ number: Int) -> Int {
        let pace = paces[number]
        let entry = snapshot.entries[number]
        let unresolved = pace.reservations.unresolved
        guard !entry.reservesEachOffer else { return unresolved }
        let rate = pace.rate(of: entry.planned.flight.pricing.counts, needsConsent: entry.isTag)
        return Int((Double(unresolved) * rate).rounded(.up))
    }

    /// What each flight may do.
    ///
    /// - Parameters:
    ///   - next: The next pulse.
    ///   - standings: How each flight of the snapshot stands.
    ///   - part: The part of all offers that falls to this node, more than 0 and at most 1.
    mutating func allowances(
        at moment: Timestamp, until next: Timestamp, _ standings: [Standing], part: Double = 1
    ) -> [FlightPace.Allowance] {
        let hour = UInt32(zone.reading(of: moment).secondOfDay / 3600)
        let allowances = snapshot.entries.indices.map { number -> FlightPace.Allowance in
            let entry = snapshot.entries[number]
            let standing = standings[number]
            // Events that another node took in are known by their number only.
            let elsewhere = standing.countedHere - paces[number].countedHere
            if elsewhere > 0 {
                paces[number].countedHere = standing.countedHere
                paces[number].reservations.countOldest(elsewhere)
            }
            guard entry.period.contains(moment), entry.hours >> hour & 1 == 1 else { return .none }
            let remaining = calendar.weight(from: next, to: entry.spread.upperBound, hours: entry.hours)
            return paces[number].allowance(of: entry, standing, remaining, of: wholes[number], part: part)
        }
        running = allowances.map(\.isRunning)
        return allowances
    }
}

extension Range<Timestamp> {
    fileprivate static var empty: Range<Timestamp> { Timestamp(milliseconds: 0)..<Timestamp(milliseconds: 0) }
}
