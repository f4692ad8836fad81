package import HTTPSupport
import HTTPTypes
package import Hummingbird
package import Kernel
import Markup
import Secrets
package import Staff

/// Lets the staff through to the endpoints of the back offices: it knows who somebody is, what they may do, that it was
/// really they who asked, and writes down what they did.
package struct StaffGate: Sendable {
    private let sessions: SessionStore
    private let trail: AuditTrail
    private let shell: OfficeShell
    private let clock: any WallClock
    private let zone: @Sendable () -> Zone
    private let problem: @Sendable (any Error) -> Problem?

    /// - Parameters:
    ///   - zone: The zone in which days and times are told.
    ///   - problem: Tells an error of another layer as a problem; `nil` for a fault of ours.
    package init(
        sessions: SessionStore, trail: AuditTrail, shell: OfficeShell, clock: any WallClock,
        zone: @escaping @Sendable () -> Zone, problem: @escaping @Sendable (any Error) -> Problem?
    ) {
        self.sessions = sessions
        self.trail = trail
        self.shell = shell
        self.clock = clock
        self.zone = zone
        self.problem = problem
    }

    /// Makes the endpoints answer at their addresses.
    package func add(_ endpoints: [StaffEndpoint], to router: Router<ReaderContext>) {
        for endpoint in endpoints {
            router.on(RouterPath(endpoint.route.path), method: endpoint.method == .get ? .get : .post) {
                request, context in
                try await answer(request, context, endpoint)
            }
        }
    }

    private func answer(
        _ request: Request, _ context: ReaderContext, _ endpoint: StaffEndpoint
    ) async throws -> Response {
        if endpoint.method == .post { try SameOrigin.require(request) }
        let secret = SessionCookie.secret(of: request)
        let known = if let secret { try await sessions.session(secret) } else { nil as Session? }
        let isAllowed = known.map { $0.stage == .full && endpoint.access.allows($0.account.member.roles) } ?? false
        let received = try await ReceivedForm(
            request, longest: endpoint.longestBody, takesFiles: isAllowed && endpoint.takesFiles)
        let wantsJSON = received.wantsJSON
        guard let session = known, session.stage == .full else { return signInFirst(request, received, endpoint) }
        let member = session.account.member
        guard endpoint.access.allows(member.roles) else {
            guard endpoint.access.admitsThatItIsThere(to: member.roles) else {
                return refusal(StaffRequest.nothingHere, status: 404, session, endpoint, wantsJSON)
            }
            return refusal(Self.notAllowed(member, endpoint.access), status: 403, session, endpoint, wantsJSON)
        }
        if endpoint.method == .post, !Secret.areEqual(received.token, session.formToken) {
            return wantsJSON || endpoint.route.takesSecret
                ? refusal(Self.tokenMissing, status: 403, session, endpoint, wantsJSON)
                : resume(received.form, at: request.uri.path, session, status: 403)
        }
        let staffRequest = StaffRequest(
            member: member, formToken: session.formToken, path: request.uri.path,
            query: try QueryParameters(of: request), form: received.form, files: received.files,
            body: received.body, mediaType: received.mediaType, now: clock.now(), wantsJSON: wantsJSON,
            parameters: Dictionary(
                context.parameters.map { (String($0.key), PercentEncoding.decode($0.value) ?? "") }
            ) { first, _ in first })
        let entry: Identifier<AuditEntry>? =
            if let action = endpoint.action {
                try await trail.begin(action, on: request.uri.path, by: member)
            } else { nil }
        do {
            let answer = try await Zone.$current.withValue(zone()) { try await endpoint.handler(staffRequest) }
            if let entry {
                let outcome = answer.status < 400 ? "done" : "refused: the form has faults"
                try await trail.finish(entry, outcome: outcome, subject: answer.subject)
            }
            return response(answer, to: request, session)
        } catch {
            guard let problem = error as? Problem ?? problem(error) else {
                if let entry { try? await trail.finish(entry, outcome: "failed") }
                throw error
            }
            if let entry { try? await trail.finish(entry, outcome: "refused: \(problem.detail)") }
            return refusal(problem, status: PresentedProblem(problem).status, session, endpoint, wantsJSON)
        }
    }

    private func response(_ answer: StaffAnswer, to request: Request, _ session: Session) -> Response {
        var response =
            switch answer.content {
            case .page(let page):
                OfficeResponse.page(
                    shell.document(
                        page,
                        for: .init(
                            member: session.account.member, formToken: session.formToken,
                            notice: SessionCookie.notice(of: request))), status: answer.status)
            case .preview(let document): OfficeResponse.preview(document)
            case .framed(let document): OfficeResponse.framed(document)
            case .json(let value): OfficeResponse.json(value, status: answer.status)
            case .file(let bytes, let name, let mediaType):
                OfficeResponse.file(bytes, name: name, mediaType: mediaType)
            case .redirect(let path): OfficeResponse.redirect(to: path)
            }
        if let notice = answer.notice {
            SessionCookie.setNotice(notice, on: &response)
        } else if case .page = answer.content, SessionCookie.notice(of: request) != nil {
            SessionCookie.clearNotice(on: &response)
        }
        return response
    }

    /// Nobody is signed in: what was asked for waits until somebody is, and what was typed with it.
    private func signInFirst(
        _ request: Request, _ received: ReceivedForm, _ endpoint: StaffEndpoint
    ) -> Response {
        if received.wantsJSON {
            let problem = Problem(
                .forbidden, slug: "sign-in-needed", title: "You are signed out",
                detail: "Sign in again; what you typed is kept in this browser.")
            return OfficeResponse.json(PresentedProblem(problem).json, status: 401)
        }
        guard request.method == .post else {
            let query = request.uri.query.map { "?\($0)" } ?? ""
            return OfficeResponse.redirect(
                to: "\(OfficeRoute.signIn.path)?next=\(PercentEncoding.encode(request.uri.path + query))")
        }
        // A password would be shown to whoever signs in next; its form is on the page of the account.
        let page =
            endpoint.route.takesSecret
            ? SignInPage(next: OfficeRoute.account.path, droppedSecret: true)
            : SignInPage(next: request.uri.path, kept: received.form.without("token").encoded)
        return OfficeResponse.page(
            shell.document(title: "Sign in") { page.write(into: &$0) }, status: 401)
    }

    /// Shows what was sent without a good token, and lets its sender send it again.
    func resume(_ form: FormBody, at path: String, _ session: Session, status: Int = 200) -> Response {
        let page = ResumePage(form: form.without("token"), path: path, token: session.formToken)
        return OfficeResponse.page(
            shell.document(
                OfficePage(title: "Not sent yet", area: .account) { page.write(into: &$0) },
                for: .init(member: session.account.member, formToken: session.formToken, notice: nil)),
            status: status)
    }

    private func refusal(
        _ problem: Problem, status: Int, _ session: Session, _ endpoint: StaffEndpoint, _ wantsJSON: Bool
    ) -> Response {
        guard !wantsJSON else { return OfficeResponse.json(PresentedProblem(problem).json, status: status) }
        let area = OfficeArea.allCases.first { endpoint.route.path.hasPrefix($0.entrance.path) } ?? .account
        let page = OfficePage(
            title: problem.title, area: area.isOpen(to: session.account.roles) ? area : .account
        ) { html in
            html.element(.h1, text: problem.title)
            html.element(.p, text: problem.detail)
            if problem.fieldErrors.count > 1 {
                html.element(.ul) { html in
                    for error in problem.fieldErrors { html.element(.li, text: error.message) }
                }
            }
            guard endpoint.method == .post else { return }
            html.element(
                .p, .class("hint"), text: "Nothing was changed. Go back with your browser’s button to mend it.")
        }
        return OfficeResponse.page(
            shell.document(
                page, for: .init(member: session.account.member, formToken: session.formToken, notice: nil)),
            status: status)
    }

    private static func notAllowed(_ member: StaffMember, _ access: StaffEndpoint.Access) -> Problem {
        var needed = ""
        switch access {
        case .everybody: break
        case .roles(let roles): needed = roles.sorted().map(\.rawValue).formatted
        case .business: needed = Role.business.rawValue
        }
        let own = member.roles.sorted().map(\.rawValue).formatted
        return Problem(
            .forbidden, slug: "role-needed", title: "This is not yours to do",
            detail: "It needs the role of \(needed). You are signed in as \(member.name), \(own).")
    }

    private static let tokenMissing = Problem(
        .forbidden, slug: "form-token", title: "Not saved",
        detail: "The page is from an earlier session. Load it again; what you typed is kept in this browser.")
}

extension [String] {
    /// “a”, “a or b”, “a, b or c”.
    fileprivate var formatted: String {
        guard count > 1, let last else { return first ?? "" }
        return "\(dropLast().joined(separator: ", ")) or \(last)"
    }
}
