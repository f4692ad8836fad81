package import Database
package import Kernel

/// A ledger of any size, made up: what reports are measured with.
package struct SimulatedLedger: Sendable {
    private let database: any Database
    private let now: Timestamp

    /// Over so many days, the last of them today.
    private static let days = 120
    private static let flights = 200
    private static let advertisers = 20
    /// In one transaction.
    private static let part = 250_000

    package init(database: any Database, now: Timestamp) {
        self.database = database
        self.now = now
    }

    /// Adds advertisers with flights, and so many rows of the ledger: views, a click for each hundred, and a few that don’t count.
    ///
    /// - Parameter told: Is told how many rows there are by now.
    package func fill(_ rows: Int, told: (Int) -> Void) async throws {
        let flights = try await book()
        let first = now.milliseconds - Int64(Self.days) * 86_400_000
        var made = 0
        while made < rows {
            let (from, count) = (made, min(Self.part, rows - made))
            try await database.write { connection in
                try connection.execute("CREATE TEMPORARY TABLE made_flight (number BIGINT, flight TEXT, creative TEXT)")
                for (number, flight) in flights.enumerated() {
                    try connection.execute(
                        "INSERT INTO made_flight VALUES (\(number), \(flight.flight), \(flight.creative))")
                }
                let numbers: SQL = """
                    WITH RECURSIVE numbers (i) AS (
                        SELECT CAST(\(from) AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < \(from + count))
                    """
                // In the order of time, spread over the flights.
                let moment: SQL = "\(first) + i * CAST(\(Int64(Self.days) * 86_400_000 / Int64(rows)) AS BIGINT)"
                let offer: SQL =
                    "'00000000-0000-7000-800' || CAST(1000000000000 + i - (CASE WHEN i % 100 = 99 THEN 1 ELSE 0 END) AS TEXT)"
                try connection.execute(
                    """
                    \(numbers) INSERT INTO offer (id, creative, view_by, click_by)
                    SELECT \(offer), creative, \(moment), \(moment)
                    FROM numbers JOIN made_flight ON number = (i - (CASE WHEN i % 100 = 99 THEN 1 ELSE 0 END)) % \(Self.flights)
                    WHERE i % 100 <> 99
                    """)
                try connection.execute(
                    """
                    \(numbers) INSERT INTO offer_event (id, offer, event, creative, flight, place, page, node, at, outcome, amount, currency)
                    SELECT '00000000-0000-7000-900' || CAST(1000000000000 + i AS TEXT), \(offer),
                        CASE WHEN i % 100 = 99 THEN 'click' ELSE 'view' END, creative, flight, 'top',
                        '/article-' || CAST(i % 997 AS TEXT), 1 + i % 2, \(moment),
                        CASE WHEN i % 50 = 7 THEN 'repeated' ELSE 'counted' END,
                        CASE WHEN i % 100 = 99 OR i % 50 = 7 OR number % 10 = 0 THEN 0 ELSE 4000 END, 'EUR'
                    FROM numbers JOIN made_flight ON number = (i - (CASE WHEN i % 100 = 99 THEN 1 ELSE 0 END)) % \(Self.flights)
                    """)
                try connection.execute("DROP TABLE made_flight")
            }
            made += count
            told(made)
        }
        _ = try await DeliveryReports(database: database).rebuildTallies()
    }

    private func book() async throws -> [(flight: Flight.ID, creative: Creative.ID)] {
        let signature = Signature(account: nil, name: "Simulation", at: now)
        let today = now.localDay
        var made: [(Flight.ID, Creative.ID)] = []
        for number in 0..<Self.advertisers {
            guard let slug = Slug(validating: "simulated-\(number)") else { continue }
            try await PartnerStore(database: database).save(
                Partner(
                    slug: slug, name: "Simulated \(number)", relationship: .advertiser, domain: "\(slug).example",
                    since: today.advanced(byDays: -Self.days), ended: nil, about: "Made up."), by: signature)
            try await AdvertiserStore(database: database).save(
                Advertiser(partner: slug, name: "Simulated \(number)", categories: [slug]), by: signature)
            let campaign = Campaign(id: Campaign.ID(at: now), advertiser: slug, name: "All year", currency: .euro)
            try await CampaignStore(database: database).save(campaign, by: signature)
            for index in 0..<Self.flights / Self.advertisers {
                let isFlat = made.count % 10 == 0
                let flight = Flight(
                    id: Flight.ID(at: now), campaign: campaign.id, name: "Flight \(index)",
                    first: today.advanced(byDays: -Self.days), last: today.advanced(byDays: 30),
                    budget: Money(micros: 4_000_000_000, .euro),
                    pricing: isFlat ? .flat(views: 1_000_000) : .perThousandViews(Money(micros: 4_000_000, .euro)))
                try await FlightStore(database: database).save(flight, by: signature)
                let creative = Creative(
                    id: Creative.ID(at: now), flight: flight.id, name: "Text", place: .top,
                    content: .text(headline: "Made up", text: "For nobody."), destination: "https://\(slug).example/")
                try await CreativeStore(database: database).save(creative, by: signature)
                made.append((flight.id, creative.id))
            }
        }
        return made
    }

    /// How long what the business side looks at takes, by name.
    package func measure() async throws -> [(name: String, duration: Duration)] {
        let (standings, reports) = (DeliveryStandings(database: database), DeliveryReports(database: database))
        let (invoices, forecasts) = (InvoiceStore(database: database), ForecastStore(database: database))
        let (moment, zone, day) = (now, Zone.current, now.localDay)
        func timed(_ name: String, _ body: () async throws -> Void) async throws -> (name: String, duration: Duration) {
            let begin = ContinuousClock.now
            try await body()
            return (name, ContinuousClock.now - begin)
        }
        return [
            try await timed("list of flights") {
                _ = try await (
                    standings.all(at: moment, in: zone), reports.strays(), reports.differences()
                )
            },
            try await timed("invoices of twelve months") { _ = try await invoices.unbilled(on: day, in: zone) },
            try await timed("forecast") { _ = try await forecasts.forecast(at: moment, in: zone) },
            try await timed("revenue of eight quarters") {
                _ = try await AdvertisingRevenue(database: database).revenue(days: day.advanced(byDays: -730)...day)
            },
        ]
    }
}
