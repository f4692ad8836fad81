import Commerce
import CommerceWeb
import Database
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import Markup
import NIOCore
import NIOHTTP1
import RouterTestSupport
import Staff
import TestSupport
import Testing

@testable import App

/// `/go/…` through the router and on the event loop, with a ledger in a real store.
@Suite struct RedirectTests {
    private struct Fixture {
        let database: any Database
        let links: LiveLinks
        let ledger: ClickLedger
        let redirects: Redirects
        let id: AffiliateLink.ID
        let rule: MerchantRule
        let signature: Signature

        static let site = OwnSite(origin: "https://quarto.example")
        static let earning = "https://optics.example/scope?a=b&sub=one_text"
        /// Writes nothing around a page.
        struct Bare: PageShell {
            let origin = "https://quarto.example"
            let site = SiteIdentity(
                name: "Quarto", tagline: "", description: "", publisher: "", founded: 2020, contact: "",
                language: "en", zone: .utc)

            func write(_ head: PageHead, into html: inout HTMLWriter, content: (inout HTMLWriter) -> Void) {
                html.element(.title, text: head.title)
                content(&html)
            }
        }

        static let gone = GoneLinkPage(shell: Bare())
        static let plain = "https://optics.example/scope?a=b"

        func clicks() async throws -> [Click] {
            try await ledger.settle()
            return try await database.read { try $0.all(Click.self, "SELECT * FROM click ORDER BY id") }
        }

        /// Through the router.
        func ask(_ path: String, _ method: HTTPRequest.Method = .get, agent: String?) async throws -> RouterAsker.Answer
        {
            let router = Router(context: ReaderContext.self, options: .autoGenerateHeadEndpoints)
            RedirectController(redirects: redirects, gone: Self.gone).add(to: router)
            var headers = HTTPFields()
            headers[.userAgent] = agent
            return try await RouterAsker(router.buildResponder()).ask(method, path, headers)
        }

