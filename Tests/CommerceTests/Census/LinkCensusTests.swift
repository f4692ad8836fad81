import Commerce
import Database
import Kernel
import TestSupport
import Testing

@Suite struct LinkCensusTests {
    @Test func itCountsWhatWouldBeDecoratedAndNothingElse() throws {
        let partner = try Partner(
            slug: Slug("optics"), name: "Optics", relationship: .affiliate, domain: "optics.example", since: .first,
            ended: nil, about: "Sells telescopes.")
        let programme = Programme(
            id: Programme.ID(at: Signature.test.at), partner: partner.slug, name: "Optics", network: .generic,
            ownTemplate: "{address}?ref=quarto", allowsRedirects: true, since: .first, ended: .today)
        let rule = MerchantRule(
            id: MerchantRule.ID(at: Signature.test.at), programme: programme.id, domain: "optics.example",
            made: Signature.test.at)
        let rules = LiveRules(partners: [partner], programmes: [programme], rules: [rule], links: [])
        let scope = OutboundLink(address: "https://optics.example/scope")
        let other = OutboundLink(address: "https://other.example/")
        let pages = [
            PublishedPage(path: "/one", title: "One", links: [scope, other, scope]),
            PublishedPage(path: "/two", title: "Two", links: [other]),
            PublishedPage(path: "/three", title: "Three", links: [scope]),
        ]
        let census = LinkCensus(of: pages, by: rules, on: .today)
        #expect((census.pages, census.earningPages, census.links) == (3, 2, 3))
        #expect(census.uses(of: partner.slug).links == 3)
        #expect(census.uses(of: programme.id).pages.map(\.path) == ["/one", "/three"])
        #expect(census.uses(of: .rule(rule.id)).links == 3)
        #expect(census.uses(of: .rule(MerchantRule.ID(at: Signature.test.at))).pages.isEmpty)
        let later = LinkCensus(of: pages, by: rules, on: CalendarDay.today.advanced(byDays: 1))
        #expect((later.earningPages, later.links) == (0, 0))
    }
}
