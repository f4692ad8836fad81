import Commerce
import HTTPSupport
import Hummingbird
import Kernel
import Markup
import Secrets

/// Signing in by a link, and signing out.
extension AdvertiserPortal {
    func addSignIn(to router: Router<ReaderContext>) {
        router.get(RouterPath(PortalRoute.signIn.path)) { request, context in
            if try await visit(request, context) != nil { return OfficeResponse.redirect(to: PortalRoute.home.path) }
            return narrow(PortalSignInPage(sendsMail: mail != nil))
        }
        router.post(RouterPath(PortalRoute.signIn.path)) { request, context in
            try await ask(request, context)
        }
        let link = RouterPath(PortalRoute.link(":secret").path)
        router.get(link) { _, context in try await show(context) }
        router.post(link) { request, context in try await enter(request, context) }
        router.post(RouterPath(PortalRoute.signOut.path)) { request, context in
            try await signOut(request, context)
        }
    }

    /// Answers the same, and as soon, whether somebody has the address or not.
    private func ask(_ request: Request, _ context: ReaderContext) async throws -> Response {
        try SameOrigin.require(request)
        let form = try await ReceivedForm(request, longest: Self.longestBody).form
        var page = PortalSignInPage(sendsMail: mail != nil, address: String(form["address"].prefix(300)))
        guard let mail else { return narrow(page, status: 422) }
        guard let address = EmailAddress(FormReading(form).text("address")) else {
            page.problem = Problem(
                .invalid, slug: "address-invalid", title: "That is no e-mail address",
                detail: "Write an address such as ann@example.org.",
                fieldErrors: [.init(field: "address", message: "Write an address such as ann@example.org.")])
            return narrow(page, status: 422)
        }
        do {
            try await door.ask(
                for: address, from: Visit(request, context, isBehindProxy: isBehindProxy).address)
        } catch let problem as Problem where problem.kind == .limited {
            page.problem = problem
            return narrow(page, status: 429)
        }
        Task {
            do {
                guard let (secret, contact) = try await door.link(for: address) else { return }
                try await mail.send(
                    PortalMail(
                        contact: contact, site: site().name,
                        link: origin + PortalRoute.link(secret.text).path
                    ).mail)
            } catch {
                tellOfMail(error)
            }
        }
        page.isSent = true
        return narrow(page)
    }

    /// Programs that look at the links of mails must not use one up, so it takes a button.
    private func show(_ context: ReaderContext) async throws -> Response {
        guard let secret = Secret(shown: context.parameters.get("secret") ?? ""),
            let contact = try await door.contact(byLink: secret)
        else { throw Self.over }
        return narrow(title: "Sign in") { html in
            html.element(.h1, text: "Sign in")
            html.element(
                .p, text: "You are about to see the campaigns and invoices on \(site().name) as \(contact.name).")
            html.element(.form, .method("post"), .action(PortalRoute.link(secret.text).path)) { html in
                html.submit("Sign in")
            }
        }
    }

    private func enter(_ request: Request, _ context: ReaderContext) async throws -> Response {
        try SameOrigin.require(request)
        guard let secret = Secret(shown: context.parameters.get("secret") ?? ""),
            let session = try await door.enter(byLink: secret, replacing: PortalCookie.secret(of: request))
        else { throw Self.over }
        var response = OfficeResponse.redirect(to: PortalRoute.home.path)
        PortalCookie.set(session, on: &response)
        return response
    }

    private func signOut(_ request: Request, _ context: ReaderContext) async throws -> Response {
        try SameOrigin.require(request)
        let token = try await ReceivedForm(request, longest: Self.longestBody).token
        if let secret = PortalCookie.secret(of: request), let visit = try await visit(request, context) {
            guard Secret.areEqual(token, visit.formToken) else {
                throw Problem(
                    .forbidden, slug: "form-token", title: "You are still signed in",
                    detail: "The page is from an earlier session. Load it again.")
            }
            try await door.leave(secret)
        }
        var response = OfficeResponse.redirect(to: PortalRoute.signIn.path)
        PortalCookie.clear(on: &response)
        return response
    }

    private func narrow(_ page: PortalSignInPage, status: Int = 200) -> Response {
        narrow(title: "Sign in", status: status) { page.write(into: &$0) }
    }

    private func narrow(
        title: String, status: Int = 200, content: (inout HTMLWriter) -> Void
    ) -> Response {
        OfficeResponse.page(shell.document(title: title, content: content), status: status)
    }

    private static let over = Problem(
        .gone, slug: "link-over", title: "This link works no more",
        detail: "It was used, or is too old. Ask for another one at \(PortalRoute.signIn.path).")
}
