import Commerce
import Editorial
import HTTPSupport
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import App

@Suite struct CommissionWatchTests {
    private let clock = FixedClock(Timestamp(milliseconds: 1_795_478_400_000))

    private func withIndex(_ body: (OutboundLinkIndex, LiveLinks, Stores) async throws -> Void) async throws {
        try await withExampleStores(clock: clock) { _, stores in
            let changes = ChangeFeed()
            let articles = ArticleStore(
                database: stores.editorial, changes: changes, reservedSlugs: Route.reservedSlugs)
            try await body(
                OutboundLinkIndex(articles: articles, changes: changes),
                LiveLinks(database: stores.commerce, clock: clock), stores)
        }
    }

    private func end(_ rules: [MerchantRule], in stores: Stores) async throws {
        let store = MerchantRuleStore(database: stores.commerce, site: OwnSite(origin: "https://quarto.example"))
        for rule in rules {
            try await store.save(
                MerchantRule(
                    id: rule.id, programme: rule.programme, domain: rule.domain, path: rule.path,
                    template: rule.template, made: rule.made, ended: clock.now()),
                by: Signature(account: nil, name: "Test", at: clock.now()))
        }
    }

    /// Rules end one after another: as long as one article earns by one of them, the site does.
    @Test func itFollowsTheRulesToTheLastArticleThatEarns() async throws {
        try await withIndex { index, links, stores in
            let watch = CommissionWatch(index: index, links: links, clock: clock, patience: .seconds(60), known: {})
            let census = PublishedLinks(index: index, links: links, clock: clock)
            let rules = try await MerchantRuleStore(
                database: stores.commerce, site: OwnSite(origin: "https://quarto.example")
            ).all().filter { $0.ended == nil }
            var seen: Set<Bool> = []
            for rule in rules {
                let earns = try await watch.earns()
                #expect(try await earns == (census.census().earningPages > 0))
                if let earns { seen.insert(earns) }
                try await end([rule], in: stores)
                try await links.reload()
            }
            #expect(try await watch.earns() == false)
            #expect(seen.contains(true))
        }
    }

    @Test func whoDoesNotWaitIsToldLater() async throws {
        try await withIndex { index, links, _ in
            let told = Mutex(0)
            let watch = CommissionWatch(index: index, links: links, clock: clock, patience: .zero) {
                told.withLock { $0 += 1 }
            }
            #expect(try await watch.earns() == nil)
            for _ in 0..<2000 where told.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(told.withLock { $0 } == 1)
            #expect(try await watch.earns() == true)
            #expect(told.withLock { $0 } == 1)
        }
    }

    @Test func whatGoesWrongIsThrownAndTriedAgain() async throws {
        try await withIndex { index, links, stores in
            let watch = CommissionWatch(index: index, links: links, clock: clock, patience: .seconds(60), known: {})
            await stores.close()
            for _ in 0..<2 {
                await #expect(throws: (any Error).self) { _ = try await watch.earns() }
            }
        }
    }
}
