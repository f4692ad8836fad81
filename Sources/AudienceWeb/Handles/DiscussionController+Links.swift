import Audience
import HTTPSupport
import Hummingbird
import Kernel
import Markup
import Secrets

/// Keeping a name with an address, and signing in by mail.
extension DiscussionController {
    func addMailedLinks(to router: Router<ReaderContext>) {
        post(.keep, on: router) { try await keep($0) }
        get(.signIn, on: router) { await signingIn($0) }
        post(.signIn, on: router) { try await signIn($0) }
        get(.link(":secret"), on: router) { try await showLink($0) }
        post(.link(":secret"), on: router) { try await follow($0) }
        post(.notifications, on: router) { try await notify($0) }
        get(.notices(":token"), on: router) { try await stopping($0) }
        // Programs of mail providers do this too, for whoever asks them to (RFC 8058), so it is taken from anywhere; nobody
        // can do it without the mail.
        router.post(RouterPath(DiscussionRoute.notices(":token").path)) { request, context in
            try await stop(visit(request, context, form: FormBody()))
        }
    }

    func writeKeeping(
        of handle: Handle, _ address: EmailAddress?, _ visit: DiscussionVisit, into html: inout HTMLWriter
    ) {
        guard parts.mail != nil else { return }
        if let address {
            html.element(.p) { html in
                html.text("Kept with ")
                html.element(.strong, text: address.text)
                html.text(". You can sign in with it on other devices.")
            }
            html.element(
                .form, .method("post"), .action(DiscussionRoute.notifications.path), .class("comment-form")
            ) { html in
                if let key = visit.spokenKey { html.void(.input, .type("hidden"), .name("key"), .value(key.text)) }
                html.void(.input, .type("hidden"), .name("notify"), .value(handle.notifies ? "no" : "yes"))
                html.element(
                    .p, .class("hint"),
                    text: handle.notifies
                        ? "You are told of answers by mail." : "You are not told of answers by mail.")
                html.element(.div, .class("form-actions")) { html in
                    html.element(
                        .button, .class("quiet"),
                        text: handle.notifies ? "Tell me of no more answers" : "Tell me of answers by mail")
                }
            }
        } else {
            writeKeepingForm(visit, problem: nil, into: &html)
        }
    }

    private func writeKeepingForm(_ visit: DiscussionVisit, problem: Problem?, into html: inout HTMLWriter) {
        html.element(.h2, .class("teasers-head"), text: "Keep this name")
        html.element(
            .p,
            text:
                "With an e-mail address you can sign in on other devices. There is no password, and nobody else sees it."
        )
        html.element(.form, .method("post"), .action(DiscussionRoute.keep.path), .class("comment-form")) { html in
            if let key = visit.spokenKey { html.void(.input, .type("hidden"), .name("key"), .value(key.text)) }
            html.textField(
                "E-mail address", name: "address", value: String(visit.form["address"].prefix(300)),
                state: FormState(errors: problem?.fieldErrors ?? []), .type("email"), .autocomplete("email"), .required,
                .maxlength(EmailAddress.longest))
            html.box(
                "Tell me of answers to my comments by mail", name: "notify", value: "yes",
                isTicked: visit.form["notify"] == "yes", id: "field-notify")
            html.element(.div, .class("form-actions")) { $0.element(.button, text: "Send me a link") }
        }
    }

    private func keep(_ visit: DiscussionVisit) async throws -> Response {
        guard let mail = parts.mail, let handle = visit.handle else { throw Self.nobody }
        do {
            let address = try Self.address(visit)
            let notifies = visit.form["notify"] == "yes"
            let secret = try await mail.door.keep(handle.id, at: address, notifies: notifies, from: visit.network)
            send(
                HandleMail(site: shell.site.name, origin: shell.origin).keeping(
                    at: address, link: link(secret), notifies: notifies))
        } catch let problem as Problem {
            return await page(handle.name, nil, status: problem.kind == .limited ? 429 : 422, visit) { html in
                html.element(.h1, text: handle.name)
                html.problem(problem)
                writeKeepingForm(visit, problem: problem, into: &html)
            }
        }
        return await sent(visit)
    }

    private func signingIn(_ visit: DiscussionVisit, problem: Problem? = nil) async -> Response {
        let status = problem.map { $0.kind == .limited ? 429 : 422 } ?? 200
        return await page("Sign in", nil, status: status, visit) { html in
            html.element(.h1, text: "Sign in")
            if let problem { html.problem(problem) }
            html.element(
                .p, .class("intro"),
                text: "If you have kept your name with an e-mail address, you get a link there. There is no password.")
            html.element(.form, .method("post"), .action(DiscussionRoute.signIn.path), .class("comment-form")) { html in
                html.textField(
                    "E-mail address", name: "address", value: String(visit.form["address"].prefix(300)),
                    state: FormState(errors: problem?.fieldErrors ?? []), .type("email"), .autocomplete("email"),
                    .required, .maxlength(EmailAddress.longest))
                html.element(.div, .class("form-actions")) { $0.element(.button, text: "Send me a link") }
            }
        }
    }

