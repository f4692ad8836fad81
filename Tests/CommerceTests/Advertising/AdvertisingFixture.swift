import Commerce
import Database
import Kernel
import TestSupport

/// An advertiser with a campaign, and what is booked in it.
struct AdvertisingFixture {
    let database: any Database
    let campaign: Campaign

    static let now = Signature.test.at

    var partners: PartnerStore { PartnerStore(database: database) }
    var advertisers: AdvertiserStore { AdvertiserStore(database: database) }
    var campaigns: CampaignStore { CampaignStore(database: database) }
    var flights: FlightStore { FlightStore(database: database) }
    var creatives: CreativeStore { CreativeStore(database: database) }
    var blocks: BlockStore { BlockStore(database: database) }
    var reports: DeliveryReports { DeliveryReports(database: database) }

    /// Adds the advertiser and the campaign.
    init(_ database: any Database) async throws {
        self.database = database
        campaign = try await Self.campaign(of: "optics", selling: ["telescopes"], in: database)
    }

    static func campaign(
        of partner: String, selling categories: Set<String>, in database: any Database
    ) async throws -> Campaign {
        let slug = try Slug(partner)
        try await PartnerStore(database: database).save(
            Partner(
                slug: slug, name: partner, relationship: .advertiser, domain: "\(partner).example", since: .first,
                ended: nil, about: "Sells telescopes."),
            by: .test)
        try await AdvertiserStore(database: database).save(
            Advertiser(partner: slug, name: "\(partner) Ltd", categories: Set(categories.map { try Slug($0) })),
            by: .test)
        let campaign = Campaign(id: Campaign.ID(at: now), advertiser: slug, name: "Spring", currency: .euro)
        try await CampaignStore(database: database).save(campaign, by: .test)
        return campaign
    }

    /// Four euros for a thousand views, two days from today on.
    func flight(
        budget: String = "40", pricing: Pricing = .perThousandViews(.euros("4")), pacing: Flight.Pacing = .fast,
        days: Int = 2, priority: Int = 5, targeting: Targeting = .everywhere, isPaused: Bool = false,
        of campaign: Campaign? = nil, id: Flight.ID = Flight.ID(at: now)
    ) -> Flight {
        Flight(
            id: id, campaign: (campaign ?? self.campaign).id, name: "Two days", first: .today,
            last: CalendarDay.today.advanced(byDays: days - 1), budget: .euros(budget), pricing: pricing,
            pacing: pacing, priority: priority, targeting: targeting, isPaused: isPaused)
    }

    func creative(
        of flight: Flight, in place: Slot.Place = .top, destination: String = "https://www.optics.example/scope",
        content: Creative.Content = .text(headline: "A telescope", text: "For clear nights.")
    ) -> Creative {
        Creative(
            id: Creative.ID(at: Self.now), flight: flight.id, name: "Text", place: place, content: content,
            destination: destination)
    }

    /// Adds a flight with a creative.
    func book(_ flight: Flight, in place: Slot.Place = .top) async throws -> Creative {
        try await flights.save(flight, by: .test)
        let creative = creative(of: flight, in: place)
        try await creatives.save(creative, by: .test)
        return creative
    }
}

extension Money {
    static func euros(_ text: String) -> Money { Money(decimal: text, .euro) ?? .zero(.euro) }
}

/// Gives `body` a database with an advertiser and a campaign.
func withAdvertising(_ engine: TestEngine, _ body: (AdvertisingFixture) async throws -> Void) async throws {
    try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
        try await body(AdvertisingFixture(database))
    }
}
