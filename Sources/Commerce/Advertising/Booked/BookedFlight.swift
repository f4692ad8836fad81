package import Kernel

/// A flight with whose it is, what was delivered of it, and what it has to show.
package struct BookedFlight: Sendable, Hashable {
    package let flight: Flight
    package let campaign: Campaign
    package let advertiser: Advertiser
    package let partner: Partner
    package let views: Int
    package let clicks: Int
    /// Its creatives that may be shown.
    package let approved: Int
    /// Its creatives that wait for approval.
    package let awaiting: Int
    /// The category for which the site doesn’t advertise, if its advertiser is of one.
    package let blockedCategory: Slug?

    package init(
        flight: Flight, campaign: Campaign, advertiser: Advertiser, partner: Partner, views: Int, clicks: Int,
        approved: Int, awaiting: Int, blockedCategory: Slug?
    ) {
        self.flight = flight
        self.campaign = campaign
        self.advertiser = advertiser
        self.partner = partner
        self.views = views
        self.clicks = clicks
        self.approved = approved
        self.awaiting = awaiting
        self.blockedCategory = blockedCategory
    }

    /// How much of what is paid for was counted.
    package var counted: Int { flight.pricing.counts == .view ? views : clicks }

    /// The first day on which it can run.
    package var first: CalendarDay { max(flight.first, partner.since) }

    /// The last day on which it can run, whatever ends first.
    package var last: CalendarDay {
        [flight.last, campaign.ended, advertiser.ended, partner.ended].compactMap(\.self).min() ?? flight.last
    }

    /// How it is on a day: of several reasons not to run, the one that lasts the longest.
    package func condition(on day: CalendarDay) -> FlightCondition {
        if last < day || last < first { return .over }
        if let goal = flight.goal, counted >= goal { return .exhausted }
        if let blockedCategory { return .blocked(blockedCategory) }
        if flight.isPaused { return .paused }
        if first > day { return .coming }
        return approved == 0 ? .empty : .running
    }
}

/// What keeps a flight from running, if anything does.
package enum FlightCondition: Sendable, Hashable {
    case running
    /// It begins on a later day.
    case coming
    /// There is nothing that it could show.
    case empty
    case paused
    /// The site doesn’t advertise what its advertiser sells.
    case blocked(Slug)
    /// All that was paid for is delivered.
    case exhausted
    case over
}
