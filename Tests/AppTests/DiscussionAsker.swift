import Audience
import AudienceWeb
import Database
import Editorial
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import RouterTestSupport
import TestSupport

@testable import App

/// A reader who takes part in the discussions of the example site, without a server.
struct DiscussionAsker {
    typealias Answer = RouterAsker.Answer

    static let slug = "do-many-south-koreans-defect-to-north-korea"
    static let list = "/discussion/\(slug)"
    /// The first page as it is this moment.
    static let newest = "\(list)?page=1"

    let site: Site
    let stores: Stores
    let clock: SettableClock
    let mailbox: Mailbox
    private let router: RouterAsker

    static func with(_ body: (DiscussionAsker) async throws -> Void) async throws {
        let clock = SettableClock()
        try await withExampleStores(clock: clock, environment: ["MASTHEAD_HTTP_BEHIND_PROXY": "true"]) {
            settings, stores in
            let mailbox = Mailbox()
            let site = try await Site(
                settings: settings, stores: stores, origin: "https://quarto.example", clock: clock, mail: mailbox)
            // What is tested here is what becomes of a verdict, not how it is found.
            site.discussions.screen.update { knowledge in
                for setting in [ScreeningRules.Setting.holdsFirst, .fastest] { knowledge.rules[setting] = 0 }
                for setting in [ScreeningRules.Setting.perMinute, .perHour] { knowledge.rules[setting] = 10_000 }
                knowledge.rules[.linksHeld] = 4
                knowledge.rules[.remembered] = 0
            }
            let metrics = PrometheusMetrics()
            let router = SiteRouter(
                site, databases: stores.all, metrics: metrics,
                observer: RequestRecorder(metrics: metrics, log: nil)
            ).router.buildResponder()
            try await body(
                DiscussionAsker(
                    site: site, stores: stores, clock: clock, mailbox: mailbox, router: RouterAsker(router)))
        }
    }

    func get(_ path: String, cookie: String? = nil, from network: String = "192.0.2.7") async throws -> Answer {
        try await ask(path, .get, [:], [], cookie, network)
    }

    func send(
        _ path: String, _ fields: [String: String], cookie: String? = nil, from network: String = "192.0.2.7",
        _ headers: HTTPFields = [:]
    ) async throws -> Answer {
        var fields = fields
        if fields["form"] == nil { fields["form"] = try await seal() }
        let form = FormBody(fields: fields.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) })
        var headers = headers
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await ask(path, .post, headers, Array(form.encoded.utf8), cookie, network)
    }

    /// Writes a comment under the article about Korea.
    func post(_ text: String, _ fields: [String: String] = [:], cookie: String? = nil) async throws -> Answer {
        try await send(Self.list, fields.merging(["text": text]) { given, _ in given }, cookie: cookie)
    }

    /// What the form on the article about Korea says of itself.
    func seal() async throws -> String {
        let slug = try Slug(Self.slug)
        guard let article = try await site.discussions.articles.article(slug) else { return "" }
        return site.discussions.seal.seal(article.id, at: clock.now())
    }

    /// How many comments the store has.
    func count() async throws -> Int {
        try await stores.audience.read { try $0.value(Int.self, "SELECT count(*) FROM comment") ?? 0 }
    }

    private func ask(
        _ path: String, _ method: HTTPRequest.Method, _ headers: HTTPFields, _ body: [UInt8], _ cookie: String?,
        _ network: String
    ) async throws -> Answer {
        var headers = headers
        headers[.accept] = "text/html"
        if let name = HTTPField.Name("X-Forwarded-For") { headers[name] = network }
        if let cookie { headers[.cookie] = cookie }
        return try await router.ask(method, path, headers, body: body)
    }
}

extension RouterAsker.Answer {
    /// The key in the address to which it leads.
    var key: String? {
        location.split(separator: "key=", maxSplits: 1).dropFirst().first.map { String($0.prefix { $0 != "&" }) }
    }
    /// The comment to which it leads.
    var comment: String { location.split(separator: "/").dropFirst(2).first.map { String($0.prefix(36)) } ?? "" }
    /// The cookie that it sets.
    var cookie: String? { headers[values: .setCookie].first.map { String($0.prefix { $0 != ";" }) } }
}
