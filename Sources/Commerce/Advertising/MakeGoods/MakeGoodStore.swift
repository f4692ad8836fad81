package import Database
package import Kernel

/// Books flights, free of charge, that make up for views or clicks which others lacked at their end.
package struct MakeGoodStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// What a flight lacks; `nil` while it isn’t over, or when it has no goal.
    package func proposal(for flight: Flight.ID, on day: CalendarDay) async throws -> MakeGoodProposal? {
        try await database.read { try Self.proposal(for: flight, on: day, $0) }
    }

    /// The flight that another one makes up for, if it does.
    package func original(of flight: Flight.ID) async throws -> Flight? {
        try await database.read { connection in
            guard
                let original = try connection.value(
                    Flight.ID.self, "SELECT makes_good FROM make_good WHERE flight = \(flight)")
            else { return nil }
            return try PlannedFlight.all(connection, id: original).first?.flight
        }
    }

    /// Books a flight for what another one lacks: in its campaign, where it stood, with its creatives that may still be shown.
    ///
    /// - Parameter id: Of the new flight; sent again, it is answered with the flight that there is.
    /// - Throws: ``Problem``: `conflict` when nothing is missing, or `invalid` for days that can’t be.
    package func book(
        _ id: Flight.ID, for original: Flight.ID, from first: CalendarDay, to last: CalendarDay, in zone: Zone,
        by signature: Signature
    ) async throws -> Flight {
        let day = zone.reading(of: signature.at).day
        return try await database.write { connection in
            if let known = try PlannedFlight.all(connection, id: id).first { return known.flight }
            guard let proposal = try Self.proposal(for: original, on: day, connection), proposal.missing > 0 else {
                throw Problem(
                    .conflict, slug: "nothing-missing", title: "There is nothing to make good",
                    detail: "All of it was delivered, or is promised again.")
            }
            let old = proposal.original
            let flight = Flight(
                id: id, campaign: old.campaign, name: String("Make-good: \(old.name)".prefix(80)), first: first,
                last: last, budget: proposal.budget, pricing: proposal.pricing, pacing: .even, priority: old.priority,
                targeting: old.targeting)
            var faults = FieldFaults()
            FlightCheck.check(flight, isFree: true, &faults)
            if first < day { faults.add("first", "It can’t begin before today.") }
            try faults.check(slug: "make-good-invalid", title: "The make-good can’t be booked")
            try FlightStore.write(
                PlannedFlight(flight: flight, since: signature.at, countedBefore: 0), connection)
            try connection.execute(
                """
                INSERT INTO make_good (flight, makes_good, worth)
                VALUES (\(id), \(original), \(proposal.worth.micros))
                """)
            try CommerceHistory.record(nil, became: flight, signature, in: connection)
            try Self.copyCreatives(of: original, to: id, signature, connection)
            return flight
        }
    }

    /// With what was decided on them: they are the same advertisements.
    private static func copyCreatives(
        of original: Flight.ID, to flight: Flight.ID, _ signature: Signature, _ connection: any Connection
    ) throws {
        let creatives = try connection.all(
            ReviewedCreative.self, "SELECT * FROM creative WHERE flight = \(original) ORDER BY id")
        for old in creatives where old.mayBeShown {
            let creative = Creative(
                id: Creative.ID(at: signature.at), flight: flight, name: old.creative.name, place: old.creative.place,
                content: old.creative.content, destination: old.creative.destination)
            let copy = ReviewedCreative(
                creative: creative, review: CreativeReview(state: .approved, decided: signature))
            try CreativeStore.write(copy, connection)
            try CommerceHistory.record(nil, became: copy, signature, in: connection)
        }
    }

    static func isFree(_ flight: Flight.ID, _ connection: any Connection) throws -> Bool {
        try connection.value(Int.self, "SELECT 1 FROM make_good WHERE flight = \(flight)") != nil
    }

    /// Of each make-good, in micros.
    static func worths(_ connection: any Connection) throws -> [Flight.ID: Int64] {
        var worths: [Flight.ID: Int64] = [:]
        for row in try connection.rows("SELECT flight, worth FROM make_good") {
            worths[try row.value("flight")] = try row.value("worth", as: Int64.self)
        }
        return worths
    }

    private static func proposal(
        for id: Flight.ID, on day: CalendarDay, _ connection: any Connection
    ) throws -> MakeGoodProposal? {
        guard let flight = try PlannedFlight.all(connection, id: id).first?.flight, flight.last < day,
            let goal = flight.goal, try !isFree(id, connection)
        else { return nil }
        let ids = try connection.rows("SELECT flight FROM make_good WHERE makes_good = \(id) ORDER BY flight").map {
            try $0.value("flight", as: Flight.ID.self)
        }
        var covered = try counted(of: flight, connection)
        for booked in ids {
            guard let flight = try PlannedFlight.all(connection, id: booked).first?.flight else { continue }
            // One that is over has made up for what was counted of it.
            covered += try flight.last < day ? counted(of: flight, connection) : flight.goal ?? 0
        }
        let missing = max(0, goal - covered)
        return MakeGoodProposal(
            original: flight, missing: missing, booked: ids, worth: worth(of: missing, in: flight))
    }

    /// Of what its goal counts, from the ledger.
    private static func counted(of flight: Flight, _ connection: any Connection) throws -> Int {
        try connection.value(
            Int.self,
            """
            SELECT CAST(coalesce(sum(number), 0) AS BIGINT)
            FROM \(try LedgerSums.source(.flights("flight = \(flight.id)"), connection))
            WHERE event = \(flight.pricing.counts) AND outcome = 'counted'
            """) ?? 0
    }

    private static func worth(of missing: Int, in flight: Flight) -> Money {
        switch flight.pricing {
        case .perThousandViews(let price): Money(micros: price.micros / 1000 * Int64(missing), price.currency)
        case .perClick(let price): Money(micros: price.micros * Int64(missing), price.currency)
        case .flat, .commission: flight.flatEarnings(for: missing)
        }
    }
}
