import Commerce
import Kernel
import TestSupport

@testable import App

extension OfficeSite {
    /// An advertiser with everything that can be booked, unlike any other.
    struct Booking {
        let advertiser: Slug
        let campaign: Campaign.ID
        let flight: Flight.ID
        /// The values of the braces in forms.
        let values: [String: String]
    }

    var creatives: CreativeStore { CreativeStore(database: stores.commerce) }

    func booking() async throws -> Booking {
        let now = clock.now()
        let signature = Signature(account: nil, name: "Test", at: now)
        let name = "b\(Flight.ID(at: now))"
        func partner(_ slug: Slug) -> Partner {
            Partner(
                slug: slug, name: "Lamps", relationship: .advertiser, domain: "\(slug).example", since: now.day,
                ended: nil, about: "Sells lamps.")
        }
        let (slug, buyer) = (try Slug(name), try Slug("\(name)-buyer"))
        try await PartnerStore(database: stores.commerce).save(partner(buyer), by: signature)
        try await AdvertiserStore(database: stores.commerce).add(
            Advertiser(partner: slug, name: "Lamps Ltd", categories: [slug]), with: partner(slug), by: signature)
        let campaign = Campaign(id: Campaign.ID(at: now), advertiser: slug, name: "Autumn", currency: .euro)
        try await CampaignStore(database: stores.commerce).save(campaign, by: signature)
        let flights = FlightStore(database: stores.commerce)
        func flight(isPaused: Bool) async throws -> Flight.ID {
            let flight = Flight(
                id: Flight.ID(at: now), campaign: campaign.id, name: "October", first: now.day,
                last: now.day.advanced(byDays: 29), budget: Money(micros: 100_000_000, .euro),
                pricing: .perThousandViews(Money(micros: 4_000_000, .euro)), isPaused: isPaused)
            try await flights.save(flight, by: signature)
            return flight.id
        }
        let (running, paused) = (try await flight(isPaused: false), try await flight(isPaused: true))
        func creative(_ content: Creative.Content) -> Creative {
            Creative(
                id: Creative.ID(at: now), flight: running, name: "Lamp", place: .top, content: content,
                destination: "https://\(slug).example/")
        }
        let text = Creative.Content.text(headline: "A lamp", text: "For long evenings.")
        let (own, submitted, document) = (creative(text), creative(text), creative(.html("<p>Lamp {{click}}</p>")))
        try await creatives.save(own, by: signature)
        try await creatives.save(document, by: signature)
        try await creatives.submit(submitted, by: signature)
        try await BlockStore(database: stores.commerce).save(
            Block(.category(buyer), reason: "No."), by: signature)
        try await HouseAdvertisementStore(database: stores.commerce).save(
            HouseAdvertisement(
                slug: slug, place: .end, headline: "About us", text: "How we work.", path: "/standards"),
            by: signature)
        return Booking(
            advertiser: slug, campaign: campaign.id, flight: running,
            values: [
                "{bookedBuyer}": buyer.description, "{bookedAdvertiser}": slug.description,
                "{bookedCampaign}": campaign.id.description, "{bookedFlight}": running.description,
                "{bookedPause}": paused.description, "{bookedCreative}": own.id.description,
                "{bookedSubmission}": submitted.id.description, "{bookedDocument}": document.id.description,
                "{bookedBlock}": buyer.description, "{bookedHouse}": slug.description,
            ])
    }
}
