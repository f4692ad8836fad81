import Kernel

/// How what is left of each flight’s budget is divided between the servers of a site.
///
/// A server holds a share: what its open offers may cost together with those that it may still make. Shares are granted in
/// transactions, so that counted views and all shares together never exceed a goal.
struct ShareBook: Sendable {
    /// What a server was granted, and what had been counted of its offers then.
    struct Share: Sendable, Hashable {
        var units: Int
        var countedThen: Int
    }

    /// Of one flight, by server.
    struct Page: Sendable {
        var counted: [NodeNumber: FlightTally.Counts] = [:]
        var shares: [NodeNumber: Share] = [:]
    }

    let node: NodeNumber
    /// The servers that are known to run, this one included; what others held is free again.
    let running: Set<NodeNumber>
    let pages: [Flight.ID: Page]

    /// How a flight stands for this server.
    func standing(of flight: Flight) -> Standing {
        let event = flight.pricing.counts
        let page = pages[flight.id] ?? Page()
        return Standing(
            counted: page.counted.values.reduce(0) { $0 + $1[event] }, countedHere: page.counted[node]?[event] ?? 0,
            limit: left(to: node, page, event))
    }

    /// The share that this server should be granted instead of the one that it has; `nil` when that will do.
    ///
    /// - Parameter unresolved: What its open offers may still cost.
    func renewal(of flight: Flight, unresolved: Int) -> Share? {
        guard let goal = flight.goal else { return nil }
        let event = flight.pricing.counts
        let page = pages[flight.id] ?? Page()
        let counted = page.counted.values.reduce(0) { $0 + $1[event] }
        let others = running.subtracting([node]).reduce(0) { $0 + left(to: $1, page, event) }
        let room = max(0, goal - counted - others)
        let free = max(0, room - unresolved)
        // What was counted elsewhere a moment ago may still be among the unresolved, and would be granted a second time.
        let fair = min(room, unresolved + (free + running.count - 1) / running.count)
        let held = left(to: node, page, event)
        // Not for every view, or each pulse would write as many rows as there are flights.
        guard page.shares[node] == nil || abs(fair - held) > held / 4 else { return nil }
        return Share(units: fair, countedThen: page.counted[node]?[event] ?? 0)
    }

    /// What of a server’s share isn’t counted yet.
    private func left(to node: NodeNumber, _ page: Page, _ event: OfferEvent) -> Int {
        guard let share = page.shares[node] else { return 0 }
        return max(0, share.units - ((page.counted[node]?[event] ?? 0) - share.countedThen))
    }
}
