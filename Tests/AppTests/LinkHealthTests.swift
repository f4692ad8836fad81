import Commerce
import Editorial
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import RouterTestSupport
import Staff
import TestSupport
import Testing
import WebClient
import WebTestSupport

@testable import App

/// Looking where links lead, over real connections, and what the offices show of it.
@Suite struct LinkHealthTests {
    private static func probe(_ limits: WebLimits = WebLinkProbe.limits) -> WebLinkProbe {
        WebLinkProbe(
            client: WebClient(userAgent: "Masthead", limits: limits, policy: AddressPolicy { _ in true }),
            turns: HostTurns(pause: .zero))
    }

    @Test func theWayIsToldHopByHop() async throws {
        try await ScriptedServer({ path in
            switch path {
            case "/hop": ScriptedServer.answer("302 Found", ["Location: /between"])
            case "/between": ScriptedServer.answer("301 Moved", ["Location: /shop"])
            case "/shop": ScriptedServer.answer("200 OK", body: "<b>Sold out</b>")
            case "/gone": ScriptedServer.answer("410 Gone")
            case "/busy": ScriptedServer.answer("429 Too Many Requests", ["Retry-After: 7200"])
            case "/a": ScriptedServer.answer("302 Found", ["Location: /b"])
            case "/b": ScriptedServer.answer("302 Found", ["Location: /a"])
            default: ScriptedServer.answer("302 Found", ["Location: \(path)x"])
            }
        }).closing { server in
            let shop = await Self.probe().look(at: server.address("/hop"))
            #expect(shop.hops.map(\.status) == [302, 301, 200])
            #expect(shop.outcome.verdict == .found)
            #expect(shop.outcome.finalAddress == server.address("/shop"))
            #expect(String(decoding: shop.body, as: UTF8.self) == "<b>Sold out</b>")
            #expect(await Self.probe().look(at: server.address("/gone")).outcome.verdict == .missing)
            let busy = await Self.probe().look(at: server.address("/busy"))
            #expect(busy.outcome.verdict == .unclear)
            #expect(busy.outcome.retryAfter == .seconds(7200))
            let circle = await Self.probe().look(at: server.address("/a"))
            #expect(circle.outcome.error == "The site sends on in a circle.")
            #expect(circle.hops.map(\.status) == [302, 302])
            let endless = await Self.probe().look(at: server.address("/x"))
            #expect(endless.outcome.error == "The site sends on again and again.")
            #expect(endless.hops.count == 11)
        }
    }

    @Test func hugeSlowAndBrokenPagesAreBounded() async throws {
        try await ScriptedServer({ path in
            switch path {
            case "/huge": .endless(head: "HTTP/1.1 200 OK\r\n\r\n")
            case "/slow": .silence
            default: .bytes("no http at all\r\n\r\n")
            }
        }).closing { server in
            let huge = await Self.probe().look(at: server.address("/huge"))
            #expect(huge.outcome.verdict == .found)
            #expect(huge.body.count == WebLinkProbe.limits.body)
            var limits = WebLinkProbe.limits
            limits.time = .milliseconds(300)
            let slow = await Self.probe(limits).look(at: server.address("/slow"))
            #expect(slow.outcome.verdict == .unclear)
            #expect(slow.outcome.error == "The site took too long.")
            #expect(await Self.probe().look(at: server.address("/broken")).outcome.verdict == .unclear)
            for address in ["", "nothing", "file:///etc/passwd", "http://user:word@127.0.0.1/"] {
                let sight = await Self.probe().look(at: address)
                #expect(sight.outcome.verdict == .unclear)
                #expect(sight.hops.isEmpty)
            }
        }
    }

    /// A redirect leads inside: the policy holds at each hop.
    @Test func noHopLeadsIntoThePrivateNetwork() async throws {
        let probe = WebLinkProbe(client: WebClient(userAgent: "Masthead"), turns: HostTurns(pause: .zero))
        try await ScriptedServer({ _ in ScriptedServer.answer("200 OK", body: "secret") }).closing { server in
            let sight = await probe.look(at: server.address("/"))
            #expect(sight.outcome.error == "The address leads into a private network, and is not asked for.")
            #expect(sight.body.isEmpty)
            #expect(server.connections == 0)
        }
    }

