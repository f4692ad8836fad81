import Kernel

/// Looks whether a flight can be kept.
enum FlightCheck {
    /// More would not fit a plan that is reckoned in floating point to the last view.
    private static let largestGoal = 1_000_000_000

    /// What can be seen from the flight alone.
    ///
    /// - Parameter isFree: Whether it makes up for another flight, and costs nothing.
    static func check(_ flight: Flight, isFree: Bool = false, _ faults: inout FieldFaults) {
        faults.length(of: flight.name, 1...80, field: "name", called: "name")
        if flight.last < flight.first {
            faults.add("last", "It would end on \(flight.last), before it begins on \(flight.first).")
        } else if flight.last.daysSince1970 - flight.first.daysSince1970 >= Flight.longest {
            faults.add("last", "A flight lasts \(Flight.longest) days at most.")
        }
        if !(1...10).contains(flight.priority) { faults.add("priority", "The priority is a number from 1 to 10.") }
        flight.targeting.check(&faults)
        if isFree { checkFree(flight, &faults) } else { checkMoney(of: flight, &faults) }
    }

    /// What depends on what was delivered already.
    static func check(
        _ flight: Flight, against old: Flight?, counted: FlightTally.Counts, _ faults: inout FieldFaults
    ) {
        guard let old, counted.views + counted.clicks > 0 else { return }
        if old.pricing.form != flight.pricing.form {
            faults.add("pricing", "Something was delivered already, so what is paid for stays as it is.")
        } else if let goal = flight.goal, goal < counted[flight.pricing.counts] {
            faults.add(
                "budget",
                """
                \(counted[flight.pricing.counts]) \(flight.pricing.counts.words) were counted already; the budget can’t be \
                less than they cost.
                """)
        }
        if old.campaign != flight.campaign {
            faults.add("campaign", "Something was delivered already, so the flight stays in its campaign.")
        }
    }

    /// A make-good by clicks keeps a price, of which its goal is reckoned; the ledger counts it for nothing.
    private static func checkFree(_ flight: Flight, _ faults: inout FieldFaults) {
        if case .perClick = flight.pricing { return checkMoney(of: flight, &faults) }
        if flight.budget.micros != 0 { faults.add("budget", "It makes up for another flight, so it costs nothing.") }
        guard case .flat(let views) = flight.pricing else {
            return faults.add(
                "pricing", "It makes up for another flight: a flat price of nothing, for views, or clicks.")
        }
        if !(1...largestGoal).contains(views) { faults.add("promised", "Say for how many views.") }
    }

    private static func checkMoney(of flight: Flight, _ faults: inout FieldFaults) {
        if flight.pricing == .commission {
            if flight.budget.micros != 0 { faults.add("budget", "A flight that earns by commission has no budget.") }
            return
        }
        if flight.budget.micros <= 0 { faults.add("budget", "The budget is more than nothing.") }
        switch flight.pricing {
        case .perThousandViews(let price), .perClick(let price):
            if price.currency != flight.budget.currency {
                faults.add("price", "The price and the budget are in different currencies.")
            }
            if price.micros <= 0 {
                faults.add("price", "The price is more than nothing.")
                return
            }
            if flight.pricing.form == .perThousandViews, price.micros % 1000 != 0 {
                faults.add("price", "A price per thousand views has three decimals at most, so that one view is exact.")
                return
            }
        case .flat(let views):
            if views < 1 { faults.add("promised", "Say for how many views.") }
        case .commission: break
        }
        guard let goal = flight.goal else { return }
        if goal < 1, flight.budget.micros > 0 { faults.add("budget", "The budget is less than one of them costs.") }
        if goal > largestGoal { faults.add("budget", "That buys more than \(largestGoal) at this price.") }
    }
}
