import Commerce
import HTTPTypes
import Kernel
import RouterTestSupport
import Secrets
import TestSupport
import Testing

@testable import CommerceWeb

@Suite struct AdvertiserPortalTests {
    private func link(in mail: OutgoingMail) throws -> String {
        let text = try #require(mail.text.split(separator: "\n").first { $0.hasPrefix(PortalSite.origin) })
        return String(text.dropFirst(PortalSite.origin.count))
    }

    @Test(arguments: TestEngine.allCases)
    func aLinkByMailSignsInOnce(engine: TestEngine) async throws {
        try await PortalSite.with(engine) { site in
            let asked = try await site.ask(.post, "/advertiser/sign-in", form: [("address", " ANN@optics.example ")])
            #expect(asked.status == 200)
            let mail = try #require(try await site.mailbox.mails(atLeast: 1).first)
            #expect(mail.recipient.text == "ann@optics.example")
            #expect(mail.subject == "Sign in to Quarto")
            let link = try link(in: mail)
            // A program that fetches what is linked in mails, and one that looks at it without fetching, change nothing.
            for _ in 0..<3 {
                let page = try await site.ask(.get, link)
                #expect(page.status == 200)
                #expect(page.session == nil)
                #expect(page.text.contains("Ann &lt;b&gt; of optics"))
            }
            let entered = try await site.ask(.post, link)
            #expect(entered.status == 303)
            #expect(entered.headers[.location] == "/advertiser")
            let cookie = try #require(entered.headers[values: .setCookie].first)
            for part in [
                "__Host-advertiser=", "; Path=/;", "; Secure;", "; HttpOnly;", "; SameSite=Lax", "; Max-Age=43200",
            ] {
                #expect(cookie.contains(part), "\(part)")
            }
            let session = try #require(entered.session)
            #expect(try await site.ask(.get, "/advertiser", session: session).status == 200)
            for method in [HTTPRequest.Method.get, .post] {
                #expect(try await site.ask(method, link).status == 410)
            }
        }
    }

    /// Whether somebody has the address is told by nothing that comes back.
    @Test(arguments: TestEngine.allCases)
    func theAnswerIsTheSameForAddressesThatNobodyHas(engine: TestEngine) async throws {
        try await PortalSite.with(engine) { site in
            let known = try await site.ask(.post, "/advertiser/sign-in", form: [("address", "ann@optics.example")])
            let unknown = try await site.ask(.post, "/advertiser/sign-in", form: [("address", "bob@optics.example")])
            #expect(known.status == unknown.status)
            #expect(known.text == unknown.text)
            #expect(known.headers == unknown.headers)
            for _ in 0..<2 {
                for address in ["ann@optics.example", "bob@optics.example"] {
                    _ = try await site.ask(
                        .post, "/advertiser/sign-in", form: [("address", address)], from: "198.51.100.1")
                }
            }
            let refused = try await ["ann", "bob"].asyncMap { name in
                try await site.ask(
                    .post, "/advertiser/sign-in", form: [("address", "\(name)@optics.example")], from: "203.0.113.1")
            }
            #expect(refused.map(\.status) == [429, 429])
            #expect(refused[0].text.replacing("ann@", with: "bob@") == refused[1].text)
            // Three for the one, none for the other.
            #expect(try await site.mailbox.mails(atLeast: 3).map(\.recipient.text).allSatisfy { $0.hasPrefix("ann@") })
        }
    }

    @Test(arguments: ["", "ann", "ann@", "a b@c.example", "ann@optics.example\r\nBcc: all@evil.example", "<script>"])
    func whatIsNoAddressIsRefused(address: String) async throws {
        try await PortalSite.with(.sqlite) { site in
            let answer = try await site.ask(.post, "/advertiser/sign-in", form: [("address", address)])
            #expect(answer.status == 422)
            #expect(!answer.text.contains("<script>"))
            #expect(try await site.mailbox.mails(atLeast: 0).isEmpty)
        }
    }

    @Test func withoutAMailServerItSaysWhomToAsk() async throws {
        try await PortalSite.with(.sqlite, sendsMail: false) { site in
            let page = try await site.ask(.get, "/advertiser/sign-in")
            #expect(page.text.contains("This site sends no mail."))
            #expect(!page.text.contains("<form"))
            let asked = try await site.ask(.post, "/advertiser/sign-in", form: [("address", "ann@optics.example")])
            #expect(asked.status == 422)
            #expect(asked.text == page.text)
            let session = try await site.session(of: site.optics)
            #expect(try await site.ask(.get, "/advertiser", session: session).status == 200)
        }
    }

