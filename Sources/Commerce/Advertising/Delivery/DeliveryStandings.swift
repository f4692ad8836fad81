package import Database
package import Kernel

/// Tells how flights stand, from the rows of the ledger and nothing else.
package struct DeliveryStandings: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Of all flights: those that run first, then those to come, then those that are over, the latest first.
    package func all(at moment: Timestamp, in zone: Zone) async throws -> [FlightStanding] {
        try await database.read { connection in
            let standings = try Self.standings(
                of: PlannedFlight.all(connection), at: moment, in: zone,
                DeliveryReports.lines(during: nil, of: nil, connection), connection)
            return standings.sorted { left, right in
                let (first, second) = (left.state.order, right.state.order)
                guard first == second else { return first < second }
                return left.state == .ahead
                    ? (left.flight.first, left.flight.id) < (right.flight.first, right.flight.id)
                    : (right.flight.last, right.flight.id) < (left.flight.last, left.flight.id)
            }
        }
    }

    /// Of one flight.
    package func standing(of flight: Flight.ID, at moment: Timestamp, in zone: Zone) async throws -> FlightStanding? {
        try await database.read { connection in
            try Self.standings(
                of: PlannedFlight.all(connection, id: flight), at: moment, in: zone,
                DeliveryReports.lines(during: nil, of: flight, connection), connection
            ).first
        }
    }

    static func standings(
        of flights: [PlannedFlight], at moment: Timestamp, in zone: Zone, _ lines: [DeliveryReports.Line],
        _ connection: any Connection
    ) throws -> [FlightStanding] {
        let campaigns = Dictionary(
            try connection.all(Campaign.self, "SELECT * FROM campaign").map { ($0.id, $0) }
        ) { first, _ in first }
        let advertisers = try AdvertiserStore.advertisers(connection)
        let ledger = Dictionary(lines.map { ($0.flight, $0) }) { first, _ in first }
        let calendar = try calendar(for: flights, at: moment, in: zone, connection)
        return flights.compactMap { planned in
            let flight = planned.flight
            guard let campaign = campaigns[flight.campaign], let advertiser = advertisers[campaign.advertiser] else {
                return nil
            }
            let line = ledger[flight.id]
            let counts = DeliveryCounts(views: line?.views ?? 0, clicks: line?.clicks ?? 0)
            let ends = [campaign.ended, advertiser.ended].compactMap(\.self).min()
            return FlightStanding(
                flight: flight, campaign: campaign, advertiser: advertiser,
                state: state(of: flight, ending: ends, at: moment, in: zone), counts: counts,
                planned: FlightPlan(planned, calendar, in: zone).map { Int($0.due(by: moment).rounded()) },
                earned: flight.pricing.form == .flat
                    ? flight.flatEarnings(for: counts.views) : line?.earned ?? .zero(flight.budget.currency))
        }
    }

    private static func state(
        of flight: Flight, ending last: CalendarDay?, at moment: Timestamp, in zone: Zone
    ) -> FlightStanding.State {
        let day = zone.reading(of: moment).day
        if min(flight.last, last ?? flight.last) < day { return .over }
        if flight.isPaused { return .paused }
        return day < flight.first ? .ahead : .running
    }

    /// Over the time in which those flights run that have begun and aren’t over.
    private static func calendar(
        for flights: [PlannedFlight], at moment: Timestamp, in zone: Zone, _ connection: any Connection
    ) throws -> PacingCalendar {
        let spreads = flights.map { $0.spread(in: zone) }.filter { $0.contains(moment) }
        let begins = spreads.map(\.lowerBound).min() ?? moment
        let ends = spreads.map(\.upperBound).max() ?? moment
        return PacingCalendar(
            try TrafficRecord.curve(before: moment, in: zone, connection), over: begins..<ends, in: zone)
    }
}

extension FlightStanding.State {
    /// In a list.
    fileprivate var order: Int {
        switch self {
        case .running: 0
        case .paused: 1
        case .ahead: 2
        case .over: 3
        }
    }
}
