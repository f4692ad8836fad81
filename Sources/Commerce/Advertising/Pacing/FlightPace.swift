import Kernel

/// How one flight stands on one node, and how many offers it may make until the next pulse.
struct FlightPace: Sendable {
    var reservations = Reservations()
    /// What the node knows to be counted of its own offers.
    var countedHere = 0

    /// What may be done until the next pulse.
    struct Allowance: Sendable, Hashable {
        /// In offers.
        var credit: Int32
        /// Beside other flights of its tier; more than 0.
        var weight: Double
        /// Whether it would make offers if its plan let it.
        var isRunning = true

        static let none = Allowance(credit: 0, weight: 0, isRunning: false)
        static let waiting = Allowance(credit: 0, weight: 0)
    }

    /// In how many slots of a sample it might have stood, and what the traffic weighed meanwhile; the older, the less they matter.
    private var seen = 0.0
    private var seenDuring = 0.0

    /// A flight that is this part of its goal late weighs twice as much; each more, twice as much again.
    private static let lateness = 0.000_5
    private static let doublings = 12.0...30
    /// Between these parts of its goal a late flight loses its claim to be helped before all others.
    private static let hopeful = 0.02...0.05
    /// A plan is fulfilled so much before its time is over, as a part of its traffic, so that what chance keeps from the last offers
    /// can be made up for.
    private static let leads = 0.01...0.02
    /// As long as offers hold what they may cost, in what an hour of usual traffic weighs.
    private static let held = 2 * (Offer.viewable / .seconds(3600))
    /// With fewer slots in the sample nothing is said.
    private static let evidence = 20.0
    /// No flight gets all the slots in which it may stand.
    private static let attainable = 0.95

    /// What part of its offers was counted, or would be, from what is known of flights in general.
    ///
    /// - Parameter needsConsent: Whether only those see it who agreed to it.
    func rate(of event: OfferEvent, needsConsent: Bool = false) -> Double {
        let (usual, weight): (Double, Double) =
            event == .click ? (0.005, 400) : needsConsent ? (0.1, 50) : (0.7, 20)
        let rate = (reservations.countedOfSettled + usual * weight) / (reservations.settled + weight)
        return min(1, max(0.000_1, rate))
    }

    /// Takes in what the engine saw of the traffic.
    mutating func see(_ slots: Int32, during weight: Double) {
        seen += Double(slots)
        seenDuring += weight
        guard seenDuring > 24 else { return }
        seen /= 2
        seenDuring /= 2
    }

    /// What part of its plan the slots in which it may stand suffice for; 1 when all of it, or when that isn’t sure yet.
    private func reach(offersPerWeight needed: Double) -> Double {
        let neededOfSample = needed * seenDuring / Double(DecisionEngine.sample)
        // Chance may have kept a few from the sample.
        let likely = seen + 3 * (seen + 1).squareRoot()
        guard neededOfSample > Self.evidence else { return 1 }
        return min(1, likely * Self.attainable / neededOfSample)
    }

    /// How many offers the node may make before the next pulse.
    ///
    /// - Parameters:
    ///   - remaining: What the traffic weighs that the flight has left after the next pulse.
    ///   - whole: What all of it weighs over which the flight is spread.
    ///   - part: The part of the flight that falls to this node.
    func allowance(
        of entry: LiveFlights.Entry, _ standing: Standing, _ remaining: Double, of whole: Double, part: Double
    ) -> Allowance {
        let flight = entry.planned.flight
        guard let goal = flight.goal else { return Allowance(credit: .max, weight: Double(flight.priority)) }
        let left = goal - standing.counted
        guard left > 0 else { return .waiting }
        let event = flight.pricing.counts
        let rate = rate(of: event, needsConsent: entry.isTag)
        // Of views, each offer reserves one; of what few offers come to, what is to be expected.
        let cost = entry.reservesEachOffer ? 1 : rate
        let room = (Double(min(left, standing.limit)) - Double(reservations.unresolved) * cost) / cost
        guard room >= 1 else { return .waiting }
        let before = Double(min(entry.planned.countedBefore, goal))
        let toSpread = Double(goal) - before
        let reach = reach(offersPerWeight: toSpread * part / rate / max(whole, 0.1))
        let worth = entry.worth * Double(left) / Double(goal) * Double(flight.priority)
        var allowance = Allowance(credit: Int32(min(room, 1e9)), weight: worth * reach / max(remaining, 0.1))
        if flight.pacing == .even {
            let lead = min(max(Self.held / max(whole, 0.1), Self.leads.lowerBound), Self.leads.upperBound)
            let passed = whole > 0 ? (1 - remaining / whole) / (1 - lead) : 1
            let plan = before + toSpread * min(1, max(0, passed))
            let coming = max(0, rate * Double(reservations.open) - Double(reservations.countedOfOpen))
            let due = (plan - Double(standing.counted)) * part - coming
            allowance.credit = Int32(min(room, max(0, (due / rate + 0.5).rounded(.down)), 1e9))
            // One that can’t keep its plan whatever is done must not drag down those that can.
            if reach == 1 {
                let late = max(0, due - rate / 2) / Double(goal)
                allowance.weight *= Self.doubled(min(late / Self.lateness, Self.mostDoublings(whenLateBy: late)))
            }
        }
        return allowance.credit > 0 ? allowance : .waiting
    }

    /// How often the weight of a flight that is late by a part of its goal is doubled at most.
    ///
    /// Less for one that is so late that it will hardly be in time: it would take from all that can still be.
    private static func mostDoublings(whenLateBy part: Double) -> Double {
        let hope = 1 - min(max((part - hopeful.lowerBound) / (hopeful.upperBound - hopeful.lowerBound), 0), 1)
        return doublings.lowerBound + hope * (doublings.upperBound - doublings.lowerBound)
    }

    /// Two to the power of a number, straight between whole ones.
    private static func doubled(_ exponent: Double) -> Double {
        let whole = exponent.rounded(.down)
        return Double(1 << Int(whole)) * (1 + exponent - whole)
    }
}

extension LiveFlights.Entry {
    /// Whether an offer holds a whole unit of the budget until it is known what came of it.
    var reservesEachOffer: Bool { planned.flight.pricing.counts == .view && !isTag }
}

/// What is known of a flight’s delivery, over all nodes.
package struct Standing: Sendable, Hashable {
    /// Of what its goal counts, by all nodes.
    package var counted: Int
    /// Of offers of this node.
    package var countedHere: Int
    /// What this node’s open offers may cost together with those that it may still make.
    package var limit: Int

    package init(counted: Int = 0, countedHere: Int = 0, limit: Int = .max) {
        self.counted = counted
        self.countedHere = countedHere
        self.limit = limit
    }
}
