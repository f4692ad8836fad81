import Commerce
import Editorial
import Foundation
import HTTPSupport
import Kernel
import NIOCore
import RouterTestSupport
import TestSupport
import Testing

@testable import App
@testable import Compositor
@testable import EditorialWeb

/// What each surface says of who pays: pages, lists, searches and the items of feeds.
@Suite struct SurfaceTests {
    static let feeds = ["/feed.xml", "/atom.xml", "/feed.json"]
    private let clock = FixedClock(Timestamp(milliseconds: 1_795_478_400_000))
    private let telescopes = "/how-to-choose-a-first-telescope"

    private func withSite(
        profile: String = "us", prepare: (Stores) async throws -> Void = { _ in },
        _ body: (Site, EditorialProbe, Stores) async throws -> Void
    ) async throws {
        let environment = ["MASTHEAD_DISCLOSURE_PROFILE": profile]
        try await withExampleStores(clock: clock, environment: environment) { settings, stores in
            try await prepare(stores)
            let site = try await Site.example(settings, stores, clock: clock)
            try await body(site, EditorialProbe(site, stores), stores)
        }
    }

    private func text(_ path: String, _ probe: EditorialProbe) async throws -> String {
        String(decoding: try await probe.ask(path).page, as: UTF8.self)
    }

    private var signature: Signature { Signature(account: nil, name: "Test", at: clock.now()) }

    private func endRules(of stores: Stores, _ site: Site, where isEnded: (MerchantRule) -> Bool) async throws {
        let rules = MerchantRuleStore(database: stores.commerce, site: OwnSite(origin: "https://quarto.example"))
        for rule in try await rules.all() where rule.ended == nil && isEnded(rule) {
            try await rules.save(
                MerchantRule(
                    id: rule.id, programme: rule.programme, domain: rule.domain, path: rule.path,
                    template: rule.template, made: rule.made, ended: clock.now()), by: signature)
        }
        #expect(try await site.links.reloadIfChanged())
        site.library.forgetAll()
    }

    // MARK: Feeds

    @Test func anItemTellsOfItsLinksBeforeTheFirstAndTheyLeadFromAnywhere() async throws {
        try await withSite { _, probe, _ in
            for path in Self.feeds {
                let items = try FeedItem.all(in: try await probe.ask(path).page)
                #expect(items.count == 19, "\(path)")
                var earning: [String: FeedItem] = [:]
                for item in items where try item.checkDisclosure() { earning[item.title] = item }
                #expect(earning.count == 3, "\(path): \(earning.keys)")
                let scope = try #require(earning["How to choose a first telescope"]).html
                #expect(scope.contains(#/<a href="https://quarto\.example/go/[0-9a-z]{10}" rel="sponsored nofollow/#))
                #expect(scope.contains("If you buy through one of the two links marked “(paid link)”"))
                let direct = try #require(items.first { $0.html.contains("atlas-books") }).html
                #expect(direct.contains("?partner=quarto&amp;sub=how-to-read-a-map-scale_feed\""))
                for item in items {
                    #expect(!item.html.contains(#/ (href|src)="(?!https?:\/\/|mailto:)/#), "\(path): \(item.title)")
                }
            }
        }
    }

