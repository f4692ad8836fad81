import HTTPSupport
import Hummingbird
import RouterTestSupport
import Staff
import TestSupport
import Testing

@testable import App

/// `/ads.txt` and `/sellers.json`, as programs get them.
@Suite struct SellerFileTests {
    @Test func theFilesSayWhatThePublisherHasDecided() async throws {
        let clock = SettableClock()
        try await withExampleStores(clock: clock) { settings, stores in
            let site = try await Site.example(settings, stores, clock: clock)
            let store = SiteSettingsStore(
                database: stores.staff, clock: clock, fixed: settings.site, zone: ZoneDirectory().zone)
            let probe = EditorialProbe(site, stores)
            func text(_ path: String) async throws -> String {
                let (seen, page) = try await probe.ask(path)
                #expect(seen.status == 200, "\(path)")
                return String(decoding: page, as: UTF8.self)
            }
            let contact = site.shell.site.contact
            #expect(
                try await text("/ads.txt").contains("CONTACT=\(contact)\nplaceholder.example.com, placeholder, DIRECT"))
            #expect(
                try await text("/sellers.json") == """
                    {"contact_email":"\(contact)","version":"1.0","sellers":[{"seller_id":"1",\
                    "name":"\(site.shell.site.publisher)","domain":"quarto.example","seller_type":"PUBLISHER",\
                    "is_confidential":0}]}
                    """)
            try await store.change(
                to: [
                    .adsText: "adsystem.example, 7, DIRECT", .ownerDomain: "owner.example",
                    .sellerContact: "sales@owner.example",
                ], base: store.settings().change, by: "", name: "Petra")
            try await site.refresh()
            let after = try await text("/ads.txt")
            #expect(
                after.hasSuffix("OWNERDOMAIN=owner.example\nCONTACT=sales@owner.example\nadsystem.example, 7, DIRECT\n")
            )
            #expect(try await text("/sellers.json").contains("\"domain\":\"owner.example\""))
        }
    }
}
