import Commerce
import Kernel
import TestSupport

@testable import App

extension OfficeSite {
    /// A merchant with a programme, a rule and a link made by hand, unlike any other.
    struct Merchant {
        let programme: Programme.ID
        let rule: MerchantRule.ID
        let link: Slug
        let domain: String
        let stockRule: StockRule.ID
        /// Nobody is asked for it: outgoing requests refuse the machine’s own addresses.
        let checkedLink: CheckedLink.ID
        /// Sponsored articles of an advertiser: a draft, and one that is published.
        let draftOfAdvertiser: SponsoredArticle.ID
        let sponsored: SponsoredArticle.ID
        /// Of the same advertiser.
        let contact: AdvertiserContact.ID
        /// A table with one link that can be imported.
        let table: String
        /// A report with one sale of an unknown merchant, which is unlike any other and was imported in another state.
        let report: String
    }

    func merchant() async throws -> Merchant {
        let now = clock.now()
        let signature = Signature(account: nil, name: "Test", at: now)
        let site = OwnSite(origin: "https://quarto.example")
        let programme = Programme(
            id: Programme.ID(at: now), partner: try Slug("atlas-books"), name: "A programme", network: .generic,
            ownTemplate: "{address}?ref=quarto", allowsRedirects: true, since: now.day)
        try await ProgrammeStore(database: stores.commerce, site: site).save(programme, by: signature)
        let domain = "s\(UInt64.random(in: 0...UInt64.max)).example"
        let rule = MerchantRule(id: MerchantRule.ID(at: now), programme: programme.id, domain: domain, made: now)
        try await MerchantRuleStore(database: stores.commerce, site: site).save(rule, by: signature)
        let link = try Slug("l-\(rule.id)")
        try await HandMadeLinkStore(database: stores.commerce, site: site).save(
            HandMadeLink(
                slug: link, name: "A link", programme: programme.id, destination: "https://\(domain)/link",
                target: "https://\(domain)/link?ref=quarto", made: now),
            by: signature)
        let stockRule = StockRule(
            id: StockRule.ID(at: now), programme: programme.id, sign: .text("Sold out \(domain)"), made: now)
        try await StockRuleStore(database: stores.commerce).add(stockRule, by: signature)
        let checks = CheckedLinkStore(database: stores.commerce)
        let destination = "http://127.0.0.1/\(domain)"
        var wanted = Dictionary(try await checks.all().map { ($0.destination, $0.earning?.address) }) { first, _ in
            first
        }
        wanted[destination] = .some(nil)
        try await checks.keep(wanted, at: now)
        let checked = try await checks.link(to: destination)
        func report(_ status: String) -> String {
            "id,date,status,merchant,subid,commission,currency\n\(rule.id),2026-05-03,\(status),unmatched,\(domain),4.20,EUR"
        }
        let pending = EarningReport(
            .bytes(Array(report("pending").utf8)), name: "test", options: ReportOptions(network: .generic))
        _ = try await EarningStore(database: stores.commerce).enter(pending, by: signature)
        return Merchant(
            programme: programme.id, rule: rule.id, link: link, domain: domain,
            stockRule: stockRule.id, checkedLink: checked?.id ?? CheckedLink.ID(at: now),
            draftOfAdvertiser: try await sponsoredArticle(isPublished: false, signature),
            sponsored: try await sponsoredArticle(isPublished: true, signature),
            contact: try await contact(signature),
            table: """
                Link Name,Destination URL,Slug,Categories,Images,Geolocations,Autolinker Keywords
                A,https://\(domain)/imported,t-\(rule.id),,,,
                """,
            report: report("approved"))
    }
    /// A sponsored article that is unlike any other, of an advertiser of the example site.
    private func sponsoredArticle(isPublished: Bool, _ signature: Signature) async throws -> SponsoredArticle.ID {
        let payer = try Slug("fernhill-energy")
        try await AdvertiserStore(database: stores.commerce).save(
            Advertiser(partner: payer, name: "Fernhill Energy Ltd", categories: [Slug("electricity")]), by: signature)
        let store = SponsoredArticleStore(database: stores.commerce)
        let id = SponsoredArticle.ID(at: signature.at)
        try await store.save(
            SponsoredArticle(
                id: id, slug: Slug("s-\(id)"), advertiser: payer, title: "A title", summary: "Words.", body: "Words.",
                firstDay: signature.at.day, lastDay: signature.at.day.advanced(byDays: 30)), by: signature)
        if isPublished { try await store.publish(id, on: signature.at.day, by: signature) }
        return id
    }
    /// A contact of the same advertiser, with an address unlike any other; earlier ones go, since there is room for few.
    private func contact(_ signature: Signature) async throws -> AdvertiserContact.ID {
        let (store, payer) = (AdvertiserContactStore(database: stores.commerce), try Slug("fernhill-energy"))
        for earlier in try await store.contacts(of: payer) {
            try await store.remove(earlier.id, of: payer, by: signature)
        }
        let id = AdvertiserContact.ID(at: signature.at)
        guard let address = EmailAddress("c-\(id)@site.example") else { preconditionFailure("It is an address.") }
        try await store.add(
            AdvertiserContact(id: id, advertiser: payer, name: "Ann", address: address, made: signature.at),
            by: signature)
        return id
    }
}
