package import Kernel

/// The rules by which a manuscript becomes an article; pure, so that every case can be tested.
package struct Workflow: Sendable {
    /// Why somebody may not do something now.
    package enum Refusal: Error, Sendable, Hashable {
        /// The manuscript has not come that far, or is past it.
        case wrongState(ManuscriptState)
        case needsRole(Set<Role>)
        /// Who wrote a text cannot be who approves it.
        case ownText
        /// The article is out, so it is withdrawn rather than discarded.
        case alreadyPublished
    }

    /// Whether the site has declared that one person does everything.
    package let isOnePerson: Bool

    package init(isOnePerson: Bool) { self.isOnePerson = isOnePerson }

    private static let approvers: Set<Role> = [.editor, .factChecker]
    private static let editors: Set<Role> = [.editor]

    /// Where an action leads.
    ///
    /// - Parameters:
    ///   - authors: The accounts that wrote this round of the text.
    ///   - isPublished: Whether readers can see a version of it now.
    /// - Throws: ``Refusal``.
    package func state(
        after action: ManuscriptAction, from state: ManuscriptState, by member: StaffMember, authors: Set<String>,
        isPublished: Bool
    ) throws(Refusal) -> ManuscriptState {
        guard Self.starts(of: action).contains(state) else { throw .wrongState(state) }
        let needed = Self.roles(for: action)
        guard !needed.isDisjoint(with: member.roles) else { throw .needsRole(needed) }
        if Self.isApproval(action), !isOnePerson, authors.contains(member.id.description) { throw .ownText }
        if action == .discard, isPublished { throw .alreadyPublished }
        return switch action {
        case .submit: .inReview
        case .sendBack, .takeBack, .revise, .restore: .draft
        case .checkFacts, .unschedule: .factChecked
        case .schedule: .scheduled
        case .publish: .published
        case .withdraw: .withdrawn
        case .discard: .discarded
        }
    }

    /// The actions that somebody may take now, in the order in which they are offered.
    package func actions(
        from state: ManuscriptState, by member: StaffMember, authors: Set<String>, isPublished: Bool
    ) -> [ManuscriptAction] {
        ManuscriptAction.allCases.filter { action in
            (try? self.state(
                after: action, from: state, by: member, authors: authors, isPublished: isPublished)) != nil
        }
    }

    /// Who may take an action, apart from the rule that nobody approves their own text.
    package static func roles(for action: ManuscriptAction) -> Set<Role> {
        switch action {
        case .submit, .takeBack, .revise, .discard, .restore: Role.editorial
        case .sendBack, .checkFacts: approvers
        case .schedule, .unschedule, .publish, .withdraw: editors
        }
    }

    /// Whether an action stands for a text, which its writer cannot do.
    package static func isApproval(_ action: ManuscriptAction) -> Bool {
        [.checkFacts, .schedule, .publish].contains(action)
    }

    private static func starts(of action: ManuscriptAction) -> Set<ManuscriptState> {
        switch action {
        case .submit, .discard: [.draft]
        case .sendBack: [.inReview, .factChecked]
        case .checkFacts: [.inReview]
        case .takeBack: [.inReview, .factChecked]
        case .schedule, .publish: [.factChecked]
        case .unschedule: [.scheduled]
        case .revise: [.published, .withdrawn]
        case .withdraw: [.published]
        case .restore: [.discarded]
        }
    }
}

extension Workflow.Refusal {
    /// As it is told to the person.
    package func problem(_ action: ManuscriptAction) -> Problem {
        let (kind, slug, detail): (Problem.Kind, String, String) =
            switch self {
            case .wrongState(let state):
                (
                    .conflict, "manuscript-state",
                    "It is “\(state.name.lowercased())” now; somebody may have been quicker. Load the page again to see it as it is."
                )
            case .needsRole(let roles):
                (
                    .forbidden, "manuscript-role",
                    "That needs the role of \(roles.sorted().map(\.rawValue).joined(separator: " or "))."
                )
            case .ownText:
                (
                    .forbidden, "manuscript-own-text",
                    "Who wrote a text cannot be who approves it, and some of this one is yours. Ask a colleague."
                )
            case .alreadyPublished:
                (
                    .conflict, "manuscript-published",
                    "Readers can see this article. An editor can withdraw it."
                )
            }
        return Problem(kind, slug: slug, title: "“\(action.name)” was not done", detail: detail)
    }
}
