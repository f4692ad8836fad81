import HTTPSupport
import Kernel
import NIOCore
import Staff
import TestSupport
import Testing

@testable import App

/// What the publisher decides, as readers see it.
@Suite struct SiteLookTests {
    private let clock = SettableClock()

    private func withSite(_ body: (Site, SiteSettingsStore) async throws -> Void) async throws {
        try await withExampleStores(clock: clock) { settings, stores in
            let store = SiteSettingsStore(
                database: stores.staff, clock: clock, fixed: settings.site, zone: ZoneDirectory().zone)
            try await body(.example(settings, stores, clock: clock), store)
        }
    }

    private func text(_ site: Site, _ path: String) async throws -> String {
        let route = try #require(Route(path: path))
        guard case .entry(let entry)? = try await site.library.page(at: route) else { return "" }
        let request = ReadyRequest(path: path, hasQuery: false, acceptsGzip: false, ifNoneMatch: nil)
        return site.library.answer(request, with: entry).body.map { String(buffer: $0) }.joined()
    }

    private func change(_ values: [SiteSetting: String], _ site: Site, _ store: SiteSettingsStore) async throws {
        try await store.change(to: values, base: store.settings().change, by: "", name: "Petra")
        try await site.refresh()
    }

    @Test func aNewNameIsOnTheVeryNextPage() async throws {
        try await withSite { site, store in
            let before = try await text(site, "/")
            #expect(before.contains("Quarto"))
            try await change([.name: "<i>Folio</i>", .language: "ar"], site, store)
            let page = try await text(site, "/")
            #expect(page.contains("&lt;i&gt;Folio&lt;/i&gt;"))
            #expect(page.contains("<html lang=\"ar\">"))
        }
    }

    @Test func coloursComeAsAStylesheetThatExistsOnlyWhileTheyHold() async throws {
        try await withSite { site, store in
            let before = try await text(site, "/")
            #expect(!before.contains("theme.css"))
            try await change([.accent: "#003388"], site, store)
            let page = try await text(site, "/")
            let path = try #require(page.firstMatch(of: /href="(\/assets\/[0-9a-f]+-theme\.css)"/)).output.1
            let sheet = try await text(site, String(path))
            #expect(sheet.contains("--accent: #003388;"))
            try await change([.accent: "#94200f"], site, store)
            let gone = try await text(site, String(path))
            #expect(gone.isEmpty)
        }
    }

    /// The settings begin with the colours of the stylesheet, so that a contrast is computed against what is shown.
    @Test func theFirstColoursAreThoseOfTheTheme() async throws {
        try await withSite { site, _ in
            let sheet = try await text(site, "/assets/broadsheet.css")
            for (property, light, dark) in [
                ("paper", SiteSetting.paper, SiteSetting.darkPaper), ("ink", .ink, .darkInk),
                ("accent", .accent, .darkAccent),
            ] {
                let found = sheet.matches(of: /--([a-z]+): (#[0-9a-f]{6});/).filter { $0.output.1 == property }
                #expect(found.map { String($0.output.2) } == [light.original, dark.original])
            }
        }
    }

    @Test func theNavigationLeadsWhereItWasToldTo() async throws {
        try await withSite { site, store in
            let entries = [
                NavigationEntry(path: "/standards", name: "Our <word>"),
                NavigationEntry(path: "/sections/gone", name: ""),
                NavigationEntry(path: "/sections/science", name: ""),
            ]
            try await change([.navigation: NavigationEntry.text(entries)], site, store)
            let page = try await text(site, "/")
            let start = try #require(page.firstRange(of: "<nav class=\"sections\"")).lowerBound
            let navigation = page[start...].prefix(700)
            let links = navigation.matches(of: /href="([^"]+)"/).prefix(2).map { String($0.output.1) }
            #expect(links == ["/standards", "/sections/science"])
            #expect(navigation.contains("Our &lt;word&gt;"))
        }
    }

    /// 22:30 UTC is the next day in Berlin in summer, and a page that says so ends at Berlin's midnight.
    @Test func daysAreTheSites() async throws {
        try await withSite { site, store in
            let evening = try #require(Timestamp(rfc3339: "2026-07-06T22:30:00Z"))
            func shown() -> String {
                Zone.$current.withValue(site.shell.site.zone) { evening.localReading.written }
            }
            #expect(shown() == "6\u{A0}July 2026, 22:30 UTC")
            try await change([.timeZone: "Europe/Berlin"], site, store)
            #expect(shown() == "7\u{A0}July 2026, 00:30 CEST")
        }
    }
}
