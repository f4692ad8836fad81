import Commerce
import CommerceWeb
import Foundation
import HTTPSupport
import Kernel
import RouterTestSupport
import TestSupport
import Testing

@testable import App
@testable import Compositor

/// P1: whatever the commercial data and by whichever profile of disclosures, equal editorial data gives equal editorial bytes.
///
/// `MASTHEAD_EVERY_ROUTE=1` asks for every route in each state, which takes many minutes; `MASTHEAD_SEED=number` repeats a run.
@Suite struct EqualEditorialBytesTests {
    private static let states = 500
    /// How many of the routes are asked for in each state; each is so asked for in about 15 states.
    private static let routesPerState = 3
    /// House advertisements are read when a site is made.
    private static let statesPerSite = 25

    private let clock = FixedClock(Timestamp(milliseconds: 1_795_478_400_000))

    private static var environment: [String: String] { ProcessInfo.processInfo.environment }

    private func site(
        _ settings: Settings, _ stores: Stores, profile: DisclosureProfile = .us
    ) async throws -> Site {
        let environment = ["MASTHEAD_DISCLOSURE_PROFILE": profile.rawValue]
        let settings = try await Settings(data: settings.data, environment: environment)
        return try await Site.example(settings, stores, clock: clock)
    }

    @Test func commercialDataChangesNoEditorialByte() async throws {
        let seed = Self.environment["MASTHEAD_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)
        let asksEverything = Self.environment["MASTHEAD_EVERY_ROUTE"] == "1"
        var generator = SeededGenerator(seed: seed)
        try await withExampleStores(clock: clock) { settings, stores in
            var site = try await site(settings, stores)
            var probe = EditorialProbe(site, stores)
            let before = try await probe.everything()
            let paths = before.keys.sorted()
            #expect(paths.count > 80)
            #expect(Set(before.values.map(\.status)) == [200, 404])
            let pages = site.publishedPages
            var commerce = RandomCommerce(stores, clock: clock, published: pages)
            var earning = 0
            var advertised = 0
            for state in 1...Self.states {
                for _ in 0..<Int.random(in: 1...2, using: &generator) { try await commerce.step(using: &generator) }
                if state % Self.statesPerSite == 0 {
                    let profiles = DisclosureProfile.allCases
                    let profile = profiles[state / Self.statesPerSite % profiles.count]
                    site = try await self.site(settings, stores, profile: profile)
                    probe = EditorialProbe(site, stores)
                } else {
                    try await site.links.reload()
                    site.library.forgetAll()
                }
                try await site.advertising.live.pulse()
                let drawn =
                    asksEverything ? paths : Array(paths.shuffled(using: &generator).prefix(Self.routesPerState))
                for path in drawn {
                    let (seen, page) = try await probe.ask(path)
                    #expect(seen == before[path], "\(path) in state \(state) of MASTHEAD_SEED=\(seed)")
                    let earns =
                        if SurfaceTests.feeds.contains(path) {
                            try FeedItem.all(in: page).filter { try $0.checkDisclosure() }.isEmpty == false
                        } else {
                            Self.checkDisclosure(of: page, at: path)
                        }
                    if earns { earning += 1 }
                    if Self.checkAdvertisements(of: page, at: path) { advertised += 1 }
                }
            }
            #expect(advertised > Self.states / 10, "Hardly anything was advertised (MASTHEAD_SEED=\(seed)).")
            #expect(earning > Self.states / 10, "The states hardly made anything earn (MASTHEAD_SEED=\(seed)).")
        }
    }

    /// The same comparison finds a page source that looks at what links earn.
    @Test func aPageSourceThatOrdersByEarningsIsFound() async throws {
        var generator = SeededGenerator(seed: 20)
        try await withExampleStores(clock: clock) { settings, stores in
            let site = try await site(settings, stores)
            let reader = try #require(site.dynamicPages.first as? any PageSource)
            func probe(_ source: any PageSource) -> EditorialProbe {
                let nothing = NothingFilled()
                return EditorialProbe(
                    site, stores,
                    library: PageLibrary(
                        sources: [source], discussions: nothing, links: nothing, earnings: nothing, notices: nothing,
                        compositor: Compositor(slots: nothing, disclosures: nothing), clock: clock, zone: { .utc },
                        capacity: 0))
            }
            let honest = probe(reader)
            let leaky = probe(LeakySource(honest: reader, links: site.links, clock: clock))
            let articles = try await honest.paths().filter { path in
                if case .article? = Route(path: path) { true } else { false }
            }
            var before: [String: (honest: EditorialProbe.Seen, leaky: EditorialProbe.Seen)] = [:]
            for path in articles { before[path] = try await (honest.ask(path).seen, leaky.ask(path).seen) }
            var commerce = RandomCommerce(stores, clock: clock)
            var found: Set<String> = []
            for _ in 0..<12 {
                for _ in 0..<4 { try await commerce.step(using: &generator) }
                try await site.links.reload()
                for path in articles.shuffled(using: &generator).prefix(6) {
                    #expect(try await honest.ask(path).seen == before[path]?.honest)
                    if try await leaky.ask(path).seen != before[path]?.leaky { found.insert(path) }
                }
            }
            #expect(!found.isEmpty)
        }
    }

    /// P7: a commission is disclosed before the first link that earns one, if and only if there is one.
    ///
    /// - Returns: Whether there is one.
    private static func checkDisclosure(of page: [UInt8], at path: String) -> Bool {
        let notice = offsets(of: "we may earn a commission from", in: page).first
        let links = offsets(of: " data-plain=\"", in: page)
        #expect((notice == nil) == links.isEmpty, "\(path)")
        guard let notice, let link = links.first else { return false }
        #expect(notice < link, "\(path)")
        #expect(links.count == offsets(of: "<span class=\"paid-link\">", in: page).count, "\(path)")
        return true
    }

    /// What is paid for stands in a slot, is labelled, and is disclosed before the first of them.
    ///
    /// - Returns: Whether there is anything.
    private static func checkAdvertisements(of page: [UInt8], at path: String) -> Bool {
        let scripts = offsets(of: "-seen.js\" async", in: page)
        let notice =
            offsets(of: "spaces on this page; each is labelled", in: page).first
            ?? offsets(of: "for space on this page; it is labelled", in: page).first
        #expect((notice == nil) == scripts.isEmpty, "\(path)")
        guard let notice, let first = scripts.first else { return false }
        #expect(notice < first, "\(path)")
        #expect(scripts.count <= offsets(of: "<p class=\"slot-label\">Advertisement", in: page).count, "\(path)")
        return true
    }

    private static func offsets(of text: String, in page: [UInt8]) -> [Int] {
        let pattern = Array(text.utf8)
        var offsets: [Int] = []
        while let offset = page.firstOffset(of: pattern, in: (offsets.last.map { $0 + 1 } ?? 0)..<page.count) {
            offsets.append(offset)
        }
        return offsets
    }
}