    /// Each address with what is one’s own, with what is another’s, and with what nobody has.
    @Test(arguments: TestEngine.allCases)
    func whatIsAnothersIsNotThere(engine: TestEngine) async throws {
        try await PortalSite.with(engine) { site in
            let session = try await site.session(of: site.optics)
            let paths: [(String) -> String] = [
                { "/advertiser/flights/\($0)" }, { "/advertiser/flights/\($0)/delivery.csv" },
                { "/advertiser/invoices/\($0)" },
            ]
            func identifiers(_ owner: PortalSite.Owner) -> [String] {
                [owner.flight.id.description, owner.flight.id.description, owner.invoice.id.description]
            }
            for (index, path) in paths.enumerated() {
                let own = try await site.ask(.get, path(identifiers(site.optics)[index]), session: session)
                #expect(own.status == 200, "\(path("own"))")
                let foreign =
                    identifiers(site.rivals) + [
                        site.rivals.contact.id.description, site.rivals.flight.campaign.description,
                        "0197c0de-0000-7000-8000-000000000000", "nothing", "..", "%2e%2e", "'; --",
                    ]
                for identifier in foreign {
                    let answer = try await site.ask(.get, path(identifier), session: session)
                    #expect(answer.status == 404, "\(path(identifier)): \(answer.status)")
                    #expect(!answer.text.contains("rivals"), "\(path(identifier))")
                }
            }
            for path in ["/advertiser", "/advertiser/delivery.csv", "/advertiser/invoices"] {
                let answer = try await site.ask(.get, path, session: session)
                #expect(answer.status == 200, "\(path)")
                #expect(!answer.text.contains("rivals"), "\(path)")
                #expect(!answer.text.contains(site.rivals.invoice.number.description), "\(path)")
                #expect(answer.headers[.cacheControl] == "no-store", "\(path)")
            }
        }
    }

