import Commerce
import Kernel
import TestSupport
import Testing

@testable import App

extension OfficeSite {
    /// An advertiser unlike any other, of whom something was delivered last month that isn’t billed yet.
    struct BilledAdvertiser {
        let advertiser: Slug
        let flight: Flight.ID
        let month: CalendarMonth
        /// What there is to be billed, in euros.
        let net: String
    }

    /// - Parameter isOver: Whether its flight ended a week ago, short of its goal.
    func billedAdvertiser(isOver: Bool = false) async throws -> BilledAdvertiser {
        let now = clock.now()
        let signature = Signature(account: nil, name: "Test", at: now)
        let slug = try Slug("a\(Flight.ID(at: now))")
        let database = stores.commerce
        try await PartnerStore(database: database).save(
            Partner(
                slug: slug, name: "Optics", relationship: .advertiser, domain: "\(slug).example",
                since: now.day.advanced(byDays: -100), ended: nil, about: "Sells telescopes."), by: signature)
        try await AdvertiserStore(database: database).save(
            Advertiser(partner: slug, name: "Optics Ltd", categories: [Slug("telescopes")]), by: signature)
        let campaign = Campaign(
            id: Campaign.ID(at: now), advertiser: slug, name: "Spring", currency: .euro)
        try await CampaignStore(database: database).save(campaign, by: signature)
        let price = try #require(Money(decimal: "4", .euro))
        let flight = try Flight(
            id: Flight.ID(at: now), campaign: campaign.id, name: "Readers", first: now.day.advanced(byDays: -90),
            last: now.day.advanced(byDays: isOver ? -7 : 90), budget: #require(Money(decimal: "40", .euro)),
            pricing: .perThousandViews(price))
        try await FlightStore(database: database).save(flight, by: signature)
        let creative = Creative(
            id: Creative.ID(at: now), flight: flight.id, name: "Text", place: .top,
            content: .text(headline: "A telescope", text: "For clear nights."),
            destination: "https://www.optics.example/scope")
        try await CreativeStore(database: database).save(creative, by: signature)
        let billing = BillingStore(database: database)
        let country = try #require(Country("DE"))
        try await billing.save(
            InvoiceIssuer(
                party: InvoiceParty(name: "Quarto", address: "1 High Street", country: country, vatNumber: ""),
                payment: "", daysToPay: 14), by: signature)
        try await billing.save(
            BillingTerms(
                advertiser: slug, address: "2 Low Street", country: country, vatNumber: "", vatRate: 1900,
                isReverseCharge: false, reference: ""), by: signature)
        let month = CalendarMonth(of: now.day).previous
        let moment = month.first.start.advanced(by: .seconds(43_200))
        let seal = CurrentSeal(try await OfferKeyStore(database: database).seal(at: now))
        let ledger = OfferLedger(database: database, seal: seal)
        for _ in 0..<3 {
            let offer = Offer(of: creative.id, in: .top, onPage: "/moon", at: moment, node: NodeNumber(7))
            let hit = Hit(
                .view, offer: try #require(seal.seal(offer)), creative: creative.id.description, at: moment)
            #expect(await ledger.enter(hit) == .counted)
        }
        await ledger.close()
        return BilledAdvertiser(advertiser: slug, flight: flight.id, month: month, net: "0.012")
    }

    /// An invoice of an advertiser unlike any other.
    func invoice() async throws -> Invoice {
        let billed = try await billedAdvertiser()
        return try await InvoiceStore(database: stores.commerce).issue(
            Invoice.ID(at: clock.now()),
            for: Invoice.Subject(advertiser: billed.advertiser, month: billed.month, currency: .euro),
            net: #require(Money(decimal: billed.net, .euro)), in: .utc,
            by: Signature(account: nil, name: "Test", at: clock.now()))
    }
}
