import Audience
import HTTPSupport
import Kernel
import Markup

/// A comment with all that one needs to decide on it.
struct CommentCard {
    let queued: QueuedComment
    let article: ModeratedArticle?
    let now: Timestamp

    private static let excerpt = 160

    private var comment: ModeratedComment { queued.comment }

    /// What it says, and why it is here.
    func writeMain(into html: inout HTMLWriter) {
        html.element(.p, .class("hint")) { html in
            if let article {
                html.text("On ")
                html.element(
                    .a, .href(QueueAddress(QueueFilter(show: .all, article: comment.article)).path), text: article.title
                )
            } else {
                html.text("On an article that readers don’t see")
            }
            if let answered = queued.answered { html.text(" · answers \(answered.handle)") }
            if let since = queued.since, comment.state != .held || comment.edited != nil {
                html.text(" · waits for \(wait(since))")
            }
            if let edited = comment.edited {
                html.text(" · changed ")
                html.moment(edited)
            }
            if let byline = comment.byline { html.text(" · written by \(byline)") }
        }
        html.element(.div, .class("comment-text")) { $0.raw(CommentMarkdown.html(from: comment.text)) }
        if let appeal = queued.appeal { write(appeal, into: &html) }
        if let decision = queued.decision {
            html.element(.p, .class("hint")) { html in
                html.text("\(decision.words) by \(decision.signature.name), ")
                html.moment(decision.signature.at)
                if !decision.note.isEmpty { html.text(": \(decision.note)") }
            }
        }
        let openFlags = queued.flags.filter(\.isOpen)
        guard !queued.findings.isEmpty || !openFlags.isEmpty else { return }
        html.element(.ul, .class("reasons-why")) { html in
            for finding in queued.findings { html.element(.li, text: finding.detail) }
            for flag in openFlags {
                html.element(.li) { html in
                    html.element(.strong, text: "Flagged: \(FlagWords.name(of: flag.reason))")
                    if !flag.note.isEmpty { html.text(". “\(flag.note)”") }
                }
            }
        }
    }

    private func write(_ appeal: Appeal, into html: inout HTMLWriter) {
        html.element(.div, .class("appeal")) { html in
            html.element(.p) { html in
                html.element(.strong, text: appeal.decision == nil ? "Its author appeals" : "Its author appealed")
                html.text(", ")
                html.moment(appeal.made)
            }
            html.element(.p, .class("quoted"), text: appeal.text)
        }
    }

    /// What stands beside it, and what its author wrote before.
    func writeBeside(into html: inout HTMLWriter) {
        html.element(.dl, .class("beside-it")) { html in
            if let answered = queued.answered { entry("It answers", answered, into: &html) }
            if let before = queued.before, before.id != queued.answered?.id { entry("Before it", before, into: &html) }
            if let after = queued.after { entry("After it", after, into: &html) }
            html.element(.dt, text: "\(comment.handle) until now")
            html.element(.dd) { html in
                html.element(
                    .a, .href(QueueAddress(QueueFilter(show: .all, handle: comment.handle)).path), text: counts)
                let others = queued.author.latest.filter { $0.id != comment.id }
                if !others.isEmpty {
                    html.element(.ul) { html in
                        for other in others {
                            html.element(.li) { html in
                                html.element(
                                    .a, .href(OfficeRoute.moderatedComment(other.id.description).path),
                                    text: other.state.name)
                                html.text(": \(excerpt(other))")
                            }
                        }
                    }
                }
            }
        }
    }

    private var counts: String {
        let author = queued.author
        return "\(author.count(.shown)) shown, \(author.count(.held)) held, \(author.count(.removed)) removed"
    }

    private func entry(_ title: String, _ other: ModeratedComment, into html: inout HTMLWriter) {
        html.element(.dt, text: "\(title): \(other.handle)")
        html.element(.dd) { html in
            if other.state != .shown { html.text("\(other.state.name). ") }
            html.text(excerpt(other))
        }
    }

    private func excerpt(_ other: ModeratedComment) -> String {
        CommentMarkdown.plainText(from: String(other.text.prefix(4 * Self.excerpt))).beginning(Self.excerpt)
    }

    private func wait(_ since: Timestamp) -> String {
        Duration.milliseconds(max(0, now.milliseconds - since.milliseconds)).roughly
    }
}

/// What readers’ reasons for flagging are called.
enum FlagWords {
    static func name(of reason: String) -> String {
        CommentFlags.Reason(rawValue: reason)?.label ?? reason.replacing("-", with: " ")
    }
}

extension HTMLWriter {
    /// A moment to the minute, as the site's clocks show it.
    mutating func moment(_ timestamp: Timestamp) {
        element(.time, .datetime(timestamp.rfc3339), text: timestamp.localReading.written)
    }
}
