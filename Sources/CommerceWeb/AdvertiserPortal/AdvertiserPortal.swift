package import Commerce
package import HTTPSupport
package import Hummingbird
package import Kernel
import Markup
import Secrets
import Tables

/// The pages on which an advertiser’s people see what was delivered and billed.
package struct AdvertiserPortal: Sendable {
    let door: PortalDoor
    let own: @Sendable (Slug) -> OwnAdvertising
    let pictures: CreativePictures
    let mail: (any MailSender)?
    let tellOfMail: @Sendable (any Error) -> Void
    let shell: OfficeShell
    let site: @Sendable () -> SiteIdentity
    let origin: String
    let clock: any WallClock
    let isBehindProxy: Bool

    static let longestBody = 16_384

    /// Where its pages begin.
    package static let entrance = OfficeProblemPages.Door(PortalRoute.home.path, name: "Your campaigns")

    /// - Parameters:
    ///   - own: What an advertiser may see.
    ///   - pictures: Makes the pictures of what they hand in.
    ///   - mail: Who takes mail over; `nil` where the site sends none.
    ///   - tellOfMail: Is told when a link could not be sent.
    ///   - site: Who publishes the site now.
    ///   - origin: Where readers find the site, without a slash at the end.
    ///   - isBehindProxy: Whether a reverse proxy tells in `X-Forwarded-For` who really asks.
    package init(
        door: PortalDoor, own: @escaping @Sendable (Slug) -> OwnAdvertising, pictures: CreativePictures,
        mail: (any MailSender)?,
        tellOfMail: @escaping @Sendable (any Error) -> Void, shell: OfficeShell,
        site: @escaping @Sendable () -> SiteIdentity, origin: String, clock: any WallClock, isBehindProxy: Bool
    ) {
        self.door = door
        self.own = own
        self.pictures = pictures
        self.mail = mail
        self.tellOfMail = tellOfMail
        self.shell = shell
        self.site = site
        self.origin = origin
        self.clock = clock
        self.isBehindProxy = isBehindProxy
    }

    /// Makes the pages answer at their addresses.
    package func add(to router: Router<ReaderContext>) {
        addSignIn(to: router)
        addCreatives(to: router)
        get(.home, on: router) { try await home($0) }
        get(.deliveryFile, on: router) { try await deliveryFile($0) }
        get(.flight(":id"), on: router) { try await flight($0) }
        get(.flightFile(":id"), on: router) { try await flightFile($0) }
        get(.invoices, on: router) { try await invoices($0) }
        get(.invoice(":id"), on: router) { try await invoice($0) }
    }

    func get(
        _ route: PortalRoute, on router: Router<ReaderContext>,
        _ handler: @escaping @Sendable (PortalVisit) async throws -> Response
    ) {
        router.get(RouterPath(route.path)) { request, context in
            guard let visit = try await visit(request, context) else {
                return OfficeResponse.redirect(to: PortalRoute.signIn.path)
            }
            return try await Zone.$current.withValue(site().zone) { try await handler(visit) }
        }
    }

    /// Who asks; `nil` when nobody is signed in.
    func visit(_ request: Request, _ context: ReaderContext) async throws -> PortalVisit? {
        guard let secret = PortalCookie.secret(of: request), let contact = try await door.contact(bySession: secret)
        else { return nil }
        let id = context.parameters.get("id")
        return PortalVisit(
            contact: contact, own: own(contact.advertiser), formToken: secret.derived(for: "form"), now: clock.now(),
            parameters: { $0 == "id" ? id : nil })
    }

    private func home(_ visit: PortalVisit) async throws -> Response {
        let flights = try await visit.own.flights(at: visit.now, in: .current)
        return page("Your campaigns", visit, place: .home) {
            PortalHomePage(flights: flights, now: visit.now).write(into: &$0)
        }
    }

    private func deliveryFile(_ visit: PortalVisit) async throws -> Response {
        let table = DeliveryTable.table(of: try await visit.own.flights(at: visit.now, in: .current))
        return OfficeResponse.file(
            Array(table.text.utf8), name: "delivery.csv", mediaType: "text/csv; charset=utf-8")
    }

    private func flight(_ visit: PortalVisit) async throws -> Response {
        guard let found = try await visit.own.flight(visit.identifier(), at: visit.now, in: .current) else {
            throw StaffRequest.nothingHere
        }
        let (standing, delivery, creatives) = found
        return page(standing.flight.name, visit, place: .home) {
            PortalFlightPage(standing: standing, delivery: delivery, creatives: creatives, now: visit.now)
                .write(into: &$0)
        }
    }

    private func flightFile(_ visit: PortalVisit) async throws -> Response {
        guard let found = try await visit.own.flight(visit.identifier(), at: visit.now, in: .current) else {
            throw StaffRequest.nothingHere
        }
        return OfficeResponse.file(
            Array(DeliveryTable.table(of: found.delivery).text.utf8), name: "flight.csv",
            mediaType: "text/csv; charset=utf-8")
    }

    private func invoices(_ visit: PortalVisit) async throws -> Response {
        let invoices = try await visit.own.allInvoices()
        return page("Your invoices", visit, place: .invoices) {
            PortalInvoicesPage(invoices: invoices).write(into: &$0)
        }
    }

    private func invoice(_ visit: PortalVisit) async throws -> Response {
        guard let (invoice, corrected) = try await visit.own.invoice(visit.identifier()) else {
            throw StaffRequest.nothingHere
        }
        return OfficeResponse.file(
            try InvoiceDocument(invoice: invoice, corrected: corrected).bytes(), name: "\(invoice.number).pdf",
            mediaType: "application/pdf")
    }

    func page(
        _ title: String, _ visit: PortalVisit, place: PortalRoute, status: Int = 200,
        content: (inout HTMLWriter) -> Void
    ) -> Response {
        let document = shell.document(title: title, isWide: true) { html in
            html.element(.nav, .class("areas"), .ariaLabel("Your pages")) { html in
                html.element(.ul) { html in
                    for (route, name) in [(PortalRoute.home, "Campaigns"), (.invoices, "Invoices")] {
                        html.element(.li) { html in
                            html.element(
                                .a, .href(route.path), route == place ? .ariaCurrent("page") : nil, text: name)
                        }
                    }
                }
            }
            html.element(.form, .method("post"), .action(PortalRoute.signOut.path), .class("sign-out")) { html in
                html.void(.input, .type("hidden"), .name("token"), .value(visit.formToken))
                html.element(.button, .class("quiet"), text: "Sign out")
            }
        } content: { html in
            content(&html)
        }
        return OfficeResponse.page(document, status: status)
    }
}
