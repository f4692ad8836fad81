import Kernel
import Staff
import TestSupport
import Testing

@Suite struct AdsTextLineTests {
    @Test(arguments: [
        "adsystem.example, 12345, DIRECT", "adsystem.example,12345,reseller,abc123", " a-b.example , x , Direct # ours",
        "exchange.example, 1, DIRECT; since=2026",
    ])
    func aRecordNamesWhoMaySell(line: String) throws {
        #expect(try AdsTextLine(line).kind == .record)
    }

    @Test(arguments: ["", "   ", "# Nothing but a remark", "#"])
    func aRemarkSaysNothing(line: String) throws { #expect(try AdsTextLine(line).kind == .remark) }

    @Test func aVariableHasANameAndAValue() throws {
        #expect(try AdsTextLine("contact = Sales, first floor").kind == .variable("CONTACT", "Sales, first floor"))
        #expect(
            try AdsTextLine("MANAGERDOMAIN=manager.example,de # who").kind
                == .variable("MANAGERDOMAIN", "manager.example,de"))
        #expect(try AdsTextLine("subdomain=a.site.example").kind == .variable("SUBDOMAIN", "a.site.example"))
        #expect(
            try AdsTextLine("inventorypartnerdomain=tv.example").kind
                == .variable("INVENTORYPARTNERDOMAIN", "tv.example"))
    }

    @Test(arguments: [
        "adsystem.example", "adsystem.example, 12345", "adsystem.example, 12345, OWNER", "adsystem, 1, DIRECT",
        "adsystem.example, , DIRECT", ", 1, DIRECT", "adsystem.example, 1 2, DIRECT", "ads ystem.example, 1, DIRECT",
        "a.example, 1, DIRECT, x, y", "a.example, 1, DIRECT,", "https://a.example/, 1, DIRECT", "1.2.3.4, 1, DIRECT",
        "-a.example, 1, DIRECT", "ä.example, 1, DIRECT", "OWNERDOMAIN=a.example", "COLOUR=red", "CONTACT=",
        "MANAGERDOMAIN=manager", "MANAGERDOMAIN=a.example, DEU", "MANAGERDOMAIN=a.example, DE, FR", "SUBDOMAIN=",
        "; nothing", "a.example, 1, DIRECT\u{1}", "<script>alert(1)</script>", "=", "=,=",
    ])
    func whatIsNoLineIsRefusedWithTheReason(line: String) {
        let fault = #expect(throws: AdsTextLine.Fault.self) { try AdsTextLine(line) }
        #expect(fault?.message.isEmpty == false)
    }

    @Test func aLineHasAnEnd() {
        #expect(throws: AdsTextLine.Fault.self) { try AdsTextLine("# " + String(repeating: "x", count: 499)) }
        #expect(throws: Never.self) { try AdsTextLine("# " + String(repeating: "x", count: 498)) }
    }

    @Test(arguments: TestEngine.allCases)
    func aFaultIsToldWithTheNumberOfItsLine(engine: TestEngine) async throws {
        try await StaffSite.with(engine) { site in
            let store = SiteSettingsStore(database: site.database, clock: site.clock, fixed: [:]) { _ in .utc }
            func refused(_ values: [SiteSetting: String]) async -> [Problem.FieldError] {
                let problem = await #expect(throws: Problem.self) {
                    try await store.change(to: values, base: 0, by: "1", name: "Petra")
                }
                return problem?.fieldErrors ?? []
            }
            let errors = await refused([.adsText: "# One\na.example, 1, DIRECT\nb.example, 2\nc.example, 3, BOTH"])
            #expect(errors.map(\.field) == ["ads-text", "ads-text"])
            #expect(errors.map { String($0.message.prefix(7)) } == ["Line 3:", "Line 4:"])
            let twice = "MANAGERDOMAIN=a.example\nMANAGERDOMAIN=b.example,DE\nMANAGERDOMAIN=c.example, de"
            #expect(
                await refused([.adsText: twice]).map(\.message) == [
                    "Line 3: There is a manager for DE in line 2 already."
                ])
            #expect(await refused([.adsText: String(repeating: "#\n", count: 1000)]).count == 1)
            #expect(
                await refused([.ownerDomain: "example", .sellerContact: "me"]).map(\.field) == [
                    "seller-contact", "owner-domain",
                ])
            let lines = "# Ours\na.example, 1, DIRECT\n\nCONTACT=sales@example.org"
            try await store.change(
                to: [.adsText: lines, .ownerDomain: "example.org", .sellerContact: "sales@example.org"], base: 0,
                by: "1",
                name: "Petra")
            let settings = try await store.settings()
            #expect(
                settings.adsTextLines.map(\.text) == [
                    "# Ours", "a.example, 1, DIRECT", "", "CONTACT=sales@example.org",
                ])
            #expect(settings.adsTextLines.filter { $0.kind == .record }.count == 1)
        }
    }
}
