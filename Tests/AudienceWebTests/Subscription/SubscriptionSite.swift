import Audience
import Database
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import Markup
import RouterTestSupport
import TestSupport
import Testing

@testable import AudienceWeb

/// The newsletter’s forms over an empty database, with a mailbox that keeps what is sent.
struct SubscriptionSite {
    typealias Answer = RouterAsker.Answer

    static let origin = "https://quarto.example"

    let database: any Database
    let key: AudienceKey
    let clock = SettableClock()
    let mailbox = Mailbox()
    let subscribers: SubscriberStore
    private let asker: RouterAsker

    static func with(
        _ engine: TestEngine, isOffered: Bool = true, _ body: (SubscriptionSite) async throws -> Void
    ) async throws {
        try await withDatabase(engine, store: "audience", migrations: AudienceSchema.migrations) { database in
            try await body(SubscriptionSite(database, isOffered: isOffered))
        }
    }

    private init(_ database: any Database, isOffered: Bool) throws {
        self.database = database
        key = try #require(AudienceKey(Array(0..<32)))
        subscribers = SubscriberStore(database: database, key: key)
        let router = Router(context: ReaderContext.self)
        router.add(middleware: PlainProblems())
        SubscriptionController(
            signUps: SignUps(database: database, key: key), subscribers: subscribers, key: key,
            topics: {
                try [
                    TopicChoice(slug: Slug("maps"), name: "Maps & atlases"),
                    TopicChoice(slug: Slug("sky"), name: "Sky"),
                ]
            },
            mail: mailbox, tellOfMail: { Issue.record($0) }, isOffered: { isOffered }, shell: PlainShell(),
            clock: clock,
            isBehindProxy: true
        ).add(to: router)
        asker = RouterAsker(router.buildResponder())
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, form: [(String, String)] = [], from client: String = "192.0.2.1",
        body: [UInt8]? = nil, _ more: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = more
        if let name = HTTPField.Name("X-Forwarded-For") { headers[name] = client }
        if method == .post, headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let body = body ?? Array(FormBody(fields: form.map { .init(name: $0.0, value: $0.1) }).encoded.utf8)
        return try await asker.ask(method, path, headers, body: body)
    }

    /// The path of the link in a mail.
    func path(in mail: OutgoingMail) throws -> String {
        let line = try #require(mail.text.split(separator: "\n").first { $0.hasPrefix(Self.origin) })
        return String(line.dropFirst(Self.origin.count))
    }

    /// Signs up and confirms.
    func subscriber(_ address: String) async throws -> Subscriber.ID {
        let before = mailbox.all.count
        _ = try await ask(.post, "/newsletter", form: [("address", address)])
        let mail = try #require(try await mailbox.mails(atLeast: before + 1).last)
        let path = try path(in: mail)
        clock.advance(by: .seconds(1))
        #expect(try await ask(.post, path).status == 200)
        let token = try #require(
            SubscriptionToken(String(path.split(separator: "/")[2]), for: .confirm, signedWith: key, at: clock.now()))
        clock.advance(by: .seconds(1))
        return token.subscriber
    }

    func token(
        _ purpose: SubscriptionToken.Purpose, _ id: Subscriber.ID, in edition: String? = nil
    ) -> String {
        SubscriptionToken(purpose, of: id, made: clock.now(), in: edition.flatMap { Edition.ID($0) })
            .text(signedWith: key)
    }

    /// How many rows each table of the newsletter has, and the sum of what can change in them.
    func state() async throws -> [String] {
        try await database.read { connection in
            try ["subscriber", "consent", "suppression", "newsletter_attempt", "edition"].map { table in
                "\(try connection.rows(SQL(stringLiteral: "SELECT * FROM \(table)")).map(\.values))"
            }
        }
    }
}

private struct PlainShell: PageShell {
    let origin = SubscriptionSite.origin
    let site = SiteIdentity(
        name: "Quarto", tagline: "", description: "", publisher: "Quarto", founded: 2015,
        contact: "desk@quarto.example", language: "en-GB", zone: .utc)

    func write(_ head: PageHead, into html: inout HTMLWriter, content: (inout HTMLWriter) -> Void) {
        html.element(.title, text: head.title)
        content(&html)
    }
}