    @Test func whatFeedsGiveOutLeadsToTheMerchantWithAPlaceOfItsOwn() async throws {
        try await withSite { site, probe, _ in
            var ids: Set<String> = []
            for path in Self.feeds {
                let page = try await text(path, probe)
                for match in page.matches(of: #/quarto\.example\/go\/([0-9a-z]{10})/#) { ids.insert(String(match.1)) }
            }
            // One article has two links and another one, whichever feed they are read in; a third leads past `/go`.
            #expect(ids.count == 3)
            for id in ids {
                let id = try #require(AffiliateLink.ID(id))
                #expect(try await site.links.destination(of: id)?.contains("_feed&") == true)
            }
        }
    }

    /// What could end a string, a section, an element or a fence, in the title, the text and the address of a link.
    @Test(arguments: [
        "]]>", "\"]]>\"", "<!--fill x-->", "<!--/fill-->", "\\", "\\\"", "</title>", "&lt;!--fill x--&gt;",
        "\u{202E}שלום",
        "<script>", "\u{200F}'", "&quot;", "{\"_label\":{\"text\":\"Ad: \"},\"title\":\"Ad: ",
        "<!--label Ad: --><title>Ad: ",
    ])
    func whateverAnArticleHoldsTheFeedsCanBeReadAndErased(text noise: String) async throws {
        try await withSite(profile: "uk") { stores in
            let articles = ArticleStore(
                database: stores.editorial, changes: ChangeFeed(), reservedSlugs: Route.reservedSlugs)
            let address = PercentEncodedNoise.encoded(noise)
            _ = try await articles.publish(
                ArticleDraft(
                    slug: Slug("noise"), kind: .guide, title: "A\(noise)B", description: "C\(noise)D",
                    answer: "E\(noise)F",
                    body: "See [it\(noise)](<https://www.northlight-optics.example/?a=\(address)>), `\(noise)`.",
                    about: "noise", section: Slug("science"), topics: [Slug("the-night-sky")],
                    authors: [Slug("tobias-wrenfield")], reviewers: [], facts: [], related: []), at: clock.now(),
                note: "New")
        } _: { _, probe, _ in
            for path in Self.feeds + ["/noise"] {
                let (seen, page) = try await probe.ask(path)
                #expect(seen.digest.hasPrefix(seen.name), "\(path)")
                let editorial = try Erasure.erase(page)
                let left = String(decoding: editorial, as: UTF8.self)
                #expect(left == Eraser.erase(String(decoding: page, as: UTF8.self)), "\(path)")
                #expect(!left.contains("sponsored") && !left.contains("data-plain"), "\(path)")
                guard path != "/noise" else { continue }
                let item = try #require(try FeedItem.all(in: page).first)
                #expect(try item.checkDisclosure(), "\(path)")
                #expect(item.title.hasPrefix("Ad: A"), "\(path): \(item.title)")
                let plain = try #require(try FeedItem.all(in: editorial).first)
                #expect(plain.title == String(item.title.dropFirst(4)), "\(path)")
                #expect(try !plain.checkDisclosure(), "\(path)")
            }
        }
    }

    @Test(arguments: [
        ("<a href=\"/a\">", "<a href=\"https://q.example/a\">"),
        ("<a href=\"#b\">", "<a href=\"https://q.example/p#b\">"),
        ("<a href=\"mailto:a@b\">", "<a href=\"mailto:a@b\">"),
        ("<img src=\"/m/1.jpg\">", "<img src=\"https://q.example/m/1.jpg\">"),
        (
            "<source srcset=\"/m/1.webp 10w, /m/2.webp 20w\">",
            "<source srcset=\"https://q.example/m/1.webp 10w, https://q.example/m/2.webp 20w\">"
        ),
        ("<p>a href=&quot;/x&quot; src=/y</p>", "<p>a href=&quot;/x&quot; src=/y</p>"),
        ("<a href=\"/a", "<a href=\"https://q.example/a"), ("<a href=\"", "<a href=\""), ("", ""),
        ("<a href=\"/a?b= /c\">", "<a href=\"https://q.example/a?b= https://q.example/c\">"),
    ])
    func addressesInAFeedAreAbsolute(html: String, absolute: String) {
        let addresses = AbsoluteAddresses(origin: "https://q.example", page: "https://q.example/p")
        #expect(String(decoding: addresses.applied(to: Array(html.utf8)), as: UTF8.self) == absolute)
    }

    // MARK: Labels (D10)

    @Test func aWhollyAffiliateArticleIsAnAdInItsTitleAndWhereverItIsListed() async throws {
        let title = "How to choose a first telescope"
        let heading = "<!--fill label--><span class=\"ad-label\">Ad</span> <!--/fill-->"
        let listing = ["/", "/topics/the-night-sky", "/people/tobias-wrenfield", "/search?q=telescope"]
        try await withExampleStores(clock: clock) { settings, stores in
            var editorial: [String: [UInt8]] = [:]
            for profile in ["us", "eu", "uk"] {
                let settings = try await Settings(
                    data: settings.data, environment: ["MASTHEAD_DISCLOSURE_PROFILE": profile])
                let probe = EditorialProbe(try await Site.example(settings, stores, clock: clock), stores)
                for path in [telescopes] + listing + Self.feeds {
                    let page = try await probe.ask(path).page
                    let left = try Erasure.erase(page)
                    #expect(left == editorial[path] ?? left, "\(path) by \(profile)")
                    editorial[path] = left
                    let text = String(decoding: page, as: UTF8.self)
                    if profile != "uk" {
                        #expect(!text.contains(#/ad-label|Ad: |_label/#), "\(path) by \(profile)")
                    } else if listing.contains(path) {
                        #expect(text.contains("\(heading)<a href=\"\(telescopes)\">\(title)</a>"), "\(path)")
                    } else if Self.feeds.contains(path) {
                        let items = try FeedItem.all(in: page)
                        #expect(items.contains { $0.title == "Ad: \(title)" }, "\(path)")
                        #expect(items.contains { !$0.title.hasPrefix("Ad: ") }, "\(path)")
                    } else {
                        #expect(text.contains("<!--label Ad: --><title>Ad: \(title) - Quarto</title>"))
                        #expect(
                            text.contains("<!--label Ad: --><meta property=\"og:title\" content=\"Ad: \(title)\">"))
                        #expect(text.contains("<h1>\(heading)\(title)</h1>"))
                    }
                }
            }
        }
    }

