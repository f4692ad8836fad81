import Kernel
import Testing

@testable import Commerce

/// P3: whatever the rules and the links, the destination's registrable domain stays what the writer meant.
@Suite struct DestinationPropertyTests {
    private static let hosts = [
        "shop.example", "www.shop.example", "a.b.shop.co.uk", "b\u{FC}cher.example", "shop.example:8443",
        "SHOP.example",
    ]
    private static let bits = [
        "a", "/", "%2F", "?", "&", "=", "#", "url=", "u=https://evil.example", "%26", "+", "{url}", "@", ";", "tag=1",
        "..",
    ]
    private static let templates = [
        "https://hop.example/r?u={url}&s={subid}", "https://hop.example/r?s={subid}&ued={url}", "{address}?tag=x",
        "{address}?a=1&b={subid}&url=x", "http://hop.example:81/?p={url}",
    ]

    private func noise(_ generator: inout some RandomNumberGenerator) -> String {
        (0..<Int.random(in: 0...8, using: &generator))
            .map { _ in Self.bits.randomElement(using: &generator) ?? "" }.joined()
    }

    @Test func aTemplateKeepsTheDestination() throws {
        var generator = SystemRandomNumberGenerator()
        var tried = 0
        for _ in 0..<5000 {
            let host = Self.hosts.randomElement(using: &generator) ?? "shop.example"
            guard let merchant = try? MerchantAddress("https://\(host)/\(noise(&generator))") else { continue }
            tried += 1
            let template = try LinkTemplate(Self.templates.randomElement(using: &generator) ?? "")
            let text = template.address(for: merchant, subID: SubID(page: "/x", place: .text))
            let address = try MerchantAddress(text)
            if let hop = template.hopHost {
                #expect(address.host == hop, "\(text)")
                let carried = ["u", "ued", "p"].flatMap { address.values(of: $0) }
                #expect(carried == [merchant.text], "\(text)")
            } else {
                #expect(address.host == merchant.host && address.path == merchant.path, "\(text)")
                #expect(address.registrableDomain == merchant.registrableDomain, "\(text)")
            }
        }
        #expect(tried > 1000)
    }

    @Test func aRuleMatchesItsRegistrableDomainAndNoOther() throws {
        var generator = SystemRandomNumberGenerator()
        let partner = try Partner(
            slug: Slug("shop"), name: "Shop", relationship: .affiliate, domain: "shop.example", since: .first,
            ended: nil,
            about: "Sells.")
        let programme = Programme(
            id: Programme.ID(at: Signature.test.at), partner: partner.slug, name: "Shop", network: .generic,
            ownTemplate: "{address}?ref=x", allowsRedirects: true, since: .first)
        let rule = MerchantRule(
            id: MerchantRule.ID(at: Signature.test.at), programme: programme.id, domain: "shop.example",
            made: Signature.test.at)
        let rules = LiveRules(partners: [partner], programmes: [programme], rules: [rule], links: [])
        let hosts = Self.hosts + ["shop.example.evil.example", "evilshop.example", "shop.example.com", "xshop.example"]
        for _ in 0..<3000 {
            let text = "https://\(hosts.randomElement(using: &generator) ?? "")/\(noise(&generator))"
            guard let address = try? MerchantAddress(text) else {
                #expect(rules.match(text, on: .today) == nil, "\(text)")
                continue
            }
            #expect((rules.match(text, on: .today) != nil) == (address.registrableDomain == "shop.example"), "\(text)")
        }
    }
}
