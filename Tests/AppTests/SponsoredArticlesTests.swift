import Commerce
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import RouterTestSupport
import Staff
import TestSupport
import Testing

@testable import App
@testable import Compositor

/// What readers and programs get of sponsored articles, and where they get nothing of them.
@Suite struct SponsoredArticlesTests {
    private let clock = SettableClock(Timestamp(milliseconds: 1_795_478_400_000))

    private var signature: Signature { Signature(account: nil, name: "Test", at: clock.now()) }

    private func withSite(
        profile: String = "us", _ body: (Site, EditorialProbe, Stores) async throws -> Void
    ) async throws {
        let environment = ["MASTHEAD_DISCLOSURE_PROFILE": profile]
        try await withExampleStores(clock: clock, environment: environment) { settings, stores in
            let site = try await Site.example(settings, stores, clock: clock)
            try await body(site, EditorialProbe(site, stores), stores)
        }
    }

    /// Adds an article of an advertiser that is known to readers as “Fernhill Energy”.
    private func article(
        _ slug: String, title: String = "Heat pumps & \"you\"", isPublished: Bool = true, _ stores: Stores, _ site: Site
    ) async throws -> SponsoredArticle {
        let payer = try Slug("fernhill-energy")
        try await AdvertiserStore(database: stores.commerce).save(
            Advertiser(partner: payer, name: "FE Holding", categories: [Slug("electricity")]), by: signature)
        let today = clock.now().localDay
        let article = SponsoredArticle(
            id: SponsoredArticle.ID(at: clock.now()), slug: try Slug(slug), advertiser: payer, title: title,
            summary: "Warmth <b> from air.", body: "See [our page](https://www.fernhill-energy.example/?a=1&b=2).",
            firstDay: today, lastDay: today.advanced(byDays: 6))
        let store = SponsoredArticleStore(database: stores.commerce)
        try await store.save(article, by: signature)
        if isPublished { try await store.publish(article.id, on: today, by: signature) }
        site.library.forgetAll()
        return article
    }

    private func text(_ path: String, _ probe: EditorialProbe) async throws -> String {
        String(decoding: try await probe.ask(path).page, as: UTF8.self)
    }