    // MARK: The line at the head of each page

    @Test func theSiteLineFollowsTheRulesAndAgreements() async throws {
        try await withSite { site, probe, stores in
            let paths = ["/", telescopes, "/standards", "/partners", "/search?q=moon", "/topics/the-night-sky"]
            for path in paths {
                let page = try await text(path, probe)
                #expect(
                    page.contains(
                        "<!--fill funding-->Quarto is paid for by advertising and by commission on some links. "
                            + "Who pays has no say in its articles. <!--/fill-->"), "\(path)")
            }
            try await endRules(of: stores, site) { _ in true }
            for path in paths {
                #expect(try await text(path, probe).contains("Quarto is paid for by advertising. "), "\(path)")
            }
            let partners = PartnerStore(database: stores.commerce)
            for partner in try await partners.all() where partner.relationship == .advertiser {
                try await partners.save(
                    Partner(
                        slug: partner.slug, name: partner.name, relationship: .advertiser, domain: partner.domain,
                        since: partner.since, ended: clock.now().day.advanced(byDays: -1), about: partner.about),
                    by: signature)
            }
            #expect(try await site.links.reloadIfChanged())
            site.library.forgetAll()
            for path in paths {
                let page = try await text(path, probe)
                #expect(page.contains("Quarto earns nothing from advertising or links at present."), "\(path)")
            }
        }
    }

    // MARK: Partners (P8)

    /// A crawl: those whose links stand on a page are on the list, and nobody else who pays by commission.
    @Test func thePartnersWithALiveLinkAreThoseThatACrawlFinds() async throws {
        try await withSite { site, probe, stores in
            for isFirst in [true, false] {
                var found: Set<String> = []
                for path in try await probe.paths() where path != "/partners" {
                    let page = try await text(path, probe)
                    guard page.hasPrefix("<!DOCTYPE") else { continue }
                    for match in page.matches(of: #/we may earn a commission from ([^.<]+)\./#) {
                        found.formUnion(
                            match.1.split(separator: ", ").flatMap { $0.split(separator: " or ") }.map(String.init))
                    }
                }
                let page = try await text("/partners", probe)
                let tables = page.split(separator: "<caption>").dropFirst().map(String.init)
                let live = Self.names(
                    in: try #require(tables.first(where: { $0.hasPrefix("Partners on") })), paying: "Commission")
                #expect(live == found)
                let idle = tables.first(where: { $0.hasPrefix("Agreements without a live link on") })
                if isFirst {
                    #expect(found == ["Northlight Optics", "Atlas Books", "Hearthware Kitchen"])
                    #expect(idle == nil)
                    try await endRules(of: stores, site) { $0.domain == "northlight-optics.example" }
                } else {
                    #expect(found == ["Atlas Books", "Hearthware Kitchen"])
                    #expect(Self.names(in: try #require(idle), paying: "Commission") == ["Northlight Optics"])
                }
            }
        }
    }

    private static func names(in table: String, paying how: String) -> Set<String> {
        Set(
            table.split(separator: "<tr>").filter { $0.contains("<td>\(how)</td>") }.compactMap { row in
                row.firstMatch(of: #/<th scope="row">([^<]+)/#).map { String($0.1) }
            })
    }
}

/// Noise as it may stand in an address within a text.
private enum PercentEncodedNoise {
    static func encoded(_ text: String) -> String {
        text.filter { !"<>\\\u{1}\u{8}\n".contains($0) }
    }
}
