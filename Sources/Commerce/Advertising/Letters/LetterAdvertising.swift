package import Database
package import Kernel

/// Chooses what stands in the slot of an edition’s mails, and keeps in which editions it went out.
package struct LetterAdvertising: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Chooses for an edition that is to be sent at a moment, and keeps nothing of it.
    ///
    /// First come flights that pay by the click, then those by commission, then the site’s own. Flights have their turns by their
    /// priorities, counted from when all of them ran; of what is alike comes first what has waited the longest.
    ///
    /// - Parameter language: Of the newsletter.
    /// - Returns: `nil` when there is nothing for it.
    package func choose(language: LanguageTag?, at now: Timestamp, in zone: Zone) async throws -> LetterChoice? {
        try await database.read { connection in
            let turns = try Turns(connection)
            if let creative = try Self.paid(language: language, at: now, in: zone, turns, connection) {
                return .creative(creative)
            }
            let house = try connection.all(
                HouseAdvertisement.self,
                "SELECT * FROM house_advertisement WHERE ended IS NULL AND letters = 1 ORDER BY slug")
            return house.min { turns.last(of: $0.slug) < turns.last(of: $1.slug) }.map { .house($0) }
        }
    }

    /// Keeps that something goes out in the mails of an edition, or in how many it went.
    ///
    /// - Parameter reference: ``LetterChoice/reference``; what is none is passed over.
    package func record(_ reference: String, in run: LetterRun) async throws {
        guard let reference = LetterReference(reference) else { return }
        try await database.write { connection in
            switch reference {
            case .creative(let id):
                try connection.execute(
                    """
                    INSERT INTO letter_run (page, begun, creative, flight, house, letters)
                    SELECT \(run.page), CAST(\(run.begun) AS BIGINT), id, flight, NULL, CAST(\(run.letters) AS BIGINT) FROM creative WHERE id = \(id)
                    ON CONFLICT (page) DO UPDATE SET letters = excluded.letters
                    WHERE letter_run.letters <> excluded.letters
                    """)
            case .house(let slug):
                try connection.execute(
                    """
                    INSERT INTO letter_run (page, begun, creative, flight, house, letters)
                    SELECT \(run.page), CAST(\(run.begun) AS BIGINT), NULL, NULL, slug, CAST(\(run.letters) AS BIGINT)
                    FROM house_advertisement
                    WHERE slug = \(slug)
                    ON CONFLICT (page) DO UPDATE SET letters = excluded.letters
                    WHERE letter_run.letters <> excluded.letters
                    """)
            }
        }
    }

    /// Whether a creative went out in the mails of the edition at a path, so that clicks from there count.
    package func isOut(_ creative: Creative.ID, in page: String) async throws -> Bool {
        try await database.read { connection in
            try connection.value(
                Int.self, "SELECT 1 FROM letter_run WHERE page = \(page) AND creative = \(creative)") != nil
        }
    }

    private static func paid(
        language: LanguageTag?, at now: Timestamp, in zone: Zone, _ turns: Turns, _ connection: any Connection
    ) throws -> Creative? {
        let live = LiveFlights(
            try .read(connection, on: zone.reading(of: now).day), at: now, in: zone, places: [.newsletter])
        let agreeing = live.flights(for: PageSubject(language: language))
        let counted = try FlightTally.counted(live.entries.map(\.planned.flight.id), connection)
        let open = live.entries.indices.filter { number in
            let entry = live.entries[number]
            let flight = entry.planned.flight
            // A flight that was changed past the rules of its creatives stays out.
            guard agreeing.contains(number), entry.period.contains(now), LetterRules.allows(flight.pricing),
                LetterRules.allows(flight.targeting)
            else { return false }
            return flight.goal.map { counted[flight.id, default: .init()][flight.pricing.counts] < $0 } ?? true
        }
        for tier in Flight.Tier.allCases {
            let flights = open.filter { live.entries[$0].planned.flight.tier == tier }
            // One that has just begun doesn’t make up for editions of before.
            let beginning = flights.map { live.entries[$0].period.lowerBound }.max() ?? now
            func share(_ number: Int) -> Double {
                let flight = live.entries[number].planned.flight
                return Double(turns.count(of: flight.id, since: beginning) + 1) / Double(flight.priority)
            }
            let flight = flights.min { left, right in
                let (one, other) = (live.entries[left].planned.flight.id, live.entries[right].planned.flight.id)
                return (share(left), turns.last(of: one), one.description)
                    < (share(right), turns.last(of: other), other.description)
            }
            guard let flight else { continue }
            let creatives = live.placements.filter { $0.flightNumber == flight }.map(\.creative)
            return creatives.min { turns.last(of: $0.id) < turns.last(of: $1.id) }
        }
        return nil
    }
}

/// When each was in an edition.
private struct Turns {
    private var flights: [Flight.ID: [Timestamp]] = [:]
    private var creatives: [Creative.ID: Timestamp] = [:]
    private var house: [Slug: Timestamp] = [:]

    init(_ connection: any Connection) throws {
        for row in try connection.rows(
            "SELECT flight, creative, house, begun FROM letter_run ORDER BY begun")
        {
            let begun = try row.value("begun", as: Timestamp.self)
            if let flight = try row.value("flight", as: Flight.ID?.self) { flights[flight, default: []].append(begun) }
            if let creative = try row.value("creative", as: Creative.ID?.self) { creatives[creative] = begun }
            if let slug = try row.value("house", as: Slug?.self) { house[slug] = begun }
        }
    }

    func count(of flight: Flight.ID, since moment: Timestamp) -> Int {
        flights[flight, default: []].count { $0 >= moment }
    }

    func last(of flight: Flight.ID) -> Int64 { flights[flight]?.last?.milliseconds ?? .min }

    func last(of creative: Creative.ID) -> Int64 { creatives[creative]?.milliseconds ?? .min }

    func last(of advertisement: Slug) -> Int64 { house[advertisement]?.milliseconds ?? .min }
}
