package import Database
import Kernel

/// Keeps the flights.
package struct FlightStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds a flight, or changes the one with the same identifier; every node follows within a second.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used.
    package func save(_ flight: Flight, by signature: Signature) async throws {
        try await database.write { connection in
            var faults = FieldFaults()
            FlightCheck.check(flight, isFree: try MakeGoodStore.isFree(flight.id, connection), &faults)
            let old = try PlannedFlight.all(connection, id: flight.id).first
            let counted = try FlightTally.counted(flight.id, connection)
            if let campaign = try CampaignStore.campaign(flight.campaign, connection) {
                if flight.budget.currency != campaign.currency {
                    faults.add("budget", "The campaign is billed in \(campaign.currency).")
                }
            } else {
                faults.add("campaign", "There is no such campaign.")
            }
            FlightCheck.check(flight, against: old?.flight, counted: counted, &faults)
            try TagRules.check(flight, connection, &faults)
            try LetterRules.check(flight, connection, &faults)
            try faults.check(slug: "flight-invalid", title: "The flight can’t be saved")
            var since = signature.at
            var before = counted[flight.pricing.counts]
            if let old, Self.keepsItsPlan(old.flight, flight) { (since, before) = (old.since, old.countedBefore) }
            try Self.write(PlannedFlight(flight: flight, since: since, countedBefore: before), connection)
            try CommerceHistory.record(old?.flight, became: flight, signature, in: connection)
        }
    }

    /// Pauses a flight, or lets a paused one go on; every node follows within a second.
    ///
    /// - Throws: ``Problem``: `notFound`, or `conflict` when it is so already.
    package func setPaused(_ isPaused: Bool, of id: Flight.ID, by signature: Signature) async throws {
        try await database.write { connection in
            guard let old = try PlannedFlight.all(connection, id: id).first else {
                throw Problem(
                    .notFound, slug: "flight-not-found", title: "There is no such flight",
                    detail: "It may never have been there.")
            }
            guard old.flight.isPaused != isPaused else {
                throw Problem(
                    .conflict, slug: "flight-paused", title: "Nothing was changed",
                    detail: isPaused ? "The flight is paused already." : "The flight isn’t paused.")
            }
            let new = PlannedFlight(
                flight: old.flight.with(isPaused: isPaused), since: old.since, countedBefore: old.countedBefore)
            try Self.write(new, connection)
            try CommerceHistory.record(old.flight, became: new.flight, signature, in: connection)
        }
    }

    /// The flight with an identifier.
    package func flight(_ id: Flight.ID) async throws -> Flight? {
        try await database.read { connection in try PlannedFlight.all(connection, id: id).first?.flight }
    }

    /// All of them, by identifier.
    package func all() async throws -> [Flight] {
        try await database.read { connection in try PlannedFlight.all(connection).map(\.flight) }
    }

    private static func keepsItsPlan(_ old: Flight, _ new: Flight) -> Bool {
        old.goal == new.goal && old.pricing.counts == new.pricing.counts && old.first == new.first
            && old.last == new.last && old.pacing == new.pacing && old.targeting.hours == new.targeting.hours
    }

    static func write(_ planned: PlannedFlight, _ connection: any Connection) throws {
        let flight = planned.flight
        let (price, promised): (Int64, Int?) =
            switch flight.pricing {
            case .perThousandViews(let price), .perClick(let price): (price.micros, nil)
            case .flat(let views): (0, views)
            case .commission: (0, nil)
            }
        try connection.execute(
            """
            INSERT INTO flight (id, campaign, name, first_day, last_day, budget, pricing, price, promised, pacing,
                priority, paused, planned_since, counted_before)
            VALUES (\(flight.id), \(flight.campaign), \(flight.name), \(flight.first), \(flight.last),
                \(flight.budget.micros), \(flight.pricing.form.rawValue), \(price), \(promised), \(flight.pacing),
                \(flight.priority), \(flight.isPaused), \(planned.since), \(planned.countedBefore))
            ON CONFLICT (id) DO UPDATE SET campaign = excluded.campaign, name = excluded.name,
                first_day = excluded.first_day, last_day = excluded.last_day, budget = excluded.budget,
                pricing = excluded.pricing, price = excluded.price, promised = excluded.promised,
                pacing = excluded.pacing, priority = excluded.priority, paused = excluded.paused,
                planned_since = excluded.planned_since, counted_before = excluded.counted_before
            """)
        try connection.execute("DELETE FROM flight_target WHERE flight = \(flight.id)")
        for (dimension, values) in flight.targeting.values {
            for value in values {
                try connection.execute(
                    """
                    INSERT INTO flight_target (flight, dimension, value) VALUES (\(flight.id), \(dimension), \(value))
                    """)
            }
        }
    }
}
