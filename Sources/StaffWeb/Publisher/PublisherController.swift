package import HTTPSupport
import Kernel
import Markup
import Secrets
package import Staff

/// The publisher's office: people, the declaration of one-person mode, and the audit trail.
package struct PublisherController: Sendable {
    private let accounts: AccountStore
    private let invitations: InvitationStore
    private let trail: AuditTrail
    private let onePerson: OnePersonMode
    private let origin: String
    private let modeChanged: @Sendable () -> Void
    private let beginnings: @Sendable () async throws -> Beginnings

    private static let publisher = StaffEndpoint.Access.roles([.publisher])
    private static let auditPage = 100
    private static let longestFile = 100_000

    /// - Parameters:
    ///   - origin: Where the site stands; links of invitations begin with it.
    ///   - modeChanged: Is called when one-person mode was declared or taken back: readers are told of it.
    ///   - beginnings: What the site has of what it needs to publish.
    package init(
        accounts: AccountStore, invitations: InvitationStore, trail: AuditTrail, onePerson: OnePersonMode,
        origin: String, modeChanged: @escaping @Sendable () -> Void,
        beginnings: @escaping @Sendable () async throws -> Beginnings
    ) {
        self.accounts = accounts
        self.invitations = invitations
        self.trail = trail
        self.onePerson = onePerson
        self.origin = origin
        self.modeChanged = modeChanged
        self.beginnings = beginnings
    }

    package var endpoints: [StaffEndpoint] {
        [
            .get(.publisher, Self.publisher) { try await overview($0) },
            .post(.onePersonMode, Self.publisher, action: "change one-person mode") { try await changeMode($0) },
            .get(.people, Self.publisher) { try await people($0) },
            .post(.invite, Self.publisher, action: "invite somebody") { try await invite($0) },
            .post(.withdrawInvitation, Self.publisher, action: "withdraw an invitation") { request in
                try await invitations.withdraw(email: request.form["email"])
                return .done(
                    .people, notice: "The invitation of \(request.form["email"]) is withdrawn.",
                    subject: request.form["email"])
            },
            .post(.roles(of: ":account"), Self.publisher, action: "change roles") { try await setRoles($0) },
            .post(.disable(":account"), Self.publisher, action: "disable an account") { request in
                let account = try await account(request)
                try await accounts.disable(email: account.email)
                return .done(
                    .people, notice: "\(account.name) can no longer sign in.", subject: account.email)
            },
            .post(.enable(":account"), Self.publisher, action: "enable an account") { request in
                let account = try await account(request)
                try await accounts.enable(account.id)
                return .done(.people, notice: "\(account.name) can sign in again.", subject: account.email)
            },
            .get(.audit, Self.publisher) { try await audit($0) },
            .get(.auditFile, Self.publisher) { request in
                let entries = try await trail.entries(try Self.filter(request), limit: Self.longestFile)
                return .file(
                    Array(AuditTrail.csv(entries).utf8), name: "audit-\(request.now.localDay).csv",
                    mediaType: "text/csv; charset=utf-8")
            },
        ]
    }

    private func overview(_ request: StaffRequest) async throws -> StaffAnswer {
        let all = try await accounts.all()
        let page = PublisherPage(
            accounts: all.count { $0.disabled == nil }, invitations: try await invitations.open().count,
            declaration: try await onePerson.declaration(), beginnings: try await beginnings(), token: request.formToken
        )
        return .page(page.page)
    }

    private func changeMode(_ request: StaffRequest) async throws -> StaffAnswer {
        let declares = request.form["mode"] == "declare"
        if declares {
            try await onePerson.declare(by: request.member.name)
        } else {
            try await onePerson.revoke()
        }
        modeChanged()
        return .done(
            .publisher,
            notice: declares
                ? "Declared: one person does everything here. The standards page says so now."
                : "The declaration is taken back. Nobody holds an editorial role and the business role.",
            subject: declares ? "declared" : "taken back")
    }

    private func people(
        _ request: StaffRequest, invited: (email: String, link: String)? = nil, problem: Problem? = nil
    ) async throws -> StaffAnswer {
        let page = PeoplePage(
            accounts: try await accounts.all(), invitations: try await invitations.open(), reader: request.member.id,
            invited: invited, typed: request.form, token: request.formToken, problem: problem)
        return .page(page.page, problem: problem)
    }

    private func invite(_ request: StaffRequest) async throws -> StaffAnswer {
        let form = request.form
        do {
            let secret = try await invitations.invite(
                email: form["email"], name: form["name"], roles: try Self.roles(form), by: request.member.name)
            let link = origin + OfficeRoute.invitation(secret.text).path
            var answer = try await people(request, invited: (form["email"], link))
            answer.subject = form["email"]
            return answer
        } catch let problem as Problem where [.invalid, .forbidden, .conflict].contains(problem.kind) {
            return try await people(request, problem: problem)
        }
    }

    private func setRoles(_ request: StaffRequest) async throws -> StaffAnswer {
        let account = try await account(request)
        do {
            let roles = try Self.roles(request.form)
            try await accounts.setRoles(roles, of: account.id)
            let names = roles.sorted().map(\.rawValue).joined(separator: ", ")
            return .done(
                .people, notice: "\(account.name) is \(names) now.", subject: "\(account.email): \(names)")
        } catch let problem as Problem where problem.kind != .notFound {
            var answer = try await people(request, problem: problem)
            answer.subject = account.email
            return answer
        }
    }

    private func audit(_ request: StaffRequest) async throws -> StaffAnswer {
        let before = request.query["before"].flatMap { Identifier<AuditEntry>($0) }
        let filter = try Self.filter(request)
        let found = try await trail.entries(filter, limit: Self.auditPage + 1, before: before)
        return .page(
            AuditPage(
                entries: Array(found.prefix(Self.auditPage)), hasMore: found.count > Self.auditPage, filter: filter
            ).page)
    }

    private func account(_ request: StaffRequest) async throws -> Account {
        guard let account = try await accounts.account(request.identifier("account")) else {
            throw StaffRequest.nothingHere
        }
        return account
    }

    private static func roles(_ form: FormBody) throws(Problem) -> Set<Role> {
        var roles: Set<Role> = []
        for name in form.all("role") {
            guard let role = Role(rawValue: name) else {
                throw Problem(
                    .invalid, slug: "role-unknown", title: "There is no such role",
                    detail: "“\(name.prefix(40))” is not a role.")
            }
            roles.insert(role)
        }
        return roles
    }

    private static func filter(_ request: StaffRequest) throws(Problem) -> AuditTrail.Filter {
        var filter = AuditTrail.Filter()
        filter.text = String((request.query["text"] ?? "").prefix(200))
        filter.from = try day(request.query["from"])
        filter.to = try day(request.query["to"])
        return filter
    }

    private static func day(_ text: String?) throws(Problem) -> CalendarDay? {
        guard let text, !text.isEmpty else { return nil }
        guard let day = CalendarDay(text) else {
            throw Problem(
                .invalid, slug: "day-invalid", title: "That is not a day",
                detail: "“\(text.prefix(40))” is not a day such as 2026-03-31.")
        }
        return day
    }
}
