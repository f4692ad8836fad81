/// A flight that could be delivered and ended more than two per cent off its goal, with the reason for it.
package struct MissedGoal: Sendable, Hashable {
    package enum Reason: Sendable, Hashable {
        /// So few are wanted that two or three make the difference.
        case small
        /// Readers clicked more or less often than was to be expected, by no more than chance does.
        case chance
        /// There were fewer slots in which it might have stood than it needed.
        case slots
        /// There were enough, and others stood there.
        case others
    }

    /// Of what readers do by chance, so many standard deviations are no surprise.
    private static let surprise = 2.5
    private static let few = 3

    let name: String
    let event: OfferEvent
    package let goal: Int
    package let delivered: Int
    /// Slots in which it might have stood, and how many of them it takes for its goal.
    let might: Int
    let needed: Int

    package var reason: Reason {
        let off = abs(goal - delivered)
        if event == .click, Double(off) <= Self.surprise * Double(goal).squareRoot() { return .chance }
        if off <= Self.few { return .small }
        return might < needed ? .slots : .others
    }

    var written: String {
        let why =
            switch reason {
            case .small: "a goal so small that one \(event.rawValue) is \(Self.percent(1, of: goal))"
            case .chance:
                "chance: of \(goal) clicks \(Self.percent(Int(Double(goal).squareRoot()), of: goal)) more or less are usual"
            case .slots: "too few slots: \(might) where it might have stood, \(needed) needed"
            case .others: "others stood there: \(might) slots where it might have stood, \(needed) needed"
            }
        return
            "off by \(Self.percent(abs(goal - delivered), of: goal)): \(name), \(delivered) of \(goal) \(event.words); \(why)"
    }

    private static func percent(_ part: Int, of whole: Int) -> String {
        let tenths = Int((Double(part) * 1000 / Double(max(1, whole))).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }
}

extension SimulationReport {
    /// Those that were spread evenly and could be delivered, and ended more than two per cent off; the furthest first.
    package var missed: [MissedGoal] {
        market.snapshot.entries.indices.compactMap { number -> MissedGoal? in
            let flight = market.snapshot.entries[number].planned.flight
            guard market.isDeliverable[number], flight.pacing == .even, let goal = flight.goal,
                abs(Double(goal - delivered[number])) > 0.02 * Double(goal)
            else { return nil }
            return MissedGoal(
                name: flight.name, event: flight.pricing.counts, goal: goal, delivered: delivered[number],
                might: might[number], needed: Int((Double(goal) / market.chances[number].counted).rounded(.up)))
        }.sorted { left, right in
            Double(abs(left.goal - left.delivered)) / Double(left.goal)
                > Double(abs(right.goal - right.delivered)) / Double(right.goal)
        }
    }
}