    /// Answers the same whether somebody keeps a name with the address or not.
    private func signIn(_ visit: DiscussionVisit) async throws -> Response {
        guard let mail = parts.mail else { throw DiscussionVisit.nothingHere }
        do {
            let address = try Self.address(visit)
            if let (secret, handle) = try await mail.door.enter(address, from: visit.network) {
                send(
                    HandleMail(site: shell.site.name, origin: shell.origin).entering(
                        handle.name, at: address, link: link(secret)))
            }
        } catch let problem as Problem {
            return await signingIn(visit, problem: problem)
        }
        return await sent(visit)
    }

    private func sent(_ visit: DiscussionVisit) async -> Response {
        await page("Look into your mail", nil, visit) { html in
            html.element(.h1, text: "Look into your mail")
            html.element(
                .p, .class("intro"),
                text: "If the address is right, there is a link for you in a minute. It works once, within an hour.")
        }
    }

    /// Programs that look at the links of mails must not use one up, so it takes a button.
    private func showLink(_ visit: DiscussionVisit) async throws -> Response {
        guard let mail = parts.mail, let secret = visit.secret, let link = try await mail.door.link(secret) else {
            throw Self.linkOver
        }
        let (title, words) =
            switch link.purpose {
            case .enter: ("Sign in", "You are about to write as \(link.handle.name) on this device.")
            case .keep: ("Keep your name", "“\(link.handle.name)” will be kept with \(link.address.text).")
            case .notify:
                (
                    "Keep your name",
                    "“\(link.handle.name)” will be kept with \(link.address.text), and you are told there of answers."
                )
            }
        return await page(title, nil, visit) { html in
            html.element(.h1, text: title)
            html.element(.p, .class("intro"), text: words)
            html.element(
                .form, .method("post"), .action(DiscussionRoute.link(secret.text).path), .class("comment-form")
            ) { html in
                html.element(
                    .p, .class("hint"), text: "This device will remember you, with a cookie that only discussions get.")
                html.element(.div, .class("form-actions")) { $0.element(.button, text: title) }
            }
        }
    }

    private func follow(_ visit: DiscussionVisit) async throws -> Response {
        guard let mail = parts.mail, let secret = visit.secret, let key = try await mail.door.follow(secret) else {
            throw Self.linkOver
        }
        var response = Self.redirect(to: DiscussionRoute.handle.path)
        cookie.set(key, lifetime: Int(HandleStore.keyLifetime.components.seconds), on: &response)
        return response
    }

    private func notify(_ visit: DiscussionVisit) async throws -> Response {
        guard let mail = parts.mail, let handle = visit.handle else { throw Self.nobody }
        try await mail.door.setNotifies(visit.form["notify"] == "yes", handle.id)
        return Self.redirect(to: address(.handle, visit))
    }

    private func stopping(_ visit: DiscussionVisit) async throws -> Response {
        let token = try token(visit)
        return await page("No more mails about answers", nil, visit) { html in
            html.element(.h1, text: "No more mails about answers")
            html.element(
                .form, .method("post"), .action(DiscussionRoute.notices(token.text).path), .class("comment-form")
            ) { html in
                html.element(.div, .class("form-actions")) { $0.element(.button, text: "Stop them") }
            }
        }
    }

    private func stop(_ visit: DiscussionVisit) async throws -> Response {
        try await parts.mail?.door.setNotifies(false, token(visit).handle)
        return await page("No more mails about answers", nil, visit) { html in
            html.element(.h1, text: "You get no more mails about answers")
            html.element(.p, .class("intro"), text: "Your name stays yours.")
        }
    }

    private func token(_ visit: DiscussionVisit) throws(Problem) -> NoticeToken {
        guard let mail = parts.mail, let text = visit.context.parameters.get("token"),
            let token = NoticeToken(shown: text, key: mail.key)
        else { throw DiscussionVisit.nothingHere }
        return token
    }

    private func link(_ secret: Secret) -> String { shell.origin + DiscussionRoute.link(secret.text).path }

    /// Nobody can tell from the time that it takes whether something is sent.
    private func send(_ mail: OutgoingMail) {
        guard let mails = parts.mail else { return }
        Task {
            do {
                try await mails.sender.send(mail)
            } catch {
                mails.tellOfMail(error)
            }
        }
    }

    private static func address(_ visit: DiscussionVisit) throws(Problem) -> EmailAddress {
        let typed = visit.form["address"].split(whereSeparator: \.isWhitespace).joined()
        guard let address = EmailAddress(typed) else {
            let detail = "Write an address such as ann@example.org."
            throw Problem(
                .invalid, slug: "address-invalid", title: "That is no e-mail address", detail: detail,
                fieldErrors: [.init(field: "address", message: detail)])
        }
        return address
    }

    private static let linkOver = Problem(
        .gone, slug: "link-over", title: "This link works no more",
        detail: "It was used, or is too old. Ask for another one at \(DiscussionRoute.signIn.path).")
}

extension DiscussionVisit {
    /// The secret in the address.
    var secret: Secret? { context.parameters.get("secret").flatMap { Secret(shown: $0) } }
}
