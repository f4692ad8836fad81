import Commerce
import Compositor
import Editorial
import HTTPSupport
import Kernel
import RouterTestSupport
import TestSupport
import Testing

@testable import App

/// D12: what is said of a comparison whose products may be the publisher's own.
@Suite struct OwnProductTests {
    private let clock = FixedClock(Timestamp(milliseconds: 1_795_478_400_000))
    private let hand = Manuscript.Hand(account: "a", name: "Ann")
    private let paths = ["/kettles-compared"] + SurfaceTests.feeds

    /// Publishes a comparison of two products: one leads to a partner of the example, the other elsewhere.
    private func publish(in stores: Stores) async throws {
        let changes = ChangeFeed()
        let products = ProductStore(database: stores.editorial, changes: changes)
        let evaluations = EvaluationStore(database: stores.editorial, changes: changes)
        let (slug, one, other) = try (Slug("kettles"), Slug("one"), Slug("other"))
        for (product, address) in [
            (one, "https://www.hearthware.example/kettles/one"), (other, "https://other.example/"),
        ] {
            try await products.add(
                Product(slug: product, name: "\(product)", maker: "Maker", address: address, note: nil), by: hand,
                at: clock.now())
        }
        try await evaluations.begin(slug, title: "Kettles", by: hand, at: clock.now())
        let speed = try Criterion(slug: Slug("speed"), name: "Speed", weight: 1, scale: "0 to 10", good: "Boils soon.")
        for (number, edit) in [
            EvaluationEdit.description(title: "Kettles", method: "We boiled."), .criteria([speed]),
            .products(add: [one, other], remove: []),
        ].enumerated() {
            _ = try await evaluations.change(
                slug, edit, base: number + 1, reason: "", by: hand, at: clock.now())
        }
        let articles = ArticleStore(
            database: stores.editorial, changes: changes, reservedSlugs: Route.reservedSlugs)
        _ = try await articles.publish(
            ArticleDraft(
                slug: Slug("kettles-compared"), kind: .evaluation, title: "Kettles compared", description: "Two.",
                answer: "One.", body: ":evaluation[kettles]", about: "kettles", section: Slug("science"),
                topics: [Slug("the-night-sky")], authors: [Slug("tobias-wrenfield")], reviewers: [], facts: [],
                related: []), at: clock.now(), note: "New")
    }

    private func own(_ ownership: Partner.Ownership, _ site: Site, _ stores: Stores) async throws {
        let partners = PartnerStore(database: stores.commerce)
        let partner = try #require(try await partners.partner(Slug("hearthware-kitchen")))
        try await partners.save(
            Partner(
                slug: partner.slug, name: partner.name, relationship: partner.relationship, domain: partner.domain,
                since: partner.since, ended: partner.ended, about: partner.about, ownership: ownership),
            by: Signature(account: nil, name: "Test", at: clock.now()))
        #expect(try await site.links.reloadIfChanged())
        site.library.forgetAll()
    }

    @Test func theClaimComesAndGoesWithTheRecordOnEachSurfaceAndChangesNoEditorialByte() async throws {
        try await withExampleStores(clock: clock) { settings, stores in
            try await publish(in: stores)
            let site = try await Site.example(settings, stores, clock: clock)
            let probe = EditorialProbe(site, stores)
            var editorial: [String: [UInt8]] = [:]
            for ownership in [Partner.Ownership.none, .publisherOwns, .ownsPublisher, .sameOwner, .none] {
                if !editorial.isEmpty { try await own(ownership, site, stores) }
                for path in paths {
                    let page = try await probe.ask(path).page
                    let text = String(decoding: page, as: UTF8.self)
                    #expect(text.contains("An independent evaluation:") == (ownership == .none), "\(path)")
                    #expect(
                        text.contains("one of the products compared here leads to Hearthware Kitchen")
                            == (ownership != .none), "\(path)")
                    let left = try Erasure.erase(page)
                    #expect(!String(decoding: left, as: UTF8.self).contains("independent evaluation"), "\(path)")
                    #expect(left == editorial[path] ?? left, "\(path) when \(ownership)")
                    editorial[path] = left
                }
                let line = String(decoding: try await probe.ask("/").page, as: UTF8.self)
                #expect(line.contains("Who pays has no say in its articles.") == (ownership == .none))
                #expect(
                    line.contains("Hearthware Kitchen belongs together with its publisher.") == (ownership != .none))
            }
        }
    }

    /// What is read of another day says nothing of today’s agreements.
    @Test func anEarlierVersionClaimsNothing() async throws {
        try await withExampleStores(clock: clock) { settings, stores in
            try await publish(in: stores)
            let site = try await Site.example(settings, stores, clock: clock)
            let page = try await EditorialProbe(site, stores).ask("/kettles-compared/history/1").page
            let text = String(decoding: page, as: UTF8.self)
            #expect(text.contains("Kettles"))
            #expect(!text.contains("independent evaluation"))
        }
    }
}
