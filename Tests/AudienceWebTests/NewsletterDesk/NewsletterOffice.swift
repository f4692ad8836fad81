import Audience
import Database
import HTTPSupport
import Kernel
import Markup
import Synchronization
import TestSupport
import Testing

@testable import AudienceWeb

/// The newsletter’s office over an empty database, asked as somebody of the staff who may.
struct NewsletterOffice {
    struct Answer {
        let status: Int
        let text: String
        let location: String?
        let notice: String?
    }

    /// Tests that were sent, and whether the mail server takes them.
    final class Tests: Sendable {
        private let sent = Mutex<[String]>([])
        private let isBroken = Mutex(false)

        var all: [String] { sent.withLock { $0 } }

        func breakDown() { isBroken.withLock { $0 = true } }

        func send(_ composed: ComposedEdition, to address: EmailAddress) throws {
            guard !isBroken.withLock({ $0 }) else {
                throw Problem(
                    .unavailable, slug: "test-failed", title: "The test wasn’t sent", detail: "Nobody answers there.")
            }
            sent.withLock { $0.append("\(composed.edition.subject) to \(address.text)") }
        }
    }

    let database: any Database
    let key: AudienceKey
    let clock = SettableClock()
    let tests = Tests()
    let desk: NewsletterDesk

    var editions: EditionStore { EditionStore(database: database) }
    var ledger: DeliveryLedger { DeliveryLedger(database: database, key: key) }

    static func with(
        _ engine: TestEngine, isOn: Bool = true, sendsMail: Bool = true, needsApproval: Bool = true,
        _ body: (NewsletterOffice) async throws -> Void
    ) async throws {
        try await withDatabase(engine, store: "audience", migrations: AudienceSchema.migrations) { database in
            try await body(NewsletterOffice(database, isOn, sendsMail, needsApproval))
        }
    }

    private init(_ database: any Database, _ isOn: Bool, _ sendsMail: Bool, _ needsApproval: Bool) throws {
        self.database = database
        let key = try #require(AudienceKey(Array(0..<32)))
        self.key = key
        let tests = tests
        let send: @Sendable (ComposedEdition, EmailAddress) async throws -> Void = { try tests.send($0, to: $1) }
        let site = SiteIdentity(
            name: "Quarto", tagline: "", description: "", publisher: "Quarto", founded: 2015,
            contact: "desk@quarto.example", language: "en-GB", zone: .utc)
        desk = NewsletterDesk(
            editions: EditionStore(database: database), ledger: DeliveryLedger(database: database, key: key),
            reports: EditionReports(database: database), subscribers: SubscriberStore(database: database, key: key),
            ground: NewsletterGround(
                siteName: { site.name },
                topics: {
                    try [
                        TopicChoice(slug: Slug("sky"), name: "The sky"),
                        TopicChoice(slug: Slug("maps"), name: "Maps & atlases"),
                    ]
                },
                topicNames: {
                    try [
                        Slug("sky"): "The sky", Slug("maps"): "Maps & atlases", Slug("deep-sea"): "The deep sea",
                    ]
                },
                plan: {
                    NewsletterPlan(
                        isOn: isOn, sendsMail: sendsMail,
                        calendar: EditionCalendar(hour: 7, weekday: "Friday", lead: .seconds(3600), zone: .utc),
                        needsApproval: needsApproval, countsClicks: false)
                },
                outline: { id in
                    guard id.rhythm == .weekly else { return [] }
                    return [
                        EditionItem(
                            .published, path: "/soon", title: "Told soon", summary: "", kind: "guide", topics: [],
                            bylines: [], at: id.day.start)
                    ]
                },
                letter: { composed, topics in
                    EditionLetter(
                        of: composed.edition, items: composed.items(for: topics), site: site,
                        origin: "https://quarto.example"
                    ).sample
                },
                sendTest: sendsMail ? send : nil, address: { _ in "edda@quarto.example" }))
    }

    func item(_ path: String, _ part: EditionItem.Part = .published, topics: [String] = ["sky"]) throws -> EditionItem {
        EditionItem(
            part, path: path, title: "About \(path)", summary: "What it says.", kind: "answer",
            topics: Set(try topics.map { try Slug($0) }), bylines: ["Ann Doe"], at: clock.now())
    }

    /// An edition of today with three articles and one from the archive.
    @discardableResult
    func edition(needsApproval: Bool = true, goesIn wait: Duration = .seconds(3600)) async throws -> Edition.ID {
        let now = clock.now()
        let id = Edition.ID(day: now.day, rhythm: .daily)
        try await editions.compose(
            id, items: try [item("/a"), item("/b", topics: ["maps"]), item("/c"), item("/d", .archive)], since: now,
            until: now, goes: now.advanced(by: wait), needsApproval: needsApproval)
        return id
    }

    /// What the form of an edition sends, as the page has it.
    func form(_ id: Edition.ID) async throws -> [(String, String)] {
        let composed = try #require(try await editions.edition(id))
        return [("version", String(composed.edition.version)), ("subject", composed.edition.subject)]
            + [("intro", composed.edition.intro), ("address", "")]
            + composed.items.filter { !$0.isLeftOut }.map { ("item", $0.formName) }
    }

    func names(_ id: Edition.ID) async throws -> [String] {
        try #require(try await editions.edition(id)).items.filter { !$0.isLeftOut }.map(\.path)
    }

    func ask(
        _ route: OfficeRoute, _ id: Edition.ID? = nil, form: [(String, String)]? = nil,
        query: [String: String] = [:], name: String? = nil
    ) async throws -> Answer {
        let method: StaffEndpoint.Method = form == nil ? .get : .post
        let endpoint = try #require(desk.endpoints.first { $0.method == method && $0.route == route })
        let request = StaffRequest(
            member: StaffMember(id: StaffID(at: clock.now()), name: "Edda", roles: [.editor]), formToken: "token",
            path: route.path, query: QueryParameters(query),
            form: FormBody(fields: (form ?? []).map { .init(name: $0.0, value: $0.1) }), body: [],
            mediaType: "application/x-www-form-urlencoded", now: clock.now(), wantsJSON: false,
            parameters: ["id": name ?? id?.description ?? ""])
        let answer = try await endpoint.handler(request)
        switch answer.content {
        case .page(let page):
            return Answer(
                status: answer.status, text: String(decoding: page.content.bytes, as: UTF8.self), location: nil,
                notice: answer.notice)
        case .framed(let bytes), .preview(let bytes), .file(let bytes, _, _):
            return Answer(
                status: answer.status, text: String(decoding: bytes, as: UTF8.self), location: nil,
                notice: answer.notice)
        case .redirect(let path): return Answer(status: answer.status, text: "", location: path, notice: answer.notice)
        case .json(let value):
            return Answer(
                status: answer.status, text: String(decoding: value.bytes, as: UTF8.self), location: nil,
                notice: answer.notice)
        }
    }
}