    @Test func theBusinessDeskShowsTheQueueAndTheDeskOnlyWhatIsDead() async throws {
        try await OfficeSite.with { office in
            let asker = OfficeAsker(responder: office.router.buildResponder())
            let business = try await office.session(of: office.account([.business]).id)
            let writer = try await office.session(of: office.account([.writer]).id)
            let outbound = OutboundLink(address: "https://www.northlight-optics.example/telescopes/dobsonian-150")
            let page = "/how-to-choose-a-first-telescope"
            let id = try #require(try await office.site.links.placed([outbound], onPage: page)[0]?.id)
            #expect(
                await office.site.ledger.enter(
                    Click(on: id, programme: nil, at: office.clock.now(), outcome: .counted)))
            let checks = CheckedLinkStore(database: office.stores.commerce)
            try await office.site.linkInspector.look(at: office.clock.now())
            let link = try #require(try await checks.link(to: outbound.address))
            for lease in try await checks.claim(link.id, at: office.clock.now(), lease: .seconds(60)) {
                try await checks.record(
                    LinkJudgement(
                        outcome: CheckOutcome(status: 200, finalAddress: nil), mark: .elsewhere,
                        detail: "It leads to <lost>.example."),
                    chain: [
                        LinkHop(address: lease.address, status: 302),
                        LinkHop(address: "https://lost.example/", status: 200),
                    ], of: lease, at: office.clock.now())
            }
            let queue = try await asker.answer("/business/link-health", as: business)
            #expect(queue.status == 200)
            for text in [
                outbound.address, "Leads elsewhere", "in one article", "one click in 30 days",
                "It leads to &lt;lost&gt;.example.",
            ] { #expect(queue.body.contains(text), "\(text)") }
            #expect(try await asker.answer("/business", as: business).body.contains("1 to look at"))
            let detail = try await asker.answer("/business/link-health/\(link.id)", as: business)
            #expect(detail.body.contains("https://lost.example/</code> answered 200"))
            #expect(detail.body.contains("How to choose a first telescope"))
            for path in ["/business/link-health", "/business/link-health/\(link.id)", "/business/stock-rules"] {
                #expect(try await asker.answer(path, as: writer).status == 404)
            }
            for path in ["nonsense", "'%20OR%201", "00000000-0000-7000-8000-000000000000"] {
                #expect(try await asker.answer("/business/link-health/\(path)", as: business).status == 404)
            }
            // The desk knows of its own checks alone.
            let desk = try await asker.answer("/desk/links", as: writer)
            #expect(desk.status == 200)
            #expect(!desk.body.contains("northlight"))
            #expect(desk.body.contains("No link of a published article is dead."))

            let health = LinkHealthStore(database: office.stores.editorial)
            try await health.keep([outbound.address], at: office.clock.now())
            var moment = office.clock.now()
            for _ in 0..<6 {
                let lease = try await health.claim(outbound.address, at: moment, lease: .seconds(60))
                try await health.record(CheckOutcome(status: 404, finalAddress: nil), of: lease, at: moment)
                moment = moment.advanced(by: .seconds(86_400))
            }
            let dead = try await asker.answer("/desk/links", as: writer)
            #expect(dead.body.contains(outbound.address))
            #expect(dead.body.contains("last answer 404"))
            #expect(try await asker.answer("/desk", as: writer).body.contains(outbound.address))
            for word in ["affiliate", "earn", "paid", "partner", "sponsored", "programme", "/go/"] {
                #expect(!dead.body.lowercased().contains(word), "\(word)")
            }
        }
    }

    @Test func badFormsComeBackWithWhatIsWrong() async throws {
        try await OfficeSite.with { office in
            let asker = OfficeAsker(responder: office.router.buildResponder())
            let session = try await office.session(of: office.account([.business]).id)
            let merchant = try await office.merchant()
            let scope = "programme:\(merchant.programme)"
            func status(_ path: String, _ fields: [(String, String)]) async throws -> Int {
                let form = FormBody(
                    fields: (fields + [("token", session.token)]).map { FormBody.Field(name: $0.0, value: $0.1) })
                return Int(try await asker.send("POST \(path)", as: session.secret, form).status)
            }
            for fields in [
                [], [("scope", scope)], [("scope", scope), ("text", "a")],
                [("scope", scope), ("text", "sold out"), ("availability", "OutOfStock")],
                [("scope", scope), ("availability", "InStock")], [("scope", scope), ("availability", "<b>")],
                [("scope", scope), ("text", String(repeating: "x", count: 100_000))],
                [("scope", "rule:\(merchant.programme)"), ("text", "sold out")],
                [("scope", "' --"), ("text", "sold out")],
            ] as [[(String, String)]] { #expect(try await status("/business/stock-rules", fields) == 422, "\(fields)") }
            let leave = "/business/link-health/\(merchant.checkedLink)/leave"
            for fields in [
                [], [("until", "2026-12-24")], [("until", "soon"), ("note", "x")],
                [("until", "1999-01-01"), ("note", "x")],
                [("until", "9999-12-31"), ("note", "x")],
                [("until", "2026-12-24"), ("note", String(repeating: "x", count: 501))],
            ] as [[(String, String)]] { #expect(try await status(leave, fields) == 422, "\(fields)") }
            #expect(try await status(leave, [("again", "yes")]) == 303)
        }
    }
}