    @Test func whatIsTheirsIsShownAndSaved() async throws {
        try await PortalSite.with(.sqlite) { site in
            let session = try await site.session(of: site.optics)
            let home = try await site.ask(.get, "/advertiser", session: session).text
            #expect(home.contains("<h2 dir=\"auto\">Campaign of optics</h2>"))
            #expect(home.contains("<td>3</td>"))
            let flight = try await site.ask(.get, "/advertiser/flights/\(site.optics.flight.id)", session: session).text
            #expect(flight.contains("Creative of optics"))
            #expect(flight.contains("3 views, 0 clicks"))
            let table = try await site.ask(
                .get, "/advertiser/flights/\(site.optics.flight.id)/delivery.csv", session: session)
            #expect(table.headers[.contentDisposition]?.contains("flight.csv") == true)
            #expect(table.text.contains("2026-10-01,12,3,0,"))
            let invoices = try await site.ask(.get, "/advertiser/invoices", session: session).text
            #expect(invoices.contains("href=\"/advertiser/invoices/\(site.optics.invoice.id)\""))
            let document = try await site.ask(
                .get, "/advertiser/invoices/\(site.optics.invoice.id)", session: session)
            #expect(document.text.hasPrefix("%PDF-"))
            #expect(document.headers[.contentType] == "application/pdf")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whoIsNotSignedInSeesNothing(engine: TestEngine) async throws {
        try await PortalSite.with(engine) { site in
            let session = try await site.session(of: site.optics)
            let paths = [
                "/advertiser", "/advertiser/delivery.csv", "/advertiser/invoices",
                "/advertiser/flights/\(site.optics.flight.id)",
                "/advertiser/flights/\(site.optics.flight.id)/delivery.csv",
                "/advertiser/invoices/\(site.optics.invoice.id)",
            ]
            func isOut(_ session: String?) async throws {
                for path in paths {
                    let answer = try await site.ask(.get, path, session: session)
                    #expect(answer.status == 303, "\(path)")
                    #expect(answer.headers[.location] == "/advertiser/sign-in", "\(path)")
                    #expect(answer.text.isEmpty, "\(path)")
                }
            }
            for forged in [nil, "", "x", String(repeating: "A", count: 43), session + "A", String(session.dropLast())] {
                try await isOut(forged)
            }
            #expect(try await site.ask(.get, "/advertiser", session: session).status == 200)
            site.clock.advance(by: PortalDoor.session)
            try await isOut(session)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func signingOutNeedsTheSessionsOwnToken(engine: TestEngine) async throws {
        try await PortalSite.with(engine) { site in
            let session = try await site.session(of: site.optics)
            let other = try await site.session(of: site.rivals)
            let foreign = try await site.ask(.get, "/advertiser", session: other).formToken
            let token = try await site.ask(.get, "/advertiser", session: session).formToken
            #expect(!token.isEmpty && token != foreign)
            for wrong in ["", "x", foreign, token + "x"] {
                let answer = try await site.ask(
                    .post, "/advertiser/sign-out", session: session, form: [("token", wrong)])
                #expect(answer.status == 403, "\(wrong)")
            }
            let crossed = try await site.ask(
                .post, "/advertiser/sign-out", session: session, form: [("token", token)],
                from: "192.0.2.1", [.origin: "https://evil.example"])
            #expect(crossed.status == 403)
            #expect(try await site.ask(.get, "/advertiser", session: session).status == 200)
            let out = try await site.ask(.post, "/advertiser/sign-out", session: session, form: [("token", token)])
            #expect(out.status == 303)
            #expect(out.session == "")
            #expect(try await site.ask(.get, "/advertiser", session: session).status == 303)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsHandedInWaitsForApprovalAndGoesToOnesOwnFlightsOnly(engine: TestEngine) async throws {
        try await PortalSite.with(engine) { site in
            let session = try await site.session(of: site.optics)
            let (mine, theirs) = (site.optics.flight.id, site.rivals.flight.id)
            let token = try await site.ask(.get, "/advertiser", session: session).formToken
            let store = CreativeStore(database: site.database)
            let id = Creative.ID(at: site.clock.now())
            func form(_ id: String, token: String) -> [(String, String)] {
                [
                    ("token", token), ("id", id), ("name", "Autumn"), ("place", "top"), ("form", "text"),
                    ("headline", "A scope"), ("text", "For the dark."), ("destination", "https://www.optics.example/"),
                ]
            }
            let good = form(id.description, token: token)
            #expect(try await site.ask(.get, "/advertiser/flights/\(mine)/creatives", session: session).status == 200)
            #expect(try await site.ask(.get, "/advertiser/flights/\(theirs)/creatives", session: session).status == 404)
            let refusals: [(path: String, session: String?, form: [(String, String)], status: Int)] = [
                ("/advertiser/flights/\(theirs)/creatives", session, good, 404),
                ("/advertiser/flights/nothing/creatives", session, good, 404),
                ("/advertiser/flights/\(mine)/creatives", nil, good, 303),
                ("/advertiser/flights/\(mine)/creatives", session, form(id.description, token: "x"), 403),
                ("/advertiser/flights/\(mine)/creatives", session, form("", token: token), 404),
                ("/advertiser/flights/\(mine)/creatives", session, [("token", token), ("id", id.description)], 422),
            ]
            for refusal in refusals {
                let answer = try await site.upload(refusal.path, session: refusal.session, form: refusal.form)
                #expect(answer.status == refusal.status, "\(refusal.path): \(answer.status)")
            }
            #expect(try await store.creative(id) == nil)
            for _ in 0..<2 {
                let answer = try await site.upload(
                    "/advertiser/flights/\(mine)/creatives", session: session, form: good)
                #expect(answer.status == 303)
            }
            let taken = try #require(try await store.reviewed(id))
            #expect(taken.review.state == .awaiting && taken.review.revision == 1)
            #expect(taken.creative.flight == mine)
            #expect(!taken.mayBeShown)
            // What is another’s can’t be taken over by its identifier.
            let foreign = try #require(try await store.creatives(of: theirs).first).id
            let stolen = try await site.upload(
                "/advertiser/flights/\(mine)/creatives", session: session, form: form(foreign.description, token: token)
            )
            #expect(stolen.status == 404)
            #expect(try await store.creative(foreign)?.flight == theirs)
            let picture = good.map { $0.0 == "form" ? ($0.0, "picture") : $0 }.map { name, value in
                name == "id" ? (name, Creative.ID(at: site.clock.now()).description) : (name, value)
            }
            for file: [UInt8]? in [nil, Array("<svg onload=alert(1)>".utf8), Array("GIF89a".utf8)] {
                let answer = try await site.upload(
                    "/advertiser/flights/\(mine)/creatives", session: session, form: picture, file: file)
                #expect(answer.status == 422)
            }
            #expect(try await store.creatives(of: mine).count == 2)
            let page = try await site.ask(.get, "/advertiser/flights/\(mine)", session: session).text
            #expect(page.contains("Autumn"))
            let told = try await CommerceHistory(database: site.database)
                .events(of: .creative, subject: id.description)
            #expect(told.map(\.name) == ["A contact of optics Ltd"])
        }
    }

    /// Nobody is signed in by another site, as somebody else.
    @Test func aLinkIsOnlyUsedFromItsOwnPage() async throws {
        try await PortalSite.with(.sqlite) { site in
            let door = PortalDoor(database: site.database, clock: site.clock)
            let link = try #require(
                try await door.link(for: site.optics.contact.id, of: site.optics.contact.advertiser))
            let path = "/advertiser/sign-in/\(link.secret.text)"
            for origin in ["https://evil.example", "null"] {
                #expect(try await site.ask(.post, path, [.origin: origin]).status == 403)
            }
            for wrong in [
                "x", String(link.secret.text.dropLast()), link.secret.text + "A", String(link.secret.text.reversed()),
            ] {
                #expect(try await site.ask(.get, "/advertiser/sign-in/\(wrong)").status == 410)
                #expect(try await site.ask(.post, "/advertiser/sign-in/\(wrong)").status == 410)
            }
            #expect(try await site.ask(.post, path).status == 303)
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async throws -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
