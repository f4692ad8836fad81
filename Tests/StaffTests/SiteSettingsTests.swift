import Database
import Kernel
import TestSupport
import Testing

@testable import Staff

@Suite struct SiteSettingsTests {
    private func withStore(
        _ engine: TestEngine, fixed: [SiteSetting: String] = [:],
        _ body: (SiteSettingsStore, StaffSite) async throws -> Void
    ) async throws {
        try await StaffSite.with(engine) { site in
            let store = SiteSettingsStore(database: site.database, clock: site.clock, fixed: fixed) { name in
                name == "UTC" ? .utc : nil
            }
            try await body(store, site)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func aChangeHoldsAndItsHistoryTellsOfIt(engine: TestEngine) async throws {
        try await withStore(engine) { store, _ in
            let found1 = try await store.settings()[.name]
            #expect(found1 == "Masthead")
            let first: [SiteSetting: String] = [.name: "مرحبا 🌍 <b>", .language: "en-GB"]
            let found5 = try await store.change(to: first, base: 0, by: "1", name: "Petra")
            #expect(found5 == [.name])
            // Sent twice, it changes nothing, although it was based on what was before.
            let found6 = try await store.change(to: first, base: 0, by: "1", name: "Petra")
            #expect(found6.isEmpty)
            let found7 = try await store.change(to: [.name: "Quarto"], base: 1, by: "1", name: "Petra")
            #expect(found7 == [.name])
            let found8 = try await store.change(to: [.name: "Masthead"], base: 2, by: "2", name: "Ada")
            #expect(found8 == [.name])
            let history = try await store.history(limit: 10)
            #expect(history.map(\.value) == [nil, "Quarto", "مرحبا 🌍 <b>"])
            #expect(history.map(\.earlier) == ["Quarto", "مرحبا 🌍 <b>", nil])
            #expect(history.map(\.name) == ["Ada", "Petra", "Petra"])
            let found2 = try await store.settings()[.name]
            #expect(found2 == "Masthead")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func twoPublishersDoNotOverwriteEachOther(engine: TestEngine) async throws {
        try await withStore(engine) { store, _ in
            try await store.change(to: [.name: "One"], base: 0, by: "1", name: "Petra")
            let problem = await #expect(throws: Problem.self) {
                try await store.change(to: [.name: "Two"], base: 0, by: "2", name: "Ada")
            }
            #expect(problem?.kind == .conflict)
            // Another setting is none of the first change's business.
            try await store.change(to: [.tagline: "Two"], base: 0, by: "2", name: "Ada")
            let settings = try await store.settings()
            #expect(settings[.name] == "One")
            #expect(settings[.tagline] == "Two")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatTheOperatorHasFixedStays(engine: TestEngine) async throws {
        try await withStore(engine, fixed: [.name: "Fixed"]) { store, _ in
            let found9 = try await store.change(to: [.name: "Mine"], base: 0, by: "1", name: "Petra")
            #expect(found9.isEmpty)
            let found3 = try await store.settings()[.name]
            #expect(found3 == "Fixed")
            let found4 = try await store.settings().isFixed(.name)
            #expect(found4)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theHistoryCannotBeChanged(engine: TestEngine) async throws {
        try await withStore(engine) { store, site in
            try await store.change(to: [.name: "One"], base: 0, by: "1", name: "Petra")
            for statement in ["UPDATE site_setting_change SET name = 'x'", "DELETE FROM site_setting_change"] {
                await #expect(throws: DatabaseError.self) {
                    try await site.database.write { _ = try $0.execute(SQL(stringLiteral: statement)) }
                }
            }
            let found10 = try await store.history(limit: 5).map(\.name)
            #expect(found10 == ["Petra"])
        }
    }

    @Test(arguments: [
        (SiteSetting.name, ""), (.name, "a\nb"), (.name, String(repeating: "x", count: 1 << 20)), (.contact, "editors"),
        (.contact, "a@b@c"), (.founded, "0"), (.founded, "MMXV"), (.language, "en_GB"), (.timeZone, "Mars/Olympus"),
        (.accent, "red"), (.accent, "#12345"), (.accent, "#+12345"), (.ink, "javascript:x"), (.accent, "#ff6a5c"),
        (.darkAccent, "#5c0000"), (.ink, "#777777"), (.darkPaper, "#ffffff"), (.navigation, "sections\tX"),
        (.navigation, "/a\t" + String(repeating: "x", count: 41)),
    ])
    func whatCannotHoldIsRefusedAtItsField(setting: SiteSetting, value: String) throws {
        let settings = SiteSettings().changed(to: [setting: value])
        let problem = #expect(throws: Problem.self) { try settings.check { $0 == "UTC" ? .utc : nil } }
        let field = setting == .darkPaper ? SiteSetting.darkInk : setting
        #expect(problem?.fieldErrors.contains { $0.field == field.rawValue } == true)
    }

    @Test func aFaintColourIsToldWithItsContrast() throws {
        let settings = SiteSettings().changed(to: [.paper: "#ffffff", .accent: "#777777"])
        let problem = #expect(throws: Problem.self) { try settings.check { _ in .utc } }
        // The figure that WCAG's own examples give for this pair, rounded down.
        #expect(problem?.fieldErrors.first?.message.contains("4.47 : 1") == true)
    }

    @Test func blackOnWhiteHasTheGreatestContrast() throws {
        let white = try #require(Colour("#ffffff"))
        let black = try #require(Colour("#000000"))
        #expect(white.contrast(with: black) == 21)
        #expect(black.contrast(with: black) == 1)
    }

    /// Whatever colours pass, what is made from them can be read too.
    @Test func quietTextCanAlwaysBeRead() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            func colour() throws -> Colour {
                let number = Int.random(in: 0..<(1 << 24), using: &generator)
                let digits = String(number, radix: 16)
                return try #require(Colour("#" + String(repeating: "0", count: 6 - digits.count) + digits))
            }
            let palette = Palette(paper: try colour(), ink: try colour(), accent: try colour())
            guard palette.ink.contrast(with: palette.paper) >= Palette.leastForText else { continue }
            #expect(palette.muted.contrast(with: palette.paper) >= Palette.leastForLinks)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theNewsletterHasAnHourADayAndAChoice(engine: TestEngine) async throws {
        try await withStore(engine) { store, _ in
            let original = try await store.settings()
            #expect(
                original.sendsNewsletter && original.newsletterHour == 7 && original.newsletterLead == .seconds(3600))
            #expect(original.newsletterFaults.isEmpty && !original.needsApproval && !original.countsNewsletterClicks)
            try await store.change(
                to: [.newsletter: "no", .newsletterHour: "23", .newsletterWeekday: "Sunday", .newsletterLead: "0"],
                base: 0, by: "1", name: "Petra")
            let changed = try await store.settings()
            #expect(!changed.sendsNewsletter && changed.newsletterHour == 23 && changed.newsletterWeekday == "Sunday")
            for (setting, value) in [
                (SiteSetting.newsletter, "perhaps"), (.newsletterHour, "24"), (.newsletterHour, ""),
                (.newsletterWeekday, "Someday"), (.newsletterLead, "721"), (.newsletterLead, "-1"),
                (.newsletterApproval, ""), (.newsletterClicks, "<b>"),
            ] {
                let problem = await #expect(throws: Problem.self) {
                    try await store.change(to: [setting: value], base: changed.change, by: "1", name: "Petra")
                }
                #expect(problem?.fieldErrors.map(\.field) == [setting.rawValue])
            }
        }
    }
}
