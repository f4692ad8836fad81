package import Editorial
package import HTTPSupport
package import Kernel
import Markup

/// Where the publisher writes the texts in which the site tells how it works.
package struct PolicyOffice: Sendable {
    private let policies: PolicyStore
    private let shell: any PageShell
    private let onePersonSince: @Sendable () async throws -> Timestamp?

    private static let access = StaffEndpoint.Access.roles([.publisher])
    /// A text of 100,000 characters, when every byte of it is escaped.
    private static let longestText = 2 << 20

    /// - Parameters:
    ///   - shell: The readers' frame, for previews.
    ///   - onePersonSince: Since when the site has declared that one person does everything, if it has.
    package init(
        policies: PolicyStore, shell: any PageShell, onePersonSince: @escaping @Sendable () async throws -> Timestamp?
    ) {
        self.policies = policies
        self.shell = shell
        self.onePersonSince = onePersonSince
    }

    /// Everything that these pages answer to.
    package var endpoints: [StaffEndpoint] {
        [
            .get(.policies, Self.access) { try await list($0) },
            .get(.policy(":subject"), Self.access) { try await edit($0) },
            .post(
                .policy(":subject"), Self.access, action: "change a policy", longestBody: Self.longestText
            ) { try await save($0) },
            .compute(.policyPreview(":subject"), Self.access, longestBody: Self.longestText) { request in
                try await preview(try policy(request))
            },
            .get(.policyVersion(":subject", number: ":number"), Self.access) { request in
                let subject = try Self.subject(request)
                guard let number = Int(request.parameter("number")),
                    let version = try await policies.versions(on: subject).first(where: { $0.number == number })
                else { throw StaffRequest.nothingHere }
                return try await preview(version.policy)
            },
        ]
    }

    private func list(_ request: StaffRequest) async throws -> StaffAnswer {
        var present: [(Policy.Subject, PolicyVersion?)] = []
        for subject in Policy.Subject.allCases {
            present.append((subject, try await policies.versions(on: subject).first))
        }
        return .page(PolicyListPage(policies: present).page)
    }

    private func edit(_ request: StaffRequest, problem: Problem? = nil) async throws -> StaffAnswer {
        let subject = try Self.subject(request)
        let versions = try await policies.versions(on: subject)
        let page = PolicyEditPage(
            subject: subject, versions: versions, typed: problem == nil ? nil : request.form,
            token: request.formToken, problem: problem)
        return .page(page.page, problem: problem, conflict: 409)
    }

    private func save(_ request: StaffRequest) async throws -> StaffAnswer {
        let policy = try policy(request)
        guard let base = Int(request.form["base"]), base >= 0 else { throw StaffRequest.nothingHere }
        do {
            let number = try await policies.replace(policy, base: base)
            return .done(
                .policy(policy.subject.rawValue), notice: "In force, as text \(number). Readers see it now.",
                subject: policy.title)
        } catch let problem as Problem where problem.isFormFault {
            return try await edit(request, problem: problem)
        }
    }

    private func preview(_ policy: Policy) async throws -> StaffAnswer {
        let page = PolicyPage(
            policy: policy, body: MarkdownRenderer().render(policy.body), route: policy.subject.route, shell: shell,
            onePersonSince: policy.subject == .standards ? try await onePersonSince() : nil)
        return .preview(PreviewDocument(plate: page.page.plate).bytes)
    }

    /// The text that was typed, in force from today.
    private func policy(_ request: StaffRequest) throws -> Policy {
        let form = request.form
        return Policy(
            subject: try Self.subject(request), title: TypedText.line(form["title"]),
            description: TypedText.line(form["description"]), updated: request.now.localDay,
            body: TypedText.clean(form["body"]).trimmed)
    }

    private static func subject(_ request: StaffRequest) throws(Problem) -> Policy.Subject {
        guard let subject = Policy.Subject(rawValue: request.parameter("subject")) else {
            throw StaffRequest.nothingHere
        }
        return subject
    }
}

extension Policy.Subject {
    /// Where readers find it.
    var route: Route {
        switch self {
        case .howWeMakeMoney: .howWeMakeMoney
        case .standards: .standards
        case .discussion: .discussionRules
        }
    }

    /// What it is about, for the list of them.
    var name: String {
        switch self {
        case .howWeMakeMoney: "How we make money"
        case .standards: "Standards"
        case .discussion: "Rules of the discussions"
        }
    }
}
