import Audience
import Markup

/// The buttons of what can be done with a comment; each says in its value of which comment, as it was seen.
struct DecisionButtons {
    let queued: QueuedComment

    private var subject: String { DecisionForm.value(of: queued) }
    private var comment: ModeratedComment { queued.comment }
    private var isAppealed: Bool { queued.appeal?.decision == nil && queued.appeal != nil }

    func write(into html: inout HTMLWriter) {
        guard comment.state != .deleted else { return }
        html.element(.div, .class("decide")) { html in
            if let approval { button(approval, "approve", into: &html) }
            if comment.state != .removed || isAppealed {
                button("Spam", "remove:spam", into: &html)
                html.element(.details, .class("reasons")) { html in
                    html.element(.summary, text: comment.state == .removed ? "Turn down …" : "Remove …")
                    html.element(.div) { html in
                        for reason in RemovalReason.allCases where reason != .spam {
                            button(reason.name, "remove:\(reason.rawValue)", into: &html)
                        }
                    }
                }
            }
            if comment.state != .removed {
                comment.highlighted == nil
                    ? button("Highlight", "highlight", into: &html)
                    : button("Take highlight back", "unhighlight", into: &html)
            }
        }
    }

    /// What approving it is called; `nil` when there is nothing to approve.
    private var approval: String? {
        switch comment.state {
        case .held: "Approve"
        case .shown: queued.since == nil ? nil : "Keep"
        case .removed: isAppealed ? "Reinstate" : "Restore"
        case .deleted: nil
        }
    }

    private func button(_ name: String, _ decision: String, into html: inout HTMLWriter) {
        html.element(
            .button, .name("do"), .value("\(decision) \(subject)"), .data("data-do", decision), text: name)
    }
}
