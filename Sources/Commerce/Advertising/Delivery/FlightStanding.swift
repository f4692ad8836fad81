package import Kernel

/// How a flight stands at one moment: what it was booked for, and what the ledger holds of it.
package struct FlightStanding: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        case running, paused, ahead, over
    }

    package let flight: Flight
    package let campaign: Campaign
    package let advertiser: Advertiser
    package let state: State
    package let counts: DeliveryCounts
    /// How many of what it is paid for its plan wants by now; `nil` when it goes as fast as it can, or has no end.
    package let planned: Int?
    package let earned: Money

    /// How many of what it is paid for were counted.
    package var counted: Int { counts[flight.pricing.counts] }

    /// How many are still to be delivered; `nil` when there is no end to them.
    package var left: Int? { flight.goal.map { max(0, $0 - counted) } }

    /// What was counted, in per cent of what the plan wants by now; `nil` when that is nothing.
    package var pace: Int? {
        guard let planned, planned > 0 else { return nil }
        return Int((Double(counted) * 100 / Double(planned)).rounded())
    }
}

extension Flight {
    /// What of a flat price was earned by views that were counted: as much of the price as was delivered of the promise.
    ///
    /// Rounded down to the micro; a flight that was delivered in full has earned its price exactly.
    package func flatEarnings(for views: Int) -> Money {
        guard case .flat(let promised) = pricing, promised > 0, budget.micros > 0 else {
            return .zero(budget.currency)
        }
        let product = budget.micros.multipliedFullWidth(by: Int64(min(max(0, views), promised)))
        return Money(micros: Int64(promised).dividingFullWidth(product).quotient, budget.currency)
    }
}
