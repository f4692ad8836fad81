import Commerce
import CommerceTestSupport
import Database
import HTTPSupport
import HTTPTypes
import Hummingbird
import Kernel
import Pictures
import RouterTestSupport
import Secrets
import TestSupport
import Testing

@testable import CommerceWeb

/// The advertisers’ pages over a database with two advertisers, each with a contact, a flight and an invoice.
struct PortalSite {
    /// One advertiser and what is theirs.
    struct Owner {
        let contact: AdvertiserContact
        let flight: Flight
        let invoice: Invoice
    }

    typealias Answer = RouterAsker.Answer

    static let origin = "https://quarto.example"

    let database: any Database
    let clock: SettableClock
    let mailbox = Mailbox()
    let optics: Owner
    let rivals: Owner
    private let asker: RouterAsker

    static func with(
        _ engine: TestEngine, sendsMail: Bool = true, _ body: (PortalSite) async throws -> Void
    ) async throws {
        try await withDatabase(engine, store: "commerce", migrations: CommerceSchema.migrations) { database in
            try await withTemporaryFolder("portal") { folder in
                try await body(PortalSite(database, folder, sendsMail: sendsMail))
            }
        }
    }

    private init(_ database: any Database, _ folder: String, sendsMail: Bool) async throws {
        let clock = SettableClock()
        self.database = database
        self.clock = clock
        optics = try await Self.owner("optics", database, clock)
        rivals = try await Self.owner("rivals", database, clock)
        let site = SiteIdentity(
            name: "Quarto", tagline: "", description: "", publisher: "Quarto", founded: 2015,
            contact: "desk@quarto.example", language: "en-GB", zone: .utc)
        let router = Router(context: ReaderContext.self)
        let shell = OfficeShell(site: { site }, asset: { Route.asset($0) })
        router.add(middleware: PlainProblems())
        AdvertiserPortal(
            door: PortalDoor(database: database, clock: clock), own: { OwnAdvertising(of: $0, database: database) },
            pictures: CreativePictures(database: database, folder: MediaFolder(folder)),
            mail: sendsMail ? mailbox : nil, tellOfMail: { Issue.record($0) }, shell: shell, site: { site },
            origin: Self.origin, clock: clock, isBehindProxy: true
        ).add(to: router)
        asker = RouterAsker(router.buildResponder())
    }

    /// Sends a form with a file, as a browser does.
    func upload(
        _ path: String, session: String?, form: [(String, String)], file: [UInt8]? = nil
    ) async throws -> Answer {
        var body: [UInt8] = []
        for (name, value) in form {
            body += Array("--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        if let file {
            body += Array("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n".utf8)
            body += file + Array("\r\n".utf8)
        }
        body += Array("--x--\r\n".utf8)
        return try await ask(
            .post, path, session: session, body: body, [.contentType: "multipart/form-data; boundary=x"])
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, session: String? = nil, form: [(String, String)] = [],
        from client: String = "192.0.2.1", body: [UInt8]? = nil, _ more: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = more
        if let session { headers[.cookie] = "__Host-masthead=x; __Host-advertiser=\(session)" }
        if let name = HTTPField.Name("X-Forwarded-For") { headers[name] = client }
        if method == .post, headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        let body = body ?? Array(FormBody(fields: form.map { .init(name: $0.0, value: $0.1) }).encoded.utf8)
        return try await asker.ask(method, path, headers, body: body)
    }

    /// Signs a contact in by a link that was passed on by hand.
    func session(of owner: Owner) async throws -> String {
        let door = PortalDoor(database: database, clock: clock)
        let link = try #require(try await door.link(for: owner.contact.id, of: owner.contact.advertiser))
        return try #require(try await ask(.post, "/advertiser/sign-in/\(link.secret.text)").session)
    }

    private static func owner(_ name: String, _ database: any Database, _ clock: any WallClock) async throws -> Owner {
        let now = clock.now()
        let billed = try await BilledAdvertiser(Slug(name), in: database, clock)
        let contact = AdvertiserContact(
            id: AdvertiserContact.ID(at: now), advertiser: billed.slug, name: "Ann <b> of \(name)",
            address: try #require(EmailAddress("ann@\(name).example")), made: now)
        try await AdvertiserContactStore(database: database).add(
            contact, by: Signature(account: nil, name: "Test", at: now))
        return try await Owner(contact: contact, flight: billed.flight, invoice: billed.invoice())
    }
}

extension RouterAsker.Answer {
    /// What the answer sets the session’s cookie to.
    var session: String? {
        headers[values: .setCookie].first { $0.hasPrefix("__Host-advertiser=") }
            .map { String($0.dropFirst(18).prefix { $0 != ";" }) }
    }

    var formToken: String {
        String(text.split(separator: "name=\"token\" value=\"").dropFirst().first?.prefix { $0 != "\"" } ?? "")
    }
}
