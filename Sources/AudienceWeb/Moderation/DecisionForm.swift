import Audience
import HTTPSupport
import Kernel

/// What a form asks to be decided: its button says what, and of which comment if it is about one alone.
struct DecisionForm {
    let decision: Decision
    let subjects: [DecisionSubject]
    let note: String

    /// - Throws: ``Problem`` of kind `invalid` when it names no decision or no comment.
    init(_ form: FormBody) throws(Problem) {
        let parts = form["do"].split(separator: " ", maxSplits: 1)
        guard let what = parts.first else { throw Self.unknown }
        decision = try Self.decision(what, form)
        let named = parts.count > 1 ? [String(parts[1])] : form.all("subject")
        var subjects: [DecisionSubject] = []
        for text in named {
            guard let subject = Self.subject(text) else { throw Self.unknown }
            subjects.append(subject)
        }
        guard !subjects.isEmpty else {
            throw Problem(
                .invalid, slug: "nothing-selected", title: "No comment is selected",
                detail: "Tick the comments that this is for.")
        }
        self.subjects = subjects
        note = form["note"].split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.trimmingSuffix(while: { $0 == " " }) }.joined(separator: "\n")
    }

    /// How a button or a box names a comment.
    static func value(of queued: QueuedComment) -> String { "\(queued.comment.id) \(queued.version)" }

    private static func decision(_ text: Substring, _ form: FormBody) throws(Problem) -> Decision {
        let parts = text.split(separator: ":", maxSplits: 1)
        switch parts.first {
        case "approve": return .approve
        case "highlight": return .highlight
        case "unhighlight": return .unhighlight
        case "byline": return .byline(form["byline"])
        case "unbyline": return .unbyline
        case "remove":
            let name = parts.count > 1 ? String(parts[1]) : form["reason"]
            guard let reason = RemovalReason(rawValue: name) else {
                throw Problem(
                    .invalid, slug: "reason-missing", title: "Say why it is removed",
                    detail: "Choose a reason; its author is told.")
            }
            return .remove(reason)
        default: throw unknown
        }
    }

    private static func subject(_ text: String) -> DecisionSubject? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let comment = Comment.ID(parts[0]), let seen = CommentVersion(parts[1]) else {
            return nil
        }
        return DecisionSubject(comment: comment, seen: seen)
    }

    private static let unknown = Problem(
        .invalid, slug: "decision-unknown", title: "That is no decision",
        detail: "What the browser sent names no decision that this page knows.")
}

extension Substring {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return rest
    }
}
