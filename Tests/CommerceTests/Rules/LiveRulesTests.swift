import Commerce
import Database
import Kernel
import TestSupport
import Testing

@Suite struct LiveRulesTests {
    private func withFixture(
        _ engine: TestEngine, _ body: (CommerceFixture) async throws -> Void
    ) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            try await body(CommerceFixture(database: database))
        }
    }

    private func reason(
        of address: String, on day: CalendarDay = .today, _ fixture: CommerceFixture
    ) async throws -> LiveRules.Reason? {
        try await LiveRules.read(from: fixture.database).rules.match(address, on: day)?.reason
    }

    @Test(arguments: TestEngine.allCases)
    func aRuleIsForEveryHostOfItsDomainAndForNoOther(engine: TestEngine) async throws {
        try await withFixture(engine) { fixture in
            let rule = fixture.rule(of: try await fixture.programme())
            try await fixture.rules.save(rule, by: .test)
            for address in ["https://optics.example/", "http://www.optics.example/a?b", "https://a.b.optics.example/"] {
                #expect(try await reason(of: address, fixture) == .rule(rule.id), "\(address)")
            }
            for address in [
                "https://optics.example.evil.example/", "https://myoptics.example/",
                "https://evil.example/optics.example",
                "https://optics.example@evil.example/", "javascript:optics.example", "",
            ] {
                #expect(try await reason(of: address, fixture) == nil, "\(address)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theClosestRuleGoesFirstAndALinkMadeByHandBeforeIt(engine: TestEngine) async throws {
        try await withFixture(engine) { fixture in
            let programme = try await fixture.programme()
            let wide = fixture.rule(of: programme)
            let close = fixture.rule(of: programme, path: "/books/*", template: "{address}?ref=books")
            try await fixture.rules.save(wide, by: .test)
            try await fixture.rules.save(close, by: .test)
            try await fixture.links.save(fixture.link(of: programme), by: .test)
            #expect(try await reason(of: "https://www.optics.example/books/1", fixture) == .rule(close.id))
            #expect(try await reason(of: "https://www.optics.example/maps/1", fixture) == .rule(wide.id))
            let slug = try Slug("scope")
            #expect(try await reason(of: "https://www.optics.example/scope", fixture) == .link(slug))
            #expect(try await reason(of: "https://www.optics.example/scope?x", fixture) == .rule(wide.id))
            let accented = try fixture.link(
                of: programme, slug: "accented", destination: "HTTPS://WWW.optics.example/é",
                target: "https://www.optics.example/é?ref=x")
            try await fixture.links.save(accented, by: .test)
            #expect(try await reason(of: "https://www.optics.example/%C3%A9", fixture) == .link(accented.slug))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func nothingEarnsOutsideTheDaysOfPartnerAndProgramme(engine: TestEngine) async throws {
        try await withFixture(engine) { fixture in
            let last = CalendarDay.today.advanced(byDays: 3)
            let programme = try await fixture.programme(since: .today, ended: last)
            let rule = fixture.rule(of: programme)
            try await fixture.rules.save(rule, by: .test)
            let address = "https://optics.example/"
            #expect(try await reason(of: address, on: CalendarDay.today.advanced(byDays: -1), fixture) == nil)
            #expect(try await reason(of: address, on: .today, fixture) == .rule(rule.id))
            #expect(try await reason(of: address, on: last, fixture) == .rule(rule.id))
            #expect(try await reason(of: address, on: last.advanced(byDays: 1), fixture) == nil)
            let partner = try #require(try await fixture.partners.partner(programme.partner))
            try await fixture.partners.save(
                Partner(
                    slug: partner.slug, name: partner.name, relationship: .affiliate, domain: partner.domain,
                    since: partner.since, ended: CalendarDay.today.advanced(byDays: -1), about: partner.about),
                by: .test)
            #expect(try await reason(of: address, on: .today, fixture) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anEndedRuleEarnsNothing(engine: TestEngine) async throws {
        try await withFixture(engine) { fixture in
            let programme = try await fixture.programme()
            let rule = fixture.rule(of: programme)
            try await fixture.rules.save(rule, by: .test)
            try await fixture.rules.save(
                MerchantRule(
                    id: rule.id, programme: rule.programme, domain: rule.domain, path: rule.path, made: rule.made,
                    ended: rule.made), by: .test)
            #expect(try await reason(of: "https://optics.example/", fixture) == nil)
            let events = try await CommerceHistory(database: fixture.database)
                .events(of: .rule, subject: rule.id.description)
            #expect(events.map(\.action) == [.ended, .started])
        }
    }
}
