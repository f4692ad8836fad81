import Kernel

/// Something that the checks before publication noticed in a manuscript, and where.
package struct Finding: Sendable, Hashable {
    package enum Severity: String, Sendable, Hashable, CaseIterable {
        /// The article cannot be published or scheduled as it is.
        case blocking
        /// Somebody should look at it and decide.
        case advice
    }

    package let rule: CheckRule
    package let field: ManuscriptMerge.Field
    /// Counts from 1 within the field.
    package let line: Int
    /// What is wrong here.
    package let fault: String

    package init(_ rule: CheckRule, in field: ManuscriptMerge.Field, line: Int = 1, _ fault: String) {
        self.rule = rule
        self.field = field
        self.line = line
        self.fault = fault
    }

    package var severity: Severity { rule.severity }
}

extension Sequence<Finding> {
    /// Those for which publication is refused.
    package var blocking: [Finding] { filter { $0.severity == .blocking } }

    /// What is blocking first, then in the order of the form and of the text.
    package var inOrder: [Finding] {
        let fields = ManuscriptMerge.Field.inForm
        return sorted { first, second in
            func place(_ finding: Finding) -> (Int, Int, Int) {
                (
                    finding.severity == .blocking ? 0 : 1, fields.firstIndex(of: finding.field) ?? fields.count,
                    finding.line
                )
            }
            return place(first) < place(second)
        }
    }

    /// As a refusal to publish tells them, each at its field.
    func problem(titled title: String) -> Problem {
        let errors = inOrder.map { finding in
            let place = finding.field.isLong ? "Line \(finding.line): " : ""
            return Problem.FieldError(field: finding.field.rawValue, message: place + finding.fault)
        }
        let first = errors.first.map { "\($0.field): \($0.message)" } ?? ""
        let others = errors.count > 1 ? " There are \(errors.count) faults in all." : ""
        return Problem(
            .invalid, slug: "checks-failed", title: title, detail: first + others, fieldErrors: errors)
    }
}

extension ManuscriptMerge.Field {
    /// As the form of the editor has them, from the top.
    static let inForm: [Self] = [
        .title, .kind, .section, .answer, .body, .description, .slug, .authors, .reviewers, .topics, .facts, .about,
        .related,
    ]

    /// Whether it has lines that are worth counting.
    package var isLong: Bool { [.answer, .body, .facts, .related].contains(self) }

    /// As the form labels it.
    package var label: String {
        switch self {
        case .slug: "Address"
        case .kind: "Kind"
        case .title: "Title"
        case .description: "Description"
        case .answer: "Short answer"
        case .body: "Body"
        case .about: "What the facts are about"
        case .section: "Section"
        case .topics: "Topics"
        case .authors: "Written by"
        case .reviewers: "Reviewed by"
        case .facts: "Facts listed below the body"
        case .related: "Related articles"
        }
    }
}
