package import Kernel
import Synchronization

/// Decides which creative stands in a slot, from memory.
///
/// Which flights agree with a page, a device and a country is worked out from sets of bits, whatever the number of flights.
/// Among those that may make an offer now, one is drawn by its weight. How many offers each may make until the next pulse,
/// and what it weighs, is set by a ``Pacer``; an offer takes from what is left, so none is made twice.
package final class DecisionEngine: Sendable {
    /// What is shared between requests.
    private struct Live {
        var snapshot = LiveFlights()
        var dice: Dice
        /// Of each flight, until the next pulse.
        var credits: [Int32] = []
        var weights: [Double] = []
        /// Flights of each tier that have credit.
        var open: [FlightSet] = []
        /// Offers since the last pulse, by placement.
        var made: [Int32] = []
        /// Flights that run now, with or without credit.
        var running = FlightSet(capacity: 0)
        /// Slots of a sample since the last pulse in which each flight might have stood.
        var seen: [Int32] = []
        var untilSample = DecisionEngine.sample
        /// What the slots of the sample were.
        var sampled: [SampledSlot: Int] = [:]
        var traffic = Slot.Place.allCases.map { _ in SlotTraffic() }
    }

    /// What happened between two pulses.
    struct Takings: Sendable {
        let snapshot: LiveFlights
        /// Offers by placement.
        let made: [Int32]
        /// Slots of a sample in which each flight might have stood.
        let seen: [Int32]
        /// By place.
        let traffic: [SlotTraffic]
        /// What the slots of the sample were.
        let sampled: [SampledSlot: Int]
    }

    /// Of so many slots one is looked at more closely; pages have fewer, so each place has its turn.
    static let sample = 16

    /// Pages of how many subjects are remembered.
    private static let largestMemory = 4096

    private let live: Mutex<Live>
    private let subjects = Mutex<(snapshot: LiveFlights?, sets: [PageSubject: FlightSet])>((nil, [:]))

    /// - Parameter seed: The same seed and the same requests lead to the same decisions.
    package init(seed: UInt64 = .random(in: 0 ... .max)) { live = Mutex(Live(dice: Dice(seed: seed))) }

    /// Begins a page.
    ///
    /// - Parameter allowsFrames: Whether flights of third parties’ frames may stand on it.
    package func visit(
        _ subject: PageSubject, on device: DeviceClass, in country: Country? = nil, allowsFrames: Bool = false
    ) -> PageVisit {
        let snapshot = live.withLock { $0.snapshot }
        return PageVisit(
            subject: subject, device: device, country: country, allowsFrames: allowsFrames,
            candidates: candidates(in: snapshot, subject, device, country, allowsFrames), snapshot: snapshot)
    }

    /// Decides one slot of a page, without waiting; `nil` when nobody pays for it.
    package func decide(_ place: Slot.Place, for visit: inout PageVisit) -> LiveFlights.Placement? {
        while true {
            let (placement, current) = live.withLock { live -> (LiveFlights.Placement?, LiveFlights?) in
                guard live.snapshot === visit.snapshot else { return (nil, live.snapshot) }
                return (Self.decide(place, visit, &live), nil)
            }
            if let current {
                // A flight was changed while the page was under way.
                renew(&visit, current)
                continue
            }
            if let placement {
                visit.candidates.subtract(visit.snapshot.rivals[placement.flightNumber])
                visit.chosen.append(placement)
            }
            return placement
        }
    }

    private static func decide(
        _ place: Slot.Place, _ visit: PageVisit, _ live: inout Live
    ) -> LiveFlights.Placement? {
        let candidates = visit.candidates
        live.traffic[place.number].asked += 1
        live.untilSample -= 1
        if live.untilSample == 0 {
            live.untilSample = sample
            FlightSet.forEach(in: candidates, live.running, live.snapshot.standing[place.number]) { number in
                live.seen[number] += 1
            }
            let slot = SampledSlot(place: place, subject: visit.subject, device: visit.device)
            SampledSlot.count(slot, in: &live.sampled)
        }
        for tier in live.open.indices {
            let standing = live.snapshot.standing[place.number]
            let sum = FlightSet.weight(in: candidates, live.open[tier], standing, by: live.weights)
            guard sum > 0 else { continue }
            let drawn = live.dice.roll() * sum
            guard
                let flight = FlightSet.first(
                    in: candidates, live.open[tier], standing, by: live.weights, beyond: drawn)
            else { continue }
            return offer(flight, of: tier, in: place, &live)
        }
        return nil
    }

    private static func offer(
        _ flight: Int, of tier: Int, in place: Slot.Place, _ live: inout Live
    ) -> LiveFlights.Placement {
        let placements = live.snapshot.byPlace[place.number][flight]
        let placement = placements[placements.count == 1 ? 0 : live.dice.roll(below: placements.count)]
        live.credits[flight] -= 1
        if live.credits[flight] <= 0 { live.open[tier].remove(flight) }
        live.made[placement.number] += 1
        live.traffic[place.number].sold += 1
        return placement
    }

    private func renew(_ visit: inout PageVisit, _ snapshot: LiveFlights) {
        visit.snapshot = snapshot
        visit.candidates = candidates(
            in: snapshot, visit.subject, visit.device, visit.country, visit.allowsFrames)
        for placement in visit.chosen { visit.candidates.subtract(snapshot.rivals(of: placement.categories)) }
    }

    private func candidates(
        in snapshot: LiveFlights, _ subject: PageSubject, _ device: DeviceClass, _ country: Country?,
        _ allowsFrames: Bool
    ) -> FlightSet {
        var set = subjects.withLock { memory -> FlightSet in
            if memory.snapshot !== snapshot || memory.sets.count >= Self.largestMemory { memory = (snapshot, [:]) }
            if let known = memory.sets[subject] { return known }
            let set = snapshot.flights(for: subject)
            memory.sets[subject] = set
            return set
        }
        set.formIntersection(snapshot.flights(on: device, in: country))
        if !allowsFrames { set.subtract(snapshot.tags) }
        return set
    }

    /// Takes what happened since the last time.
    ///
    /// - Parameter closes: Whether no more offers are made until ``install(_:allowing:)``.
    func take(closes: Bool) -> Takings {
        live.withLock { live in
            let takings = Takings(
                snapshot: live.snapshot, made: live.made, seen: live.seen, traffic: live.traffic,
                sampled: live.sampled)
            live.sampled.removeAll(keepingCapacity: true)
            for index in live.seen.indices { live.seen[index] = 0 }
            for index in live.made.indices { live.made[index] = 0 }
            for index in live.traffic.indices { live.traffic[index] = SlotTraffic() }
            if closes { for tier in live.open.indices { live.open[tier].removeAll() } }
            return takings
        }
    }

    /// Lets flights make offers; what they made since it was taken counts against it.
    func install(_ snapshot: LiveFlights, allowing allowances: [FlightPace.Allowance]) {
        live.withLock { live in
            if live.snapshot !== snapshot {
                live.snapshot = snapshot
                live.made = Array(repeating: 0, count: snapshot.placements.count)
                live.seen = Array(repeating: 0, count: snapshot.entries.count)
            }
            live.running = FlightSet(of: allowances.map(\.isRunning))
            live.credits = allowances.map(\.credit)
            live.weights = allowances.map(\.weight)
            for placement in snapshot.placements where live.made[placement.number] > 0 {
                live.credits[placement.flightNumber] -= live.made[placement.number]
            }
            live.open = snapshot.tiers.map { tier in
                var open = FlightSet(capacity: allowances.count)
                for number in allowances.indices where live.credits[number] > 0 && tier.contains(number) {
                    open.insert(number)
                }
                return open
            }
        }
    }
}

/// How many slots were asked for, and how many of them got something that is paid for.
package struct SlotTraffic: Sendable, Hashable {
    package var asked = 0
    package var sold = 0
}
