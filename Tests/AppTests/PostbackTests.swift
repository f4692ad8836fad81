import Commerce
import CommerceWeb
import Database
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import RouterTestSupport
import TestSupport
import Testing

@testable import App

/// `/postback/…` through the router.
@Suite struct PostbackTests {
    private struct Fixture {
        let database: any Database
        let controller: PostbackController
        let programme: Programme.ID
        let key: String

        static let now = Timestamp(milliseconds: 1_795_478_400_000)

        /// The query of a signed postback.
        func query(_ changes: [String: String] = [:]) -> String {
            var values = [
                "transaction": "t1", "status": "pending", "commission": "4.20", "currency": "EUR",
                "timestamp": String(Self.now.milliseconds / 1000),
            ]
            values.merge(changes) { $1 }
            var parameters = values.map { (name: $0.key, value: $0.value) }
            let text = Postback(parameters: parameters).signedText(programme)
            parameters.append(("signature", Postback.signature(of: text, key: key)))
            return parameters.map { "\($0.name)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        }

        func ask(
            _ method: HTTPRequest.Method = .get, query: String? = nil, body: String = "", programme: String? = nil,
            type: String = "application/x-www-form-urlencoded"
        ) async throws -> (status: Int, text: String, fields: HTTPFields) {
            let router = Router(context: ReaderContext.self, options: .autoGenerateHeadEndpoints)
            controller.add(to: router)
            let path = "/postback/\(programme ?? self.programme.description)\(query.map { "?\($0)" } ?? "")"
            var headers = HTTPFields()
            if method == .post { headers[.contentType] = type }
            let answer = try await RouterAsker(router.buildResponder()).ask(
                method, path, headers, body: Array(body.utf8))
            return (answer.status, answer.text, answer.headers)
        }

        func conversions() async throws -> Int? {
            try await database.read { try $0.value(Int.self, "SELECT count(*) FROM conversion") }
        }
    }

    private func withFixture(_ engine: TestEngine, _ body: (Fixture) async throws -> Void) async throws {
        let clock = FixedClock(Fixture.now)
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            let signature = Signature(account: nil, name: "Bo", at: Fixture.now)
            try await PartnerStore(database: database).save(
                Partner(
                    slug: try Slug("optics"), name: "Optics", relationship: .affiliate, domain: "optics.example",
                    since: Fixture.now.day, ended: nil, about: "Sells telescopes."), by: signature)
            let programme = Programme(
                id: Programme.ID(at: Fixture.now), partner: try Slug("optics"), name: "Optics", network: .generic,
                ownTemplate: "{address}?sub={subid}", allowsRedirects: true, since: Fixture.now.day)
            try await ProgrammeStore(database: database, site: OwnSite(origin: "https://quarto.example"))
                .save(programme, by: signature)
            let key = try await PostbackSecretStore(database: database).make(
                PostbackSecret.ID(at: Fixture.now), .signature, for: programme.id, by: signature)
            let controller = PostbackController(
                store: PostbackStore(database: database), clock: clock, zone: { .utc }, isBehindProxy: false)
            try await body(
                Fixture(database: database, controller: controller, programme: programme.id, key: key))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsTrueIsKeptByEitherMethod(engine: TestEngine) async throws {
        try await withFixture(engine) { fixture in
            for _ in 0..<2 {
                let answer = try await fixture.ask(query: fixture.query())
                #expect(answer.status == 204 && answer.text.isEmpty && answer.fields[.cacheControl] == "no-store")
            }
            let posted = try await fixture.ask(.post, body: fixture.query(["transaction": "t2"]))
            #expect(posted.status == 204)
            #expect(try await fixture.conversions() == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func whatIsWrongIsToldToAProgram(engine: TestEngine) async throws {
        try await withFixture(engine) { fixture in
            let wrong = try await fixture.ask(query: fixture.query() + "0")
            #expect(wrong.status == 403 && wrong.text.contains("The signature is wrong."))
            #expect(wrong.fields[.contentType] == "application/problem+json")
            #expect(wrong.fields[.cacheControl] == "no-store")
            let currency = try await fixture.ask(query: fixture.query(["currency": "XXX"]))
            #expect(currency.status == 422 && currency.text.contains("“XXX” is no currency in use."))
            let amount = try await fixture.ask(query: fixture.query(["commission": "much"]))
            #expect(amount.status == 422 && amount.text.contains("“much” is no amount"))
            #expect(try await fixture.ask(programme: "nobody").status == 403)
            #expect(try await fixture.ask(query: "a=%ZZ").status == 422)
            #expect(try await fixture.ask(.post, body: "{}", type: "application/json").status == 422)
            let long = try await fixture.ask(.post, body: "a=" + String(repeating: "x", count: 20_000))
            #expect(long.status == 413)
            #expect(try await fixture.conversions() == 0)
            #expect(fixture.controller.refusals == 2)
        }
    }

    @Test func whoTriesSecretsIsTurnedAway() async throws {
        try await withFixture(.sqlite) { fixture in
            for _ in 0..<20 { #expect(try await fixture.ask(query: "token=guess").status == 403) }
            let answer = try await fixture.ask(query: fixture.query())
            #expect(answer.status == 429 && answer.fields[.retryAfter] == "60")
            #expect(try await fixture.conversions() == 0)
        }
    }
}
