import Commerce
import Database
import Kernel

/// Writes the example site's partners, campaigns, house advertisements and sponsored articles.
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
        for record in commerce.campaigns { try await write(record, signature) }
        for record in commerce.sponsored { try await write(record, signature) }
        let advertisements = HouseAdvertisementStore(database: database)
        for record in commerce.houseAdvertisements {
            try await advertisements.save(
                HouseAdvertisement(
                    slug: Slug(record.slug), place: ExampleValue.parse(record.slot, Slot.Place.init(rawValue:)),
                    headline: record.headline, text: record.text, path: record.url),
                by: signature)
        }
    }

    private func write(_ record: ExampleRecords.Campaign, _ signature: Signature) async throws {
        let advertiser = Advertiser(
            partner: try Slug(record.advertiser), name: record.billedTo,
            categories: Set(try record.categories.map { try Slug($0) }))
        try await AdvertiserStore(database: database).save(advertiser, by: signature)
        let campaign = Campaign(
            id: Campaign.ID(at: signature.at), advertiser: advertiser.partner, name: record.name, currency: .euro)
        try await CampaignStore(database: database).save(campaign, by: signature)
        let today = signature.at.localDay
        let flight = Flight(
            id: Flight.ID(at: signature.at), campaign: campaign.id, name: record.flight, first: today,
            last: today.advanced(byDays: record.days - 1),
            budget: try ExampleValue.parse(record.budget) { Money(decimal: $0, .euro) },
            pricing: .perThousandViews(try ExampleValue.parse(record.price) { Money(decimal: $0, .euro) }),
            pacing: .fast)
        try await FlightStore(database: database).save(flight, by: signature)
        for creative in record.creatives {
            try await CreativeStore(database: database).save(
                Creative(
                    id: Creative.ID(at: signature.at), flight: flight.id, name: creative.name,
                    place: try ExampleValue.parse(creative.slot, Slot.Place.init(rawValue:)),
                    content: .text(headline: creative.headline, text: creative.text), destination: creative.url),
                by: signature)
        }
    }

    private func write(_ record: ExampleRecords.SponsoredArticle, _ signature: Signature) async throws {
        let article = SponsoredArticle(
            id: SponsoredArticle.ID(at: signature.at), slug: try Slug(record.slug),
            advertiser: try Slug(record.advertiser),
            title: record.title, summary: record.summary, body: record.body,
            firstDay: try ExampleValue.parse(record.first) { CalendarDay($0) },
            lastDay: try ExampleValue.parse(record.last) { CalendarDay($0) })
        let store = SponsoredArticleStore(database: database)
        try await store.save(article, by: signature)
        try await store.publish(article.id, on: article.firstDay, by: signature)
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