        /// On the event loop; `nil` when it leaves the request to the router.
        func answer(_ path: String, _ method: HTTPMethod = .GET, fields: [(String, String)]) async throws -> String? {
            let answerer = RedirectAnswerer(redirects: redirects, gone: Self.gone)
            guard answerer.takes(path) else { return nil }
            let request = LaterRequest(
                path: path, query: nil,
                head: HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: HTTPHeaders(fields)),
                peer: "192.0.2.7")
            return await withCheckedContinuation { continuation in
                answerer.answer([request]) { answers in
                    let answer = answers[0]
                    let body = answer.body.map { String(buffer: $0) }.joined()
                    continuation.resume(
                        returning: "\(answer.status.rawValue)\n\(String(buffer: answer.fields))\(body)")
                }
            }
        }
    }

    private let now = Timestamp(milliseconds: 1_795_478_400_000)
    private let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"

    private func withFixture(_ engine: TestEngine, _ body: (Fixture) async throws -> Void) async throws {
        let clock = FixedClock(now)
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let signature = Signature(account: nil, name: "Bo", at: now)
            try await PartnerStore(database: database).save(
                Partner(
                    slug: try Slug("optics"), name: "Optics", relationship: .affiliate, domain: "optics.example",
                    since: now.day, ended: nil, about: "Sells telescopes."), by: signature)
            let programme = Programme(
                id: Programme.ID(at: now), partner: try Slug("optics"), name: "Optics", network: .generic,
                ownTemplate: "{address}?sub={subid}", allowsRedirects: true, since: now.day)
            try await ProgrammeStore(database: database, site: Fixture.site).save(programme, by: signature)
            let rule = MerchantRule(
                id: MerchantRule.ID(at: now), programme: programme.id, domain: "optics.example", path: "/*", made: now)
            try await MerchantRuleStore(database: database, site: Fixture.site).save(rule, by: signature)
            let links = try await LiveLinks(database: database, clock: clock)
            let placed = try await links.placed([OutboundLink(address: Fixture.plain)], onPage: "/one")
            let folder = try TemporaryFolder("clicks")
            let ledger = ClickLedger(database: database, folder: folder.path)
            let redirects = Redirects(
                links: links, ledger: ledger, judge: ClickJudge(repeats: RepeatFilter()), clock: clock,
                zone: { .utc }, isBehindProxy: false)
            try await body(
                Fixture(
                    database: database, links: links, ledger: ledger, redirects: redirects,
                    id: try #require(placed[0]?.id), rule: rule, signature: signature))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func theRouterAndTheEventLoopAnswerAlike(engine: TestEngine) async throws {
        try await withFixture(engine) { fixture in
            let path = "/go/\(fixture.id)"
            // It isn’t in memory yet.
            #expect(try await fixture.answer(path, fields: [("User-Agent", browser)]) == nil)
            let response = try await fixture.ask(path, agent: browser)
            #expect(response.status == 302)
            #expect(response.headers[.location] == Fixture.earning)
            let lines = Set(
                try #require(try await fixture.answer(path, fields: [("User-Agent", browser)])).split(
                    whereSeparator: \.isNewline
                )
                .map(String.init))
            #expect(
                lines
                    == Set(
                        ["302"]
                            + response.headers.filter { $0.name != .contentLength }.map {
                                "\($0.name.rawName): \($0.value)"
                            }))
            for line in [
                "Cache-Control: no-store", "X-Robots-Tag: noindex, nofollow", "Referrer-Policy: strict-origin",
                "Location: \(Fixture.earning)",
            ] { #expect(lines.contains(line), "\(lines)") }
            let clicks = try await fixture.clicks()
            #expect(clicks.map(\.link) == [fixture.id, fixture.id])
            #expect(clicks.allSatisfy { $0.programme == fixture.rule.programme && $0.at == now })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsNoClickIsKeptWithItsReason(engine: TestEngine) async throws {
        try await withFixture(engine) { fixture in
            let path = "/go/\(fixture.id)"
            #expect(try await fixture.ask(path, .head, agent: browser).status == 302)
            let head = try #require(try await fixture.answer(path, .HEAD, fields: [("User-Agent", browser)]))
            #expect(head.hasPrefix("302\n"))
            for fields in [
                [("User-Agent", browser), ("Sec-Purpose", "prefetch;prerender")], [("user-agent", "Googlebot/2.1")],
                [("User-Agent", "WhatsApp/2.24")], [], [("User-Agent", String(repeating: "A", count: 30_000))],
                [("User-Agent", "\u{0}\u{1}")], [("User-Agent", browser)], [("User-Agent", browser)],
            ] {
                let answer = try #require(try await fixture.answer(path, fields: fields))
                #expect(answer.contains("Location: \(Fixture.earning)\r\n"))
            }
            let outcomes = try await fixture.clicks().map(\.outcome)
            let expected: [Click.Outcome] = [
                .head, .head, .prefetch, .crawler, .unfurler, .noAgent, .crawler, .noAgent, .counted, .repeated,
            ]
            #expect(outcomes.map(\.rawValue).sorted() == expected.map(\.rawValue).sorted())
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsNoLinkIsNotFoundAndLeavesNothing(engine: TestEngine) async throws {
        try await withFixture(engine) { fixture in
            for id in [
                "2222222222", "short", "22222222222", "22222222o2", "%32222222222", "222222222%00", "..%2Fetc%2Fp",
                "%C3%85%C3%85%C3%85%C3%85%C3%85",
                "https:%2F%2Fevil.example", "'%20OR%201=1--",
            ] {
                #expect(try await fixture.answer("/go/\(id)", fields: [("User-Agent", browser)]) == nil)
                let problem = await #expect(throws: Problem.self, "\(id)") {
                    _ = try await fixture.ask("/go/\(id)", agent: browser)
                }
                #expect(problem?.kind == .notFound)
            }
            for path in ["/go/", "/go", "/go/\(fixture.id)/", "/go/\(fixture.id)x", "/GO/\(fixture.id)", ""] {
                #expect(try await fixture.answer(path, fields: []) == nil)
            }
            let clicks = try await fixture.clicks()
            #expect(clicks.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func anEndedLinkLeadsToTheMerchantAndEarnsNothing(engine: TestEngine) async throws {
        try await withFixture(engine) { fixture in
            let path = "/go/\(fixture.id)"
            #expect(try await fixture.ask(path, agent: browser).headers[.location] == Fixture.earning)
            let rule = fixture.rule
            try await MerchantRuleStore(database: fixture.database, site: Fixture.site).save(
                MerchantRule(
                    id: rule.id, programme: rule.programme, domain: rule.domain, path: rule.path, made: rule.made,
                    ended: rule.made), by: fixture.signature)
            try await fixture.links.reload()
            let answer = try #require(try await fixture.answer(path, fields: [("User-Agent", browser)]))
            #expect(answer.contains("Location: \(Fixture.plain)\r\n"))
            let clicks = try await fixture.clicks()
            #expect(Set(clicks.map(\.programme)) == [nil, rule.programme])
        }
    }

    /// What checks say of the link’s one address: it is the merchant’s own, with a parameter.
    @Test(arguments: TestEngine.allCases)
    func aDeadLinkAnswersWithWordsAndTheWayBack(engine: TestEngine) async throws {
        try await withFixture(engine) { fixture in
            let path = "/go/\(fixture.id)"
            #expect(try await fixture.ask(path, agent: browser).status == 302)
            let checks = CheckedLinkStore(database: fixture.database)
            try await checks.keep([Fixture.plain: nil], at: now)
            var moment = now
            for _ in 0..<6 {
                let lease = try #require(try await checks.claim(at: moment, limit: 5, lease: .seconds(60)).first)
                #expect(lease.address == Fixture.plain)
                try await checks.record(
                    LinkJudgement(outcome: CheckOutcome(status: 404, finalAddress: nil)), chain: [], of: lease,
                    at: moment)
                moment = moment.advanced(by: .seconds(7 * 86_400))
            }
            #expect(try await fixture.links.reloadIfChanged())
            #expect(try await fixture.links.placed([OutboundLink(address: Fixture.plain)], onPage: "/one") == [nil])
            let loop = try #require(try await fixture.answer(path, fields: [("User-Agent", browser)]))
            let response = try await fixture.ask(path, agent: browser)
            #expect(response.status == 200)
            #expect(response.headers[.location] == nil)
            #expect(response.headers[.cacheControl] == "no-store")
            #expect(loop.hasPrefix("200\n"))
            for text in [
                "X-Robots-Tag: noindex, nofollow\r\n", "Content-Type: text/html; charset=utf-8\r\n",
                "<a href=\"/one\">Back to the article</a>", "<code>https://optics.example/scope?a=b</code>",
            ] { #expect(loop.contains(text), "\(loop)") }
            #expect(!loop.contains("Location:"))
            let clicks = try await fixture.clicks()
            #expect(clicks.map(\.programme).filter { $0 == nil }.count == 2)
            // A program that asks for the header is told as much and no more.
            #expect(try await fixture.ask(path, .head, agent: browser).status == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func withoutADatabaseClicksCountAllTheSame(engine: TestEngine) async throws {
        try await withFixture(engine) { fixture in
            let path = "/go/\(fixture.id)"
            _ = try await fixture.ask(path, agent: browser)
            await fixture.database.close()
            let answer = try #require(try await fixture.answer(path, fields: [("User-Agent", browser)]))
            #expect(answer.contains("Location: \(Fixture.earning)\r\n"))
            await #expect(throws: DatabaseError.self) { try await fixture.ledger.settle() }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whenClicksCannotBeWrittenReadersGetToTheMerchantUncounted(engine: TestEngine) async throws {
        try await withFixture(engine) { fixture in
            let path = "/go/\(fixture.id)"
            _ = try await fixture.ask(path, agent: browser)
            await fixture.ledger.close()
            let answer = try #require(try await fixture.answer(path, fields: [("User-Agent", browser)]))
            #expect(answer.hasPrefix("302\n") && answer.contains("Location: \(Fixture.plain)\r\n"))
            let response = try await fixture.ask(path, agent: browser)
            #expect(response.status == 302)
            #expect(response.headers[.location] == Fixture.plain)
        }
    }

    @Test func theBusinessDeskShowsTheLedger() async throws {
        try await OfficeSite.with { office in
            let links = office.site.links
            let page = "/how-to-choose-a-first-telescope"
            let outbound = OutboundLink(address: "https://www.northlight-optics.example/telescopes/dobsonian-150")
            let id = try #require(try await links.placed([outbound], onPage: page)[0]?.id)
            for outcome in [Click.Outcome.counted, .counted, .crawler] {
                #expect(
                    await office.site.ledger.enter(
                        Click(on: id, programme: nil, at: office.clock.now(), outcome: outcome)))
            }
            let asker = OfficeAsker(responder: office.router.buildResponder())
            let session = try await office.session(of: office.account([.business]).id)
            let report = try await asker.answer("/business/clicks", as: session)
            #expect(report.status == 200)
            #expect(report.body.contains("<td>2</td><td>1</td><td>0</td><td>0</td><td>1</td>"), "\(report.body)")
            #expect(report.body.contains(page))
            #expect(report.body.contains("/business/clicks?days=30&amp;link=\(id)"))
            let file = try await asker.answer("/business/clicks.csv?days=7", as: session)
            let row = try #require(file.body.split(separator: "\r\n").dropFirst().first)
            #expect(row.contains(",\(id),\(page),text,\(outbound.address),2,0,0,1,0,0,0"), "\(row)")
            for query in ["days=8", "days=x", "article=/nowhere", "link=", "article=%27--", "days=7&link=2222222222"] {
                #expect(try await asker.answer("/business/clicks?\(query)", as: session).status == 200, "\(query)")
            }
            #expect(try await asker.answer("/business/clicks?link=nonsense", as: session).status == 404)
            #expect(try await asker.answer("/business/clicks?article=%00", as: session).status == 400)
        }
    }
}
