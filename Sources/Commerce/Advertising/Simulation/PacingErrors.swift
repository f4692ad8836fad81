import Kernel

/// How far flights that are spread evenly were off their plans, as parts of their goals.
package struct PacingErrors: Sendable {
    private let market: SimulatedMarket
    private let calendar: PacingCalendar
    /// At the hour at which it was most.
    private var most: [Double]
    private var atTheEnd: [Double]

    init(_ market: SimulatedMarket) {
        self.market = market
        let entries = market.snapshot.entries
        let begins = entries.map(\.spread.lowerBound).min() ?? SimulatedReaders.start
        let ends = entries.map(\.spread.upperBound).max() ?? SimulatedReaders.start
        calendar = PacingCalendar(market.curve, over: begins..<ends, in: .utc)
        most = entries.map { _ in 0 }
        atTheEnd = most
    }

    mutating func look(at moment: Timestamp, _ standings: [Standing]) {
        for (number, entry) in market.snapshot.entries.enumerated() where entry.period.contains(moment) {
            guard let goal = entry.planned.flight.goal else { continue }
            let whole = calendar.weight(from: entry.spread.lowerBound, to: entry.spread.upperBound, hours: entry.hours)
            let passed = calendar.weight(from: entry.spread.lowerBound, to: moment, hours: entry.hours)
            guard whole > 0 else { continue }
            let planned = Double(goal) * passed / whole
            most[number] = max(most[number], abs(Double(standings[number].counted) - planned) / Double(goal))
        }
    }

    mutating func finish(_ standings: [Standing]) {
        for (number, entry) in market.snapshot.entries.enumerated() {
            guard let goal = entry.planned.flight.goal else { continue }
            atTheEnd[number] = abs(Double(goal - standings[number].counted)) / Double(goal)
        }
    }

    /// Of flights of one price that could be delivered, sorted.
    private func sorted(_ errors: [Double], _ event: OfferEvent) -> [Double] {
        market.snapshot.entries.indices.filter { number in
            let flight = market.snapshot.entries[number].planned.flight
            return market.isDeliverable[number] && flight.pacing == .even && flight.pricing.counts == event
        }.map { errors[$0] }.sorted()
    }

    /// At the full hour at which a flight was furthest off.
    package func largest(_ event: OfferEvent) -> [Double] { sorted(most, event) }

    /// When all was over.
    package func final(_ event: OfferEvent) -> [Double] { sorted(atTheEnd, event) }
}
