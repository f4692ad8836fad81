package import Database
package import Kernel

/// Tells what is booked, with how it stands.
package struct BookedFlights: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Those that aren’t over by a day, by when they begin.
    package func current(on day: CalendarDay) async throws -> [BookedFlight] {
        try await read { connection in try PlannedFlight.all(connection, lastOnOrAfter: day) }
    }

    /// Those of one advertiser, by when they begin.
    package func flights(of advertiser: Slug) async throws -> [BookedFlight] {
        try await read { connection in
            try PlannedFlight.all(
                connection, ofCampaigns: "SELECT id FROM campaign WHERE advertiser = \(advertiser)")
        }
    }

    /// Those of one campaign, by when they begin.
    package func flights(of campaign: Campaign.ID) async throws -> [BookedFlight] {
        try await read { connection in
            try PlannedFlight.all(connection, ofCampaigns: "SELECT id FROM campaign WHERE id = \(campaign)")
        }
    }

    /// The flight with an identifier.
    package func flight(_ id: Flight.ID) async throws -> BookedFlight? {
        try await read { connection in try PlannedFlight.all(connection, id: id) }.first
    }

    private func read(
        _ planned: @escaping @Sendable (any Connection) throws -> [PlannedFlight]
    ) async throws -> [BookedFlight] {
        try await database.read { connection in
            let flights = try planned(connection).map(\.flight)
            guard !flights.isEmpty else { return [] }
            let reader = try Reader(of: flights, connection)
            return flights.compactMap(reader.booked).sorted {
                ($0.first, $0.flight.id) < ($1.first, $1.flight.id)
            }
        }
    }

    /// What flights belong to, read once for all of them.
    private struct Reader {
        private let campaigns: [Campaign.ID: Campaign]
        private let advertisers: [Slug: Advertiser]
        private let partners: [Slug: Partner]
        private let counted: [Flight.ID: FlightTally.Counts]
        private let blocklist: Blocklist
        private var creatives: [Flight.ID: [CreativeReview.State: Int]] = [:]

        init(of flights: [Flight], _ connection: any Connection) throws {
            func indexed<Key: Hashable, Thing>(_ things: [Thing], by key: (Thing) -> Key) -> [Key: Thing] {
                Dictionary(things.map { (key($0), $0) }) { first, _ in first }
            }
            campaigns = indexed(try connection.all(Campaign.self, "SELECT * FROM campaign"), by: \.id)
            advertisers = try AdvertiserStore.advertisers(connection)
            partners = indexed(
                try connection.all(
                    Partner.self, "SELECT * FROM partner WHERE slug IN (SELECT partner FROM advertiser)"),
                by: \.slug)
            counted = try FlightTally.counted(flights.map(\.id), connection)
            blocklist = try Blocklist.read(connection)
            for row in try connection.rows(
                """
                SELECT flight, approval, count(*) AS number FROM creative
                WHERE ended IS NULL AND flight IN \(list: flights.map(\.id)) GROUP BY flight, approval
                """)
            {
                creatives[try row.value("flight"), default: [:]][try row.value("approval")] = try row.value("number")
            }
        }

        func booked(_ flight: Flight) -> BookedFlight? {
            guard let campaign = campaigns[flight.campaign], let advertiser = advertisers[campaign.advertiser],
                let partner = partners[advertiser.partner]
            else { return nil }
            let counts = counted[flight.id] ?? .init()
            let creatives = creatives[flight.id] ?? [:]
            return BookedFlight(
                flight: flight, campaign: campaign, advertiser: advertiser, partner: partner, views: counts.views,
                clicks: counts.clicks, approved: creatives[.approved] ?? 0, awaiting: creatives[.awaiting] ?? 0,
                blockedCategory: advertiser.categories.intersection(blocklist.categories).min())
        }
    }
}