    @Test(arguments: [("us", "Advertisement"), ("eu", "Advertisement"), ("uk", "Ad")])
    func itIsCalledAnAdvertisementEverywhere(profile: String, label: String) async throws {
        try await withSite(profile: profile) { site, probe, stores in
            _ = try await article("heat-pumps", stores, site)
            let page = try await text("/sponsored/heat-pumps", probe)
            #expect(page.contains("<title>\(label): Heat pumps &amp; \"you\" - "))
            #expect(
                page.contains("<meta property=\"og:title\" content=\"\(label): Heat pumps &amp; &quot;you&quot;\">"))
            #expect(page.contains("\"@type\":\"AdvertiserContentArticle\",\"headline\":\"\(label): Heat pumps"))
            #expect(page.contains("\"sponsor\":{\"@type\":\"Organization\",\"name\":\"Fernhill Energy\"}"))
            #expect(page.contains("<meta name=\"robots\" content=\"noindex\">"))
            #expect(!page.contains("rel=\"canonical\""))
            #expect(
                page.contains(
                    "<a href=\"https://www.fernhill-energy.example/?a=1&amp;b=2\" rel=\"sponsored nofollow noopener\">")
            )
            #expect(page.contains("<p class=\"intro\">Warmth &lt;b&gt; from air.</p>"))
            let feed = try await text("/sponsored/feed.xml", probe)
            #expect(feed.contains("<title>\(label): Heat pumps &amp; &quot;you&quot;</title>"))
            #expect(feed.contains("&lt;strong&gt;Advertisement by Fernhill Energy.&lt;/strong&gt;"))
            let list = try await text("/sponsored", probe)
            #expect(list.contains("<title>\(label): Sponsored articles"))
            #expect(list.contains("<p class=\"payer\">Advertisement by Fernhill Energy</p>"))
        }
    }

    @Test func whoPaysIsSaidBeforeAnythingElseAndErasingLeavesNothingOfIt() async throws {
        try await withSite { site, probe, stores in
            _ = try await article("heat-pumps", stores, site)
            for path in ["/sponsored/heat-pumps", "/sponsored"] {
                let page = try await text(path, probe)
                let disclosure = try #require(page.firstRange(of: "<strong>Advertisement by Fernhill Energy.</strong>"))
                let main = try #require(page.firstRange(of: "<main"))
                let matter = try #require(page.firstRange(of: "<!--fill advertisement-->"))
                #expect(disclosure.lowerBound < main.lowerBound && main.lowerBound < matter.lowerBound)
                let erased = Eraser.erase(String(page[main.lowerBound...]))
                #expect(!erased.contains("Fernhill"), "\(path)")
                #expect(!erased.contains("Warmth"), "\(path)")
            }
        }
    }

    /// Nothing editorial leads to one: not the front page, a list, a feed, the sitemaps or the search.
    @Test func itIsOutsideOfEverythingEditorial() async throws {
        try await withSite { site, probe, stores in
            let before = try await probe.everything()
            _ = try await article("qqzzxxyy-pumps", title: "Qqzzxxyy pumps", stores, site)
            let paths = try await probe.paths()
            #expect(Set(paths) == Set(before.keys))
            for path in paths {
                let (seen, page) = try await probe.ask(path)
                #expect(seen == before[path], "\(path)")
                #expect(!String(decoding: page, as: UTF8.self).lowercased().contains("qqzzxxyy pumps"), "\(path)")
                #expect(!String(decoding: page, as: UTF8.self).contains("/sponsored"), "\(path)")
            }
            #expect(try await probe.ask("/qqzzxxyy-pumps").seen.status == 404)
            #expect(try await probe.ask("/sponsored/qqzzxxyy-pumps").seen.status == 200)
        }
    }

    @Test func draftsAreNotThereAndWhatIsOverIsGone() async throws {
        try await withSite { site, probe, stores in
            _ = try await article("draft", isPublished: false, stores, site)
            let shown = try await article("shown", stores, site)
            #expect(try await probe.ask("/sponsored/draft").seen.status == 404)
            #expect(try await probe.ask("/sponsored/nothing").seen.status == 404)
            #expect(try await probe.ask("/sponsored/Bad_Slug").seen.status == 404)
            #expect(try await probe.ask("/sponsored/shown/more").seen.status == 404)
            #expect(try await probe.ask("/sponsored/shown").seen.status == 200)
            clock.advance(by: .seconds(7 * 86_400))
            let over = try await probe.ask("/sponsored/shown")
            #expect(over.seen.status == 410)
            #expect(!String(decoding: over.page, as: UTF8.self).contains("Fernhill"))
            #expect(!(try await text("/sponsored", probe)).contains("Heat pumps"))
            #expect(!(try await text("/sponsored/feed.xml", probe)).contains("Heat pumps"))
            clock.advance(by: .seconds(-7 * 86_400))
            site.library.forgetAll()
            try await SponsoredArticleStore(database: stores.commerce).withdraw(shown.id, by: signature)
            #expect(try await probe.ask("/sponsored/shown").seen.status == 410)
        }
    }

    /// P8: the list of partners and the line at the head of each page follow, also for one that pays commissions as well.
    @Test func whoPaysForOneIsAmongThePartners() async throws {
        try await withSite { site, probe, stores in
            let partners = PartnerStore(database: stores.commerce)
            let meridian = try #require(try await partners.partner(Slug("northlight-optics")))
            func live() async throws -> String {
                let page = try await text("/partners", probe)
                return String(page.split(separator: "<table>").dropFirst().first ?? "")
            }
            let row = try #require(try await live().split(separator: "<tr>").first { $0.contains(meridian.name) })
            #expect(row.contains("<td>Commission</td>"))
            try await AdvertiserStore(database: stores.commerce).save(
                Advertiser(partner: meridian.slug, name: "N", categories: [Slug("telescopes")]), by: signature)
            let today = clock.now().localDay
            let store = SponsoredArticleStore(database: stores.commerce)
            let article = SponsoredArticle(
                id: SponsoredArticle.ID(at: clock.now()), slug: try Slug("nights"), advertiser: meridian.slug,
                title: "Nights", summary: "Words.", body: "Words.", firstDay: today, lastDay: today)
            try await store.save(article, by: signature)
            try await store.publish(article.id, on: today, by: signature)
            site.library.forgetAll()
            let paying = try #require(try await live().split(separator: "<tr>").first { $0.contains(meridian.name) })
            #expect(paying.contains("<td>Commission, and advertising</td>"))
        }
    }

    @Test func thePublisherMayLetSearchEnginesListThem() async throws {
        try await withSite { site, probe, stores in
            _ = try await article("heat-pumps", stores, site)
            let settings = SiteSettingsStore(database: stores.staff, clock: clock, fixed: [:], zone: { _ in .utc })
            let present = try await settings.settings()
            #expect(!present.listsSponsoredArticles)
            try await settings.change(
                to: [.sponsoredListing: "yes"], base: present.change, by: "petra", name: "Petra")
            site.library.forgetAll()
            let page = try await text("/sponsored/heat-pumps", probe)
            #expect(page.contains("<meta name=\"robots\" content=\"max-image-preview:large\">"))
            #expect(page.contains("<link rel=\"canonical\" href=\"https://quarto.example/sponsored/heat-pumps\">"))
            #expect(page.contains("<title>Advertisement: "))
        }
    }

    @Test func thePreviewIsThePageWithItsDisclosureBeforeAnyReaderSeesIt() async throws {
        try await OfficeSite.with { offices in
            let article = try await article("draft", isPublished: false, offices.stores, offices.site)
            let asker = OfficeAsker(responder: offices.router.buildResponder())
            let session = try await offices.session(of: offices.account([.business]).id)
            let answer = try await asker.ask("GET /business/sponsored/\(article.id)/preview", as: session.secret)
            #expect(answer.status == 200)
            #expect(answer.text.contains("<strong>Advertisement by Fernhill Energy.</strong>"))
            #expect(answer.text.contains("<h1>Heat pumps &amp; \"you\"</h1>"))
            let published = try await asker.answer(
                "/business/sponsored/\(article.id)/publish", form: [], as: session)
            #expect(published.status == 303)
            #expect(try await asker.ask("GET /business/sponsored", as: session.secret).text.contains("Shown today"))
        }
    }
}
