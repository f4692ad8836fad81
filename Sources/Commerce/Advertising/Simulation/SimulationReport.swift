/// What came of a simulation.
package struct SimulationReport {
    package let settings: AdvertisingSimulation.Settings
    /// Slots that were asked for, and those that got something.
    package let asked: Int
    package let sold: Int
    package let clock: DecisionClock
    package let errors: PacingErrors
    /// By flight, as its goal counts.
    package let delivered: [Int]
    /// Events of a flight whose budget was used up: not billed.
    package let beyond: [Int]
    /// Slots in which each flight might have stood while it ran, about.
    let might: [Int]
    let market: SimulatedMarket

    private var goals: [Int] { market.snapshot.entries.map { $0.planned.flight.goal ?? 0 } }

    /// The largest part of its goal by which a flight that is paid by view was shown beyond it.
    package var overDelivery: Double { largestOver(.view) }

    /// The same for clicks, which readers make whenever they like.
    package var overDeliveryOfClicks: Double { largestOver(.click) }

    private func largestOver(_ event: OfferEvent) -> Double {
        zip(market.snapshot.entries, beyond).compactMap { entry, beyond in
            guard let goal = entry.planned.flight.goal, entry.planned.flight.pricing.counts == event else { return nil }
            return Double(beyond) / Double(goal)
        }.max() ?? 0
    }

    package var fill: Double { asked > 0 ? Double(sold) / Double(asked) : 0 }

    /// In lines for people.
    package var written: String {
        var lines = [
            "flights: \(goals.count), of which \(market.isDeliverable.count { $0 }) could be delivered",
            "slots asked for: \(asked), filled by flights: \(Self.percent(fill))",
        ]
        for event in OfferEvent.allCases {
            for (name, errors) in [("at its worst hour", errors.largest(event)), ("at the end", errors.final(event))] {
                lines.append(
                    """
                    off plan \(name), paid by \(event.rawValue) (\(errors.count) flights, \
                    \(errors.count { $0 <= 0.02 }) within 2 %): median \
                    \(Self.percent(errors.quantile(0.5))), p95 \(Self.percent(errors.quantile(0.95))), worst \
                    \(Self.percent(errors.last ?? 0))
                    """)
            }
        }
        lines += [
            "over budget: billed 0 %, shown beyond it at most \(Self.percent(overDelivery)) (views), "
                + "\(Self.percent(overDeliveryOfClicks)) (clicks)",
            "decisions: \(clock.decisions), \(Int(clock.perSecond)) a second on one core",
            """
            one decision: median \(clock.quantile(0.5)) ns, p99 \(clock.quantile(0.99)) ns, p99.9 \
            \(clock.quantile(0.999)) ns
            """,
        ]
        lines += missed.map(\.written)
        return lines.joined(separator: "\n")
    }

    /// With two decimals.
    private static func percent(_ part: Double) -> String {
        let hundredths = Int((part * 10_000).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) %"
    }
}

extension [Double] {
    /// Of a sorted list.
    fileprivate func quantile(_ part: Double) -> Double { isEmpty ? 0 : self[Int(Double(count - 1) * part)] }
}
