import Commerce
import Compositor
import HTTPSupport
import Kernel
import NIOCore
import TestSupport
import Testing

@testable import App

/// Whatever the commercial data, equal editorial data gives equal editorial bytes.
@Suite struct EqualEditorialBytesTests {
    private let clock = FixedClock(Timestamp(milliseconds: 1_795_478_400_000))

    @Test func commercialDataChangesNoEditorialByte() async throws {
        try await withTemporaryFolder("app") { folder in
            let data = DataDirectory(folder + "/site")
            _ = try await ExampleSite(clock: clock).make(in: data, environment: [:])
            let settings = try await Settings(data: data, environment: [:])
            let stores = try await Stores(settings, clock: clock)
            let before = try await versions(settings, stores)
            #expect(before.count > 30)
            var generator = SystemRandomNumberGenerator()
            for _ in 0..<5 {
                try await randomise(stores, using: &generator)
                #expect(try await versions(settings, stores) == before)
            }
            await stores.close()
        }
    }

    /// What names the editorial state of each page, by path.
    private func versions(_ settings: Settings, _ stores: Stores) async throws -> [String: String] {
        let site = try await Site(settings: settings, stores: stores, origin: "https://quarto.example", clock: clock)
        var versions: [String: String] = [:]
        for path in try await Self.paths(of: site) {
            let route = try #require(Route(path: path))
            guard case .entry(let entry)? = try await site.library.page(at: route) else {
                Issue.record("\(path) has no page")
                continue
            }
            versions[path] = entry.page.version
        }
        return versions
    }

    /// The addresses in the sitemap, but for the one page that is about commerce.
    private static func paths(of site: Site) async throws -> [String] {
        var paths: [String] = ["/feed.xml", "/atom.xml", "/feed.json", "/sitemap.xml", "/robots.txt"]
        for number in 1...2 {
            guard case .entry(let entry)? = try await site.library.page(at: .sitemap(number)) else { continue }
            let request = ReadyRequest(path: "", hasQuery: false, acceptsGzip: false, ifNoneMatch: nil)
            let text = site.library.answer(request, with: entry).body.map { String(buffer: $0) }.joined()
            paths += text.split(separator: "<loc>https://quarto.example").dropFirst()
                .compactMap { $0.split(separator: "</loc>").first.map(String.init) }
        }
        for case .article(let slug)? in paths.map({ Route(path: $0) }) {
            paths += [Route.articleHistory(slug).path, Route.articleVersion(slug, 1).path]
        }
        return paths.filter { $0 != "/partners" }
    }

    private func randomise(_ stores: Stores, using generator: inout some RandomNumberGenerator) async throws {
        let partners = PartnerStore(database: stores.commerce)
        let advertisements = HouseAdvertisementStore(database: stores.commerce)
        for number in 0..<Int.random(in: 1...5, using: &generator) {
            let since = CalendarDay(daysSince1970: Int.random(in: 10_000...25_000, using: &generator))
            try await partners.save(
                Partner(
                    slug: Slug("random-\(number)"), name: "Random \(number)",
                    relationship: Bool.random(using: &generator) ? .affiliate : .advertiser,
                    domain: "random-\(number).example", since: since,
                    ended: Bool.random(using: &generator) ? since.advanced(byDays: 100) : nil, about: "Random."))
            try await advertisements.save(
                HouseAdvertisement(
                    slug: Slug("random-\(number)"),
                    place: Slot.Place.allCases.randomElement(using: &generator) ?? .top, headline: "Random",
                    text: "Random \(number).", path: "/partners"))
        }
    }
}
