import Commerce
import Database
import Kernel

/// Campaigns, taken at random from one state to another: flights for all kinds of pages and prices, with creatives of each
/// form, that begin, pause and end; and blocks of what they sell.
struct RandomBookings {
    private static let categories = ["telescopes", "cookware", "travel"]
    private static let sections = ["places", "science", "measure", "home"]
    private static let kinds = ["answer", "guide", "evaluation"]

    private let database: any Database
    private let clock: any WallClock

    init(database: any Database, clock: any WallClock) {
        self.database = database
        self.clock = clock
    }

    private var signature: Signature { Signature(account: nil, name: "Test", at: clock.now()) }

    /// Goes on to another state.
    func step(using generator: inout some RandomNumberGenerator) async throws {
        let number = Int.random(in: 0..<3, using: &generator)
        let slug = try Slug("advertiser-\(number)")
        let today = clock.now().localDay
        try await PartnerStore(database: database).save(
            Partner(
                slug: slug, name: "Advertiser <&\" \(number)", relationship: .advertiser,
                domain: "advertiser-\(number).example", since: today.advanced(byDays: -100), ended: nil,
                about: "Random."),
            by: signature)
        try await AdvertiserStore(database: database).save(
            Advertiser(
                partner: slug, name: "Random", categories: [try Slug(Self.categories[number])],
                ended: Int.random(in: 0..<8, using: &generator) == 0 ? today.advanced(byDays: -1) : nil),
            by: signature)
        let campaign = Campaign(
            id: Campaign.ID(at: clock.now()), advertiser: slug, name: "Random", currency: .euro)
        try await CampaignStore(database: database).save(campaign, by: signature)
        let flight = flight(in: campaign, on: today, using: &generator)
        try await FlightStore(database: database).save(flight, by: signature)
        for place in Slot.Place.onPages {
            try await CreativeStore(database: database).save(
                creative(of: flight, in: place, using: &generator), by: signature)
        }
        try await bookLetters(in: campaign, on: today, using: &generator)
        let block = Block(
            .category(try Slug(Self.categories.randomElement(using: &generator) ?? "travel")), reason: "Random.",
            lifted: Int.random(in: 0..<4, using: &generator) > 0 ? clock.now() : nil)
        try await BlockStore(database: database).save(block, by: signature)
        try await pauseAny(using: &generator)
    }

    /// Books the newsletter’s mails too.
    private func bookLetters(
        in campaign: Campaign, on today: CalendarDay, using generator: inout some RandomNumberGenerator
    ) async throws {
        guard Bool.random(using: &generator) else { return }
        let first = today.advanced(byDays: Int.random(in: -3...1, using: &generator))
        let byClick = Bool.random(using: &generator)
        let flight = Flight(
            id: Flight.ID(at: clock.now()), campaign: campaign.id, name: "Random, in mails", first: first,
            last: first.advanced(byDays: 5), budget: byClick ? Money(micros: 9_000_000, .euro) : .zero(.euro),
            pricing: byClick ? .perClick(Money(micros: 300_000, .euro)) : .commission)
        try await FlightStore(database: database).save(flight, by: signature)
        let noise = Bool.random(using: &generator) ? "<!--/fill-->" : "<b>&\""
        try await CreativeStore(database: database).save(
            Creative(
                id: Creative.ID(at: clock.now()), flight: flight.id, name: "Random", place: .newsletter,
                content: .text(headline: "Buy \(noise)", text: "Random \(noise)"),
                destination: "https://www.advertiser.example/?a=%22b%22&c=d"), by: signature)
    }

    private func flight(
        in campaign: Campaign, on today: CalendarDay, using generator: inout some RandomNumberGenerator
    ) -> Flight {
        var targeting = Targeting()
        func some(_ texts: [String]) -> Set<Slug> {
            Bool.random(using: &generator)
                ? [] : Set(texts.shuffled(using: &generator).prefix(2).compactMap { Slug(validating: $0) })
        }
        targeting.sections = some(Self.sections)
        targeting.kinds = some(Self.kinds)
        let first = today.advanced(byDays: Int.random(in: -3...1, using: &generator))
        let pricing: Pricing =
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: .perClick(Money(micros: 300_000, .euro))
            case 1: .flat(views: 5000)
            case 2: .commission
            default: .perThousandViews(Money(micros: 4_000_000, .euro))
            }
        return Flight(
            id: Flight.ID(at: clock.now()), campaign: campaign.id, name: "Random", first: first,
            last: first.advanced(byDays: Int.random(in: 0...5, using: &generator)),
            budget: pricing == .commission ? .zero(.euro) : Money(micros: 900_000_000, .euro), pricing: pricing,
            pacing: Bool.random(using: &generator) ? .even : .fast,
            priority: Int.random(in: 1...10, using: &generator), targeting: targeting)
    }

    private func creative(
        of flight: Flight, in place: Slot.Place, using generator: inout some RandomNumberGenerator
    ) -> Creative {
        let picture = Creative.Picture(path: "/media/random.webp", width: 60, height: 60, alternative: "A <&\" picture")
        let content: Creative.Content =
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: .picture(picture)
            case 1: .pictureAndText(picture, headline: "Buy <&\"", text: "Random.")
            case 2: .html("<!--/fill--><script>top.location = \"https://x.example/\"</script>")
            default: .text(headline: "Buy <&\"", text: "Random <!--/fill-->")
            }
        return Creative(
            id: Creative.ID(at: clock.now()), flight: flight.id, name: "Random", place: place, content: content,
            destination: "https://www.advertiser.example/?a=%22b%22&c=d")
    }

    private func pauseAny(using generator: inout some RandomNumberGenerator) async throws {
        let flights = FlightStore(database: database)
        guard Bool.random(using: &generator), let flight = try await flights.all().randomElement(using: &generator)
        else { return }
        try await flights.save(
            Flight(
                id: flight.id, campaign: flight.campaign, name: flight.name, first: flight.first, last: flight.last,
                budget: flight.budget, pricing: flight.pricing, pacing: flight.pacing, priority: flight.priority,
                targeting: flight.targeting, isPaused: !flight.isPaused), by: signature)
    }
}
