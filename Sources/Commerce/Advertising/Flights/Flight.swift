import Database
package import Kernel

/// A run of creatives between two days, for one budget.
package struct Flight: Sendable, Hashable {
    package typealias ID = Identifier<Flight>

    /// How a budget is spread over its days.
    package enum Pacing: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        /// As readers come, by the hours of the day.
        case even
        /// As fast as possible.
        case fast
    }

    /// Which flights are asked first; a slot goes to the first tier that has any.
    package enum Tier: Int, Sendable, Hashable, CaseIterable, Comparable {
        case paid, affiliate

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    package static let longest = 400

    package let id: ID
    package let campaign: Campaign.ID
    package let name: String
    /// The first day, by the site’s clocks.
    package let first: CalendarDay
    /// The last day, by the site’s clocks.
    package let last: CalendarDay
    package let budget: Money
    package let pricing: Pricing
    package let pacing: Pacing
    /// 1 to 10; a flight of twice the priority weighs twice as much.
    package let priority: Int
    package let targeting: Targeting
    /// For now, or for good.
    package let isPaused: Bool

    package init(
        id: ID, campaign: Campaign.ID, name: String, first: CalendarDay, last: CalendarDay, budget: Money,
        pricing: Pricing, pacing: Pacing = .even, priority: Int = 5, targeting: Targeting = .everywhere,
        isPaused: Bool = false
    ) {
        self.id = id
        self.campaign = campaign
        self.name = name
        self.first = first
        self.last = last
        self.budget = budget
        self.pricing = pricing
        self.pacing = pacing
        self.priority = priority
        self.targeting = targeting
        self.isPaused = isPaused
    }

    /// The same flight, paused or not.
    func with(isPaused: Bool) -> Flight {
        Flight(
            id: id, campaign: campaign, name: name, first: first, last: last, budget: budget, pricing: pricing,
            pacing: pacing, priority: priority, targeting: targeting, isPaused: isPaused)
    }

    package var tier: Tier { pricing == .commission ? .affiliate : .paid }

    /// How many views or clicks are to be delivered; `nil` when there is no end to them.
    package var goal: Int? { pricing.goal(for: budget) }

    /// From the first moment to the first one after, by the clocks of a zone.
    package func period(in zone: Zone) -> Range<Timestamp> {
        let begins = zone.start(of: first)
        return begins..<max(begins, zone.start(of: last.advanced(byDays: 1)))
    }
}

extension Flight: Recorded {
    static let kind = CommerceEvent.Kind.flight
    var subject: String { id.description }
    var title: String { name }
    var isEnded: Bool { isPaused }
    var fields: [(name: String, value: String)] {
        [
            ("campaign", campaign.description), ("name", name), ("first day", first.description),
            ("last day", last.description), ("budget", budget.written), ("price", pricing.written),
            ("pacing", pacing.rawValue), ("priority", String(priority)), ("paused", isPaused ? "yes" : "no"),
        ]
            + targeting.values.map { ($0.dimension.rawValue, $0.values.joined(separator: ", ")) }
    }
}
