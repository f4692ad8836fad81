package import HTTPSupport
import HTTPTypes
package import Hummingbird
import Kernel
import Markup
import Secrets
package import Staff

/// Signing in and accepting invitations: what somebody can do who is not signed in.
package struct SignInController: Sendable {
    private let signIn: SignIn
    private let sessions: SessionStore
    private let invitations: InvitationStore
    private let trail: AuditTrail
    private let gate: StaffGate
    private let shell: OfficeShell
    private let isBehindProxy: Bool

    /// - Parameter isBehindProxy: Whether a reverse proxy tells in `X-Forwarded-For` who really asks.
    package init(
        signIn: SignIn, sessions: SessionStore, invitations: InvitationStore, trail: AuditTrail, gate: StaffGate,
        shell: OfficeShell, isBehindProxy: Bool
    ) {
        self.signIn = signIn
        self.sessions = sessions
        self.invitations = invitations
        self.trail = trail
        self.gate = gate
        self.shell = shell
        self.isBehindProxy = isBehindProxy
    }

    private static let longestBody = 9 << 20

    /// Makes the pages answer at their addresses.
    package func add(to router: Router<ReaderContext>) {
        router.get(RouterPath(OfficeRoute.signIn.path)) { request, _ in try await form(request) }
        router.post(RouterPath(OfficeRoute.signIn.path)) { request, context in
            try await password(request, context)
        }
        router.post(RouterPath(OfficeRoute.secondFactor.path)) { request, context in
            try await code(request, context)
        }
        router.post(RouterPath(OfficeRoute.signOut.path)) { request, _ in try await signOut(request) }
        let invitation = RouterPath(OfficeRoute.invitation(":secret").path)
        router.get(invitation) { _, context in try await invited(context) }
        router.post(invitation) { request, context in try await accept(request, context) }
    }

    private func form(_ request: Request) async throws -> Response {
        let next = Self.inside(try QueryParameters(of: request)["next"] ?? "")
        if let secret = SessionCookie.secret(of: request), try await sessions.session(secret)?.stage == .full {
            return OfficeResponse.redirect(to: next)
        }
        return signInPage(SignInPage(next: next))
    }

    private func password(_ request: Request, _ context: ReaderContext) async throws -> Response {
        try SameOrigin.require(request)
        let form = try await ReceivedForm(request, longest: Self.longestBody).form
        var page = SignInPage(next: Self.inside(form["next"]), kept: Self.kept(form), email: form["email"])
        do {
            let outcome = try await signIn.signIn(
                email: form["email"], password: form["password"], client: client(request, context),
                replacing: SessionCookie.secret(of: request))
            switch outcome {
            case .signedIn(let secret, let account):
                return try await welcome(secret, account, next: page.next, kept: page.kept)
            case .needsCode(let secret):
                var response = codePage(CodePage(next: page.next, kept: page.kept))
                SessionCookie.set(secret, on: &response)
                return response
            }
        } catch let problem as Problem {
            page.problem = problem
            return signInPage(page, status: problem.kind == .limited ? 429 : 422)
        }
    }

    private func code(_ request: Request, _ context: ReaderContext) async throws -> Response {
        try SameOrigin.require(request)
        let form = try await ReceivedForm(request, longest: Self.longestBody).form
        var page = CodePage(next: Self.inside(form["next"]), kept: Self.kept(form))
        guard let secret = SessionCookie.secret(of: request) else {
            return signInPage(SignInPage(next: page.next, kept: page.kept))
        }
        do {
            let (full, account) = try await signIn.complete(
                secret, code: form["code"], client: client(request, context))
            return try await welcome(full, account, next: page.next, kept: page.kept)
        } catch let problem as Problem where problem.kind == .forbidden {
            return signInPage(SignInPage(next: page.next, kept: page.kept, problem: problem), status: 422)
        } catch let problem as Problem {
            page.problem = problem
            return codePage(page, status: problem.kind == .limited ? 429 : 422)
        }
    }

    /// Goes on to where somebody wanted to be, or to what they had typed.
    private func welcome(
        _ secret: Secret, _ account: Account, next: String, kept: String?, action: String = "sign in"
    ) async throws -> Response {
        try await record(action, by: account)
        var response: Response
        if let kept, let form = try? FormBody(kept.utf8), let session = try await sessions.session(secret) {
            response = gate.resume(form, at: next, session)
        } else {
            response = OfficeResponse.redirect(to: next == "/" ? Self.entrance(of: account).path : next)
        }
        SessionCookie.set(secret, on: &response)
        return response
    }

    private func signOut(_ request: Request) async throws -> Response {
        try SameOrigin.require(request)
        if let secret = SessionCookie.secret(of: request) {
            if let session = try await sessions.session(secret), session.stage == .full {
                try await record("sign out", by: session.account)
            }
            try await sessions.end(secret)
        }
        var response = OfficeResponse.redirect(to: OfficeRoute.signIn.path)
        SessionCookie.clear(on: &response)
        return response
    }

    private func record(_ action: String, by account: Account) async throws {
        try await trail.finish(
            trail.begin(action, on: account.email, by: account.member), outcome: "done")
    }

    private func invited(_ context: ReaderContext) async throws -> Response {
        guard let secret = Secret(shown: context.parameters.get("secret") ?? ""),
            let invitation = try await invitations.invitation(secret)
        else { throw InvitationStore.gone }
        return invitationPage(InvitationPage(invitation: invitation, secret: secret, name: invitation.name))
    }

    private func accept(_ request: Request, _ context: ReaderContext) async throws -> Response {
        try SameOrigin.require(request)
        guard let secret = Secret(shown: context.parameters.get("secret") ?? ""),
            let invitation = try await invitations.invitation(secret)
        else { throw InvitationStore.gone }
        let form = try await ReceivedForm(request, longest: 65_536).form
        do {
            let account = try await invitations.accept(secret, name: form["name"], password: form["password"])
            let session = try await sessions.begin(
                for: account.id, stage: .full, replacing: SessionCookie.secret(of: request))
            return try await welcome(session, account, next: "/", kept: nil, action: "accept an invitation")
        } catch let problem as Problem where problem.kind == .invalid {
            return invitationPage(
                InvitationPage(invitation: invitation, secret: secret, name: form["name"], problem: problem),
                status: 422)
        }
    }

    private func signInPage(_ page: SignInPage, status: Int = 200) -> Response {
        OfficeResponse.page(shell.document(title: "Sign in") { page.write(into: &$0) }, status: status)
    }

    private func codePage(_ page: CodePage, status: Int = 200) -> Response {
        OfficeResponse.page(shell.document(title: "Your code") { page.write(into: &$0) }, status: status)
    }

    private func invitationPage(_ page: InvitationPage, status: Int = 200) -> Response {
        OfficeResponse.page(shell.document(title: "Your account") { page.write(into: &$0) }, status: status)
    }

    private func client(_ request: Request, _ context: ReaderContext) -> String {
        // The last entry is the one that our own proxy wrote; those before it are anybody's.
        if isBehindProxy, let name = HTTPField.Name("X-Forwarded-For"),
            let last = request.headers[name]?.split(separator: ",").last
        {
            return String(last.drop { $0 == " " })
        }
        return context.peer
    }

    /// A path of this site; `/` for anything else, so that signing in cannot lead to a stranger.
    private static func inside(_ path: String) -> String {
        let isPath =
            path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\")
            && path.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
        return isPath && path.utf8.count <= 2000 ? path : "/"
    }

    /// What was typed when a session was over, if a form was sent then; one of a single button has no fields.
    private static func kept(_ form: FormBody) -> String? { form.has("kept") ? form["kept"] : nil }

    private static func entrance(of account: Account) -> OfficeRoute {
        (OfficeArea.allCases.first { $0.isOpen(to: account.roles) } ?? .account).entrance
    }
}
