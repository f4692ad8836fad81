import Commerce
import Database
import Kernel
import TestSupport
import Testing

/// What cannot be saved, and that nothing of it is.
@Suite struct RuleRefusalTests {
    private func fields(_ body: () async throws -> Void) async -> [String] {
        let problem = await #expect(throws: Problem.self) { try await body() }
        #expect(problem?.kind == .invalid)
        return problem?.fieldErrors.map(\.field) ?? []
    }

    @Test(arguments: TestEngine.allCases)
    func rulesThatCannotWorkAreRefused(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = CommerceFixture(database: database)
            let programme = try await fixture.programme()
            let refused: [(MerchantRule, String)] = [
                (fixture.rule(of: programme, domain: "co.uk"), "domain"),
                (fixture.rule(of: programme, domain: "www.optics.example"), "domain"),
                (fixture.rule(of: programme, domain: "quarto.example"), "domain"),
                (fixture.rule(of: programme, domain: "оptics.example"), "domain"),
                (fixture.rule(of: programme, domain: "https://optics.example"), "domain"),
                (fixture.rule(of: programme, path: "books"), "path"),
                (fixture.rule(of: programme, path: "/a b"), "path"),
                (fixture.rule(of: programme, path: "/*********"), "path"),
                (fixture.rule(of: programme, template: "https://hop.example/"), "template"),
                (fixture.rule(of: programme, template: "https://www.quarto.example/go?to={url}"), "template"),
            ]
            for (rule, field) in refused {
                #expect(await fields { try await fixture.rules.save(rule, by: .test) } == [field], "\(rule)")
            }
            let stranger = MerchantRule(
                id: MerchantRule.ID(at: Signature.test.at), programme: Programme.ID(at: Signature.test.at),
                domain: "optics.example", made: Signature.test.at)
            #expect(await fields { try await fixture.rules.save(stranger, by: .test) } == ["programme"])
            try await fixture.rules.save(fixture.rule(of: programme), by: .test)
            #expect(await fields { try await fixture.rules.save(fixture.rule(of: programme), by: .test) } == ["path"])
            #expect(try await fixture.rules.all().count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func programmesThatCannotWorkAreRefused(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = CommerceFixture(database: database)
            let good = try await fixture.programme()
            func programme(
                _ network: Network, account: String = "", merchant: String = "", template: String = "",
                partner: Slug? = nil, redirects: Bool = true, sentence: String = "", ended: CalendarDay? = nil
            ) -> Programme {
                Programme(
                    id: Programme.ID(at: Signature.test.at), partner: partner ?? good.partner, name: "A programme",
                    network: network, account: account, merchant: merchant, ownTemplate: template,
                    allowsRedirects: redirects, requiredSentence: sentence, since: .first, ended: ended)
            }
            let sentence = try #require(Network.amazon.requiredSentence)
            let hop = "https://hop.example/r?u={url}"
            let refused: [(Programme, [String])] = [
                (programme(.awin, account: "1"), ["merchant"]),
                (programme(.awin, account: "1&2", merchant: "3"), ["account"]),
                (programme(.amazon, account: "quarto-21", sentence: sentence), ["allowsRedirects"]),
                (programme(.amazon, account: "quarto-21", redirects: false), ["requiredSentence"]),
                (programme(.generic, template: "https://quarto.example/go?u={url}"), ["template"]),
                (programme(.generic, template: "https://hop.example/"), ["template"]),
                (programme(.impact, merchant: "javascript:x"), ["merchant"]),
                (programme(.generic, template: hop, partner: try Slug("nobody")), ["partner"]),
                (programme(.generic, template: hop, ended: CalendarDay.first.advanced(byDays: -1)), ["ended"]),
            ]
            for (programme, expected) in refused {
                #expect(
                    await fields { try await fixture.programmes.save(programme, by: .test) } == expected, "\(programme)"
                )
            }
            try await fixture.programmes.save(
                programme(.amazon, account: "quarto-21", redirects: false, sentence: sentence), by: .test)
            #expect(try await fixture.programmes.all().count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func linksThatLeadElsewhereAreRefused(engine: TestEngine) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let fixture = CommerceFixture(database: database)
            let programme = try await fixture.programme()
            for (destination, target, field) in [
                ("https://www.optics.example/a", "https://other.example/a", "target"),
                ("https://www.optics.example/a", "https://quarto.example/go/x", "target"),
                ("https://www.optics.example/a", "javascript:alert(1)", "target"),
                ("javascript:alert(1)", "https://www.optics.example/a", "destination"),
                ("data:text/html,x", "https://www.optics.example/a", "destination"),
                ("https://co.uk/", "https://co.uk/", "destination"),
            ] {
                let link = try fixture.link(of: programme, destination: destination, target: target)
                let found = await fields { try await fixture.links.save(link, by: .test) }
                #expect(found.contains(field), "\(destination) to \(target): \(found)")
            }
            let hop = "https://hop.example/?url=https%3A%2F%2Foptics.example%2Fa"
            try await fixture.links.save(
                fixture.link(of: programme, target: hop, categories: ["Scopes", "Sky"]), by: .test)
            #expect(try await fixture.links.all().first?.categories == ["Scopes", "Sky"])
            let twin = try fixture.link(of: programme, slug: "twin")
            #expect(await fields { try await fixture.links.save(twin, by: .test) } == ["destination"])
        }
    }
}
