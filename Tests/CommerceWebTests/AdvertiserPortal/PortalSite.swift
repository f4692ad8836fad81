import Commerce
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
        let signature = Signature(account: nil, name: "Test", at: now)
        let slug = try Slug(name)
        try await PartnerStore(database: database).save(
            Partner(
                slug: slug, name: name, relationship: .advertiser, domain: "\(name).example",
                since: now.day.advanced(byDays: -100), ended: nil, about: "Sells."), by: signature)
        try await AdvertiserStore(database: database).save(
            Advertiser(partner: slug, name: "\(name) Ltd", categories: [slug]), by: signature)
        let campaign = Campaign(
            id: Campaign.ID(at: now), advertiser: slug, name: "Campaign of \(name)", currency: .euro)
        try await CampaignStore(database: database).save(campaign, by: signature)
        let flight = try Flight(
            id: Flight.ID(at: now), campaign: campaign.id, name: "Flight of \(name)",
            first: now.day.advanced(byDays: -90), last: now.day.advanced(byDays: 90),
            budget: #require(Money(decimal: "40", .euro)),
            pricing: .perThousandViews(#require(Money(decimal: "4", .euro))))
        try await FlightStore(database: database).save(flight, by: signature)
        let creative = Creative(
            id: Creative.ID(at: now), flight: flight.id, name: "Creative of \(name)", place: .top,
            content: .text(headline: "A telescope", text: "For clear nights."),
            destination: "https://www.\(name).example/")
        try await CreativeStore(database: database).save(creative, by: signature)
        let contact = AdvertiserContact(
            id: AdvertiserContact.ID(at: now), advertiser: slug, name: "Ann <b> of \(name)",
            address: try #require(EmailAddress("ann@\(name).example")), made: now)
        try await AdvertiserContactStore(database: database).add(contact, by: signature)
        return Owner(
            contact: contact, flight: flight,
            invoice: try await invoice(of: slug, creative, database, at: now, signature))
    }

    /// Three views of last month, billed.
    private static func invoice(
        of advertiser: Slug, _ creative: Creative, _ database: any Database, at now: Timestamp, _ signature: Signature
    ) async throws -> Invoice {
        let country = try #require(Country("DE"))
        let billing = BillingStore(database: database)
        try await billing.save(
            InvoiceIssuer(
                party: InvoiceParty(name: "Quarto", address: "1 High Street", country: country, vatNumber: ""),
                payment: "", daysToPay: 14), by: signature)
        try await billing.save(
            BillingTerms(
                advertiser: advertiser, address: "2 Low Street", country: country, vatNumber: "", vatRate: 1900,
                isReverseCharge: false, reference: ""), by: signature)
        let month = CalendarMonth(of: now.day).previous
        let moment = month.first.start.advanced(by: .seconds(43_200))
        let seal = CurrentSeal(try await OfferKeyStore(database: database).seal(at: now))
        let ledger = OfferLedger(database: database, seal: seal)
        for _ in 0..<3 {
            let offer = Offer(of: creative.id, in: .top, onPage: "/moon", at: moment, node: NodeNumber(7))
            let hit = Hit(
                .view, offer: try #require(seal.seal(offer)), creative: creative.id.description, at: moment)
            #expect(await ledger.enter(hit) == .counted)
        }
        await ledger.close()
        return try await InvoiceStore(database: database).issue(
            Invoice.ID(at: now), for: Invoice.Subject(advertiser: advertiser, month: month, currency: .euro),
            net: #require(Money(decimal: "0.012", .euro)), in: .utc, by: signature)
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
