import Commerce
import Database
import Kernel

/// Writes the example site's partners and house advertisements.
struct ExampleCommerce {
    let files: ExampleFiles
    let database: any Database

    func write() async throws {
        let commerce = try files.yaml("commerce.yaml", as: ExampleRecords.Commerce.self)
        let partners = PartnerStore(database: database)
        for record in commerce.partners {
            try await partners.save(
                Partner(
                    slug: Slug(record.slug), name: record.name,
                    relationship: ExampleValue.parse(record.relationship, Partner.Relationship.init(rawValue:)),
                    domain: record.domain, since: ExampleValue.parse(record.since) { CalendarDay($0) },
                    ended: try record.ended.map { try ExampleValue.parse($0) { CalendarDay($0) } },
                    about: record.about))
        }
        let advertisements = HouseAdvertisementStore(database: database)
        for record in commerce.houseAdvertisements {
            try await advertisements.save(
                HouseAdvertisement(
                    slug: Slug(record.slug), place: ExampleValue.parse(record.slot, Slot.Place.init(rawValue:)),
                    headline: record.headline, text: record.text, path: record.url))
        }
    }
}
