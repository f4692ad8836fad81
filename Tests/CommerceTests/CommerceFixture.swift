import Commerce
import Database
import Kernel

/// A partner with one programme and what belongs to it, on a site at `https://quarto.example`.
struct CommerceFixture {
    let database: any Database
    let site = OwnSite(origin: "https://quarto.example")

    var partners: PartnerStore { PartnerStore(database: database) }
    var programmes: ProgrammeStore { ProgrammeStore(database: database, site: site) }
    var rules: MerchantRuleStore { MerchantRuleStore(database: database, site: site) }
    var links: HandMadeLinkStore { HandMadeLinkStore(database: database, site: site) }

    static let template = "https://click.network.example/to?sub={subid}&url={url}"

    /// Adds a partner that pays by commission, and a programme of it.
    func programme(
        partner: String = "optics", template: String = CommerceFixture.template, since: CalendarDay = .first,
        ended: CalendarDay? = nil
    ) async throws -> Programme {
        try await partners.save(
            Partner(
                slug: Slug(partner), name: "Optics", relationship: .affiliate, domain: "optics.example",
                since: .first, ended: nil, about: "Sells telescopes."),
            by: .test)
        let programme = try Programme(
            id: Programme.ID(at: Signature.test.at), partner: Slug(partner), name: "Optics through a network",
            network: .generic, ownTemplate: template, allowsRedirects: true, since: since, ended: ended)
        try await programmes.save(programme, by: .test)
        return programme
    }

    func rule(
        of programme: Programme, domain: String = "optics.example", path: String = "/*", template: String? = nil
    ) -> MerchantRule {
        MerchantRule(
            id: MerchantRule.ID(at: Signature.test.at), programme: programme.id, domain: domain, path: path,
            template: template, made: Signature.test.at)
    }

    func link(
        of programme: Programme, slug: String = "scope", destination: String = "https://www.optics.example/scope",
        target: String = "https://www.optics.example/scope?ref=quarto&sub={subid}", categories: [String] = []
    ) throws -> HandMadeLink {
        try HandMadeLink(
            slug: Slug(slug), name: "The scope", programme: programme.id, destination: destination, target: target,
            categories: categories, made: Signature.test.at)
    }
}

extension Signature {
    static let test = Signature(account: nil, name: "Bo", at: Timestamp(milliseconds: 1_795_478_400_000))
}

extension CalendarDay {
    static let first = CalendarDay(daysSince1970: 18_000)
    static let today = Signature.test.at.day
}
