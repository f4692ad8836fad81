import Commerce
import Database
import Kernel

/// Writes the example site's partners and house advertisements.
struct ExampleCommerce {
    let files: ExampleFiles
    let database: any Database
    let clock: any WallClock

    func write() async throws {
        let commerce = try files.yaml("commerce.yaml", as: ExampleRecords.Commerce.self)
        let signature = Signature(account: nil, name: "Example site", at: clock.now())
        let partners = PartnerStore(database: database)
        for record in commerce.partners {
            try await partners.save(
                Partner(
                    slug: Slug(record.slug), name: record.name,
                    relationship: ExampleValue.parse(record.relationship, Partner.Relationship.init(rawValue:)),
                    domain: record.domain, since: ExampleValue.parse(record.since) { CalendarDay($0) },
                    ended: try record.ended.map { try ExampleValue.parse($0) { CalendarDay($0) } },
                    about: record.about),
                by: signature)
        }
        for record in commerce.programmes { try await write(record, signature) }
        let advertisements = HouseAdvertisementStore(database: database)
        for record in commerce.houseAdvertisements {
            try await advertisements.save(
                HouseAdvertisement(
                    slug: Slug(record.slug), place: ExampleValue.parse(record.slot, Slot.Place.init(rawValue:)),
                    headline: record.headline, text: record.text, path: record.url))
        }
    }

    private func write(_ record: ExampleRecords.Programme, _ signature: Signature) async throws {
        let site = OwnSite(origin: "https://quarto.example")
        let programme = Programme(
            id: Programme.ID(at: signature.at), partner: try Slug(record.partner), name: record.name,
            network: .generic, ownTemplate: record.template, allowsRedirects: record.isDirect != true,
            since: try ExampleValue.parse(record.since) { CalendarDay($0) },
            ended: try record.ended.map { try ExampleValue.parse($0) { CalendarDay($0) } })
        try await ProgrammeStore(database: database, site: site).save(programme, by: signature)
        let rules = MerchantRuleStore(database: database, site: site)
        for rule in record.rules {
            try await rules.save(
                MerchantRule(
                    id: MerchantRule.ID(at: signature.at), programme: programme.id, domain: rule.domain,
                    path: rule.path ?? "/*", made: signature.at),
                by: signature)
        }
    }
}
