package import Audience
package import HTTPSupport
import HTTPTypes
package import Hummingbird
package import Kernel
import Markup
import NIOCore

/// Takes subscriptions, and what subscribers do with theirs.
///
/// All of it works by forms, and nothing is changed by looking at a page.
package struct SubscriptionController: Sendable {
    let signUps: SignUps
    let subscribers: SubscriberStore
    let key: AudienceKey
    let topics: @Sendable () async throws -> [TopicChoice]
    let mail: any MailSender
    let tellOfMail: @Sendable (any Error) -> Void
    let isOffered: @Sendable () -> Bool
    let shell: any PageShell
    let clock: any WallClock
    let isBehindProxy: Bool

    static let longestBody = 65_536

    /// - Parameters:
    ///   - topics: What readers may choose.
    ///   - tellOfMail: Is told when a mail could not be sent.
    ///   - isOffered: Whether readers may sign up now.
    ///   - isBehindProxy: Whether a reverse proxy tells in `X-Forwarded-For` who really asks.
    package init(
        signUps: SignUps, subscribers: SubscriberStore, key: AudienceKey,
        topics: @escaping @Sendable () async throws -> [TopicChoice], mail: any MailSender,
        tellOfMail: @escaping @Sendable (any Error) -> Void, isOffered: @escaping @Sendable () -> Bool = { true },
        shell: any PageShell, clock: any WallClock, isBehindProxy: Bool
    ) {
        self.signUps = signUps
        self.subscribers = subscribers
        self.key = key
        self.topics = topics
        self.mail = mail
        self.tellOfMail = tellOfMail
        self.isOffered = isOffered
        self.shell = shell
        self.clock = clock
        self.isBehindProxy = isBehindProxy
    }

    /// Makes the forms answer at their addresses.
    package func add(to router: Router<ReaderContext>) {
        router.post(RouterPath(Route.newsletter.path)) { request, context in try await signUp(request, context) }
        addConfirmation(to: router)
        addManagement(to: router)
        addLeaving(to: router)
        addSamples(to: router)
    }

    /// Answers the same, and as soon, whether the site knows the address or not.
    private func signUp(_ request: Request, _ context: ReaderContext) async throws -> Response {
        try SameOrigin.require(request)
        guard isOffered() else { throw SubscriptionForm.none }
        let form = try await ReceivedForm(request, longest: Self.longestBody).form
        let topics = try await topics()
        do {
            let signUp = try SubscriptionForm.signUp(form, topics: topics)
            guard form[SubscriptionForm.trap].isEmpty else { return sent() }
            let now = clock.now()
            let reply = try await signUps.take(signUp, from: network(of: request, context), at: now)
            send(to: signUp.address, reply, at: now)
            return sent()
        } catch let problem as Problem where problem.isFormFault || problem.kind == .limited {
            return page("The newsletter", status: problem.kind == .limited ? 429 : 422) { html in
                html.element(.h1, text: "The newsletter")
                html.problem(problem)
                SubscriptionForm.write(form, topics: topics, problem: problem, into: &html)
            }
        }
    }

    private func sent() -> Response {
        page("Look into your mail") { html in
            html.element(.h1, text: "Look into your mail")
            html.element(
                .p, .class("intro"), .role("status"),
                text: "If this address can get the newsletter, a mail with a link is on its way to it.")
            html.element(
                .p,
                text: """
                    Nothing else is sent before you have followed the link, which works for a week. If no mail comes, look \
                    among what was taken for spam.
                    """)
            html.element(.p) { html in
                html.text("Was the address mistyped? ")
                html.element(.a, .href(Route.newsletter.path), text: "Sign up again")
                html.text(".")
            }
        }
    }

    private func send(to address: EmailAddress, _ reply: SignUps.Reply, at now: Timestamp) {
        let mails = SubscriptionMail(site: shell.site.name, recipient: address)
        switch reply {
        case .confirm(let id):
            let token = SubscriptionToken(.confirm, of: id, made: now).text(signedWith: key)
            deliver(mails.confirmation(link: shell.origin + SubscriptionRoute.confirm(token).path))
        case .known(let id):
            let token = SubscriptionToken(.manage, of: id, made: now).text(signedWith: key)
            deliver(mails.management(link: shell.origin + SubscriptionRoute.yours(token).path))
        case .nothing: break
        }
    }

    func deliver(_ outgoing: OutgoingMail) {
        Task {
            do { try await mail.send(outgoing) } catch { tellOfMail(error) }
        }
    }

    func network(of request: Request, _ context: ReaderContext) -> AddressPrefix? {
        // The last entry is the one that our own proxy wrote; those before it are anybody’s.
        let forwarded =
            isBehindProxy
            ? HTTPField.Name("X-Forwarded-For").flatMap { request.headers[$0] }?.split(separator: ",").last : nil
        return AddressPrefix(forwarded.map { String($0.drop { $0 == " " }) } ?? context.peer)
    }

    /// What the address of a request shows.
    func token(_ context: ReaderContext, for purpose: SubscriptionToken.Purpose) throws(Problem) -> SubscriptionToken {
        guard
            let token = SubscriptionToken(
                context.parameters.get("token") ?? "", for: purpose, signedWith: key, at: clock.now())
        else { throw Self.over }
        return token
    }

    /// A page of one’s own: kept by nobody, listed nowhere, and its address is told to nobody.
    func page(_ title: String, status: Int = 200, content: (inout HTMLWriter) -> Void) -> Response {
        var html = HTMLWriter()
        var head = PageHead(title: title, description: title, route: .newsletter)
        head.isListed = false
        shell.write(head, into: &html) { html in
            html.element(.div, .class("subscription-page"), content: content)
        }
        return response(html.bytes, Page.MediaType.html.rawValue, status: status)
    }

    func response(_ bytes: [UInt8], _ mediaType: String, status: Int = 200) -> Response {
        var response = Response(
            status: .init(code: status), headers: [.contentType: mediaType, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        SecurityHeaders.apply(to: &response)
        if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "same-origin" }
        if let name = HTTPField.Name("X-Robots-Tag") { response.headers[name] = "noindex" }
        return response
    }

    static let over = Problem(
        .gone, slug: "newsletter-link-over", title: "This link works no more",
        detail: """
            It is too old, or was cut off on its way. Sign up again, and a new one comes by mail; if you get the newsletter \
            already, you can change or leave it by that one.
            """)
}
