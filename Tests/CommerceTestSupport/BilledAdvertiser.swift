package import Commerce
package import Database
package import Kernel

/// An advertiser of whom three views were counted last month that aren’t billed yet.
package struct BilledAdvertiser: Sendable {
    package let slug: Slug
    package let flight: Flight
    package let creative: Creative
    package let month: CalendarMonth

    private let database: any Database
    private let clock: any WallClock

    /// What there is to be billed, in euros: at four for each thousand views.
    package static let net = "0.012"

    /// - Parameter last: How many days from now its flight ends.
    package init(
        _ slug: Slug, in database: any Database, lasting last: Int = 90, _ clock: any WallClock
    ) async throws {
        self.slug = slug
        self.database = database
        self.clock = clock
        let now = clock.now()
        let signature = Self.signature(now)
        month = CalendarMonth(of: now.day).previous
        try await PartnerStore(database: database).save(
            Partner(
                slug: slug, name: "\(slug)", relationship: .advertiser, domain: "\(slug).example",
                since: now.day.advanced(byDays: -100), ended: nil, about: "Sells."), by: signature)
        try await AdvertiserStore(database: database).save(
            Advertiser(partner: slug, name: "\(slug) Ltd", categories: [slug]), by: signature)
        let campaign = Campaign(
            id: Campaign.ID(at: now), advertiser: slug, name: "Campaign of \(slug)", currency: .euro)
        try await CampaignStore(database: database).save(campaign, by: signature)
        flight = Flight(
            id: Flight.ID(at: now), campaign: campaign.id, name: "Flight of \(slug)",
            first: now.day.advanced(byDays: -90), last: now.day.advanced(byDays: last),
            budget: Money(micros: 40_000_000, .euro),
            pricing: .perThousandViews(Money(micros: 4_000_000, .euro)))
        try await FlightStore(database: database).save(flight, by: signature)
        creative = Creative(
            id: Creative.ID(at: now), flight: flight.id, name: "Creative of \(slug)", place: .top,
            content: .text(headline: "A telescope", text: "For clear nights."),
            destination: "https://www.\(slug).example/")
        try await CreativeStore(database: database).save(creative, by: signature)
        try await settle(signature)
        try await show(at: now)
    }

    /// An invoice of what was counted.
    package func invoice() async throws -> Invoice {
        let now = clock.now()
        return try await InvoiceStore(database: database).issue(
            Invoice.ID(at: now), for: Invoice.Subject(advertiser: slug, month: month, currency: .euro),
            net: Self.there(Money(decimal: Self.net, .euro)), in: .utc, by: Self.signature(now))
    }

    private static func signature(_ now: Timestamp) -> Signature { Signature(account: nil, name: "Test", at: now) }

    private struct Lacking: Error {}

    private static func there<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Lacking() }
        return value
    }

    /// Who bills, and who is billed.
    private func settle(_ signature: Signature) async throws {
        let country = try Self.there(Country("DE"))
        let billing = BillingStore(database: database)
        try await billing.save(
            InvoiceIssuer(
                party: InvoiceParty(name: "Quarto", address: "1 High Street", country: country, vatNumber: ""),
                payment: "", daysToPay: 14), by: signature)
        try await billing.save(
            BillingTerms(
                advertiser: slug, address: "2 Low Street", country: country, vatNumber: "", vatRate: 1900,
                isReverseCharge: false, reference: ""), by: signature)
    }

    private func show(at now: Timestamp) async throws {
        let moment = month.first.start.advanced(by: .seconds(43_200))
        let seal = CurrentSeal(try await OfferKeyStore(database: database).seal(at: now))
        let ledger = OfferLedger(database: database, seal: seal)
        for _ in 0..<3 {
            let offer = Offer(of: creative.id, in: .top, onPage: "/moon", at: moment, node: NodeNumber(7))
            let hit = Hit(
                .view, offer: try Self.there(seal.seal(offer)), creative: creative.id.description, at: moment)
            guard await ledger.enter(hit) == .counted else { throw Lacking() }
        }
        await ledger.close()
    }
}
