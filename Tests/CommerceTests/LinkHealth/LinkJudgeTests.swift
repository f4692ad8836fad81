import Kernel
import Testing

@testable import Commerce

/// What is made of what was seen.
@Suite struct LinkJudgeTests {
    private static let earning = "https://click.network.example/to?url=x"
    private static let own = "https://www.optics.example/scope"

    private func judge(
        _ way: LinkCheck.Way, _ hops: [String], _ body: String = "<p>A fine telescope</p>", status: Int = 200,
        plainLedTo: String? = nil, stock: [StockRule] = []
    ) throws -> LinkJudgement {
        let judge = LinkJudge(merchant: try MerchantAddress(Self.own), plainLedTo: plainLedTo, stock: stock)
        let chain = hops.map { LinkHop(address: $0, status: $0 == hops.last ? status : 302) }
        return judge.judge(
            LinkSight(
                outcome: CheckOutcome(status: status, finalAddress: hops.last), hops: chain, body: Array(body.utf8)),
            of: way)
    }

    private func rule(_ sign: StockRule.Sign) -> StockRule {
        StockRule(
            id: StockRule.ID(at: Signature.test.at), programme: Programme.ID(at: Signature.test.at), sign: sign,
            made: Signature.test.at)
    }

    @Test func aLinkMustEndAtTheMerchant() throws {
        #expect(try judge(.earning, [Self.earning, "https://shop.optics.example/x"]).mark == nil)
        #expect(try judge(.plain, [Self.own]).mark == nil)
        let lost = try judge(.earning, [Self.earning, "https://other.example/welcome"])
        #expect(lost.mark == .elsewhere)
        #expect(lost.detail == "It leads to other.example, not to optics.example.")
        #expect(try judge(.plain, [Self.own, "https://other.example/"]).mark == .elsewhere)
        // A name that looks like it is not it.
        for address in [
            "https://optics.example.evil.example/", "https://notoptics.example/", "https://192.0.2.7/scope",
            "https://evil.example/?https://www.optics.example/", "https://example/", "nonsense",
        ] { #expect(try judge(.earning, [Self.earning, address]).mark == .elsewhere, "\(address)") }
        // Where the merchant itself sends readers on, the network may lead as well.
        let moved = "https://www.optics-uk.example/scope"
        #expect(try judge(.earning, [Self.earning, moved], plainLedTo: moved).mark == nil)
        #expect(try judge(.earning, [Self.earning, moved], plainLedTo: Self.own).mark == .elsewhere)
    }

    @Test func aNetworkThatSendsOnByScriptCantBeTold() throws {
        let script = "<script>location = 'https://www.optics.example/scope'</script>"
        let unclear = try judge(.earning, [Self.earning], script)
        #expect(unclear.outcome.verdict == .unclear)
        #expect(unclear.mark == nil)
        #expect(try judge(.earning, [Self.earning], "<p>This programme has closed.</p>").mark == .elsewhere)
    }

    @Test func whatWasNotFoundIsNotLookedAt() throws {
        for status in [404, 410, 403, 429, 500, 503] {
            let judgement = try judge(.earning, [Self.earning, "https://other.example/"], status: status)
            #expect(judgement.mark == nil)
            #expect(judgement.outcome.verdict == (status == 404 || status == 410 ? .missing : .unclear))
        }
    }

    @Test(arguments: [
        "<title>optics.example</title><script src=\"//www.google.com/adsense/domains/caf.js\"></script>",
        "<h1>This  domain is\n<b>for sale</b>!</h1>", "<p>Diese Domain steht zum Verkauf</p>",
        "<p>Ce nom de domaine est &agrave; vendre</p>", "<p>Buy&nbsp;this&#32;domain.</p>",
        "<img src='https://img.sedoparking.com/x.png'>",
    ])
    func aParkedDomainIsToldByItsPage(body: String) throws {
        for way in LinkCheck.Way.allCases { #expect(try judge(way, [Self.own], body).mark == .parked) }
        // Somebody’s work that mentions it is no parked domain.
        let article = "<p>\(String(repeating: "How to choose a telescope. ", count: 100))</p>"
        #expect(try judge(.plain, [Self.own], body + article).mark == nil)
    }

    @Test func aParkedDomainIsToldByWhereItLeads() throws {
        #expect(try judge(.plain, [Self.own, "https://www.hugedomains.com/domain?d=optics"]).mark == .parked)
        #expect(try judge(.earning, [Self.earning, "https://ww25.sedoparking.com/x"]).mark == .parked)
        // A market for domains that is the merchant itself.
        let market = LinkJudge(merchant: try MerchantAddress("https://sedo.com/x"), plainLedTo: nil, stock: [])
        let sight = LinkSight(
            outcome: CheckOutcome(status: 200, finalAddress: nil),
            hops: [LinkHop(address: "https://sedo.com/x", status: 200)],
            body: Array(String(repeating: "Domains and more. ", count: 100).utf8))
        #expect(market.judge(sight, of: .plain).mark == nil)
    }

    @Test func outOfStockFollowsTheRulesOfTheBusinessSide() throws {
        let soldOut = "<p>Sorry: <b>Sold</b>\n out &amp; gone</p>"
        #expect(try judge(.plain, [Self.own], soldOut).mark == nil)
        let text = [rule(.text("  SOLD out & "))]
        let marked = try judge(.plain, [Self.own], soldOut, stock: text)
        #expect(marked.mark == .outOfStock)
        #expect(marked.detail.contains("SOLD out &"))
        #expect(try judge(.plain, [Self.own], "<p>In stock</p><!-- sold out & -->", stock: text).mark == nil)
        #expect(try judge(.plain, [Self.own], "<script>'sold out &'</script>In stock", stock: text).mark == nil)
        // Stock is looked at on the merchant’s own address alone.
        #expect(try judge(.earning, [Self.earning, Self.own], soldOut, stock: text).mark == nil)
    }

    @Test(arguments: [
        #"{"@type": "Offer", "availability": "https://schema.org/OutOfStock"}"#,
        #"{"availability":"http:\/\/schema.org\/OutOfStock"}"#, #"{"availability" : "OutOfStock"}"#,
        #"<link itemprop="availability" href="https://schema.org/OutOfStock">"#,
        #"<meta content='https://schema.org/outofstock' itemprop='availability'>"#,
        #"<script type="application/ld+json">{"availability":"https://schema.org/OutOfStock"}</script>"#,
    ])
    func availabilityIsReadHoweverItIsWritten(body: String) throws {
        #expect(SeenPage(Array(body.utf8)).availabilities == [.outOfStock])
        let rules = [rule(.availability(.outOfStock))]
        #expect(try judge(.plain, [Self.own], body, stock: rules).mark == .outOfStock)
        #expect(try judge(.plain, [Self.own], body, stock: [rule(.availability(.soldOut))]).mark == nil)
        // Another offer on the page can be had.
        let related = body + #"{"availability":"https://schema.org/InStock"}"#
        #expect(try judge(.plain, [Self.own], related, stock: rules).mark == nil)
        let other = body + #"{"availability":"https://schema.org/SoldOut"}"#
        #expect(try judge(.plain, [Self.own], other, stock: rules).mark == nil)
        #expect(
            try judge(.plain, [Self.own], other, stock: rules + [rule(.availability(.soldOut))]).mark == .outOfStock)
    }

    @Test(arguments: [
        "", "<", "<!--", "<script", "</", "&", "&#", "&#x;", "&#xFFFFFFFFF;", "&#1114112;", "schema.org",
        "availability",
        "schema.org/", "<<<<>>>>", "\u{0}\u{0}", "&amp", "<style><p>sold out</p>",
    ])
    func brokenPagesAreReadAsTheyAre(body: String) {
        let page = SeenPage(Array(body.utf8))
        #expect(page.availabilities.isEmpty)
        #expect(!page.words.contains("sold"))
        _ = SeenPage(Array(body.utf8) + [0xFF, 0xC3, 0x28] + Array(body.utf8)).words
    }

    @Test(.timeLimit(.minutes(1))) func aHugePageTakesTimeInProportion() {
        for piece in ["<", "&", "<!--", "<script", "schema.org", "<p>&#", "availability\""] {
            let body = Array(String(repeating: piece, count: 524_288 / piece.utf8.count).utf8)
            let page = SeenPage(body)
            _ = page.availabilities
            #expect(page.source.utf8.count == body.count)
        }
    }
}
