import Audience
import HTTPSupport
import Kernel
import Markup

/// What moderators did, the last first.
struct DecisionListPage {
    let lines: [ModerationHistory.Line]
    let hasMore: Bool
    let articles: [ArticleID: ModeratedArticle]
    let token: String

    var page: OfficePage {
        OfficePage(title: "Decisions", area: .moderation, place: .moderationDecisions) { html in
            html.element(.h1, text: "Decisions")
            html.element(
                .p, .class("hint"),
                text: "Each stays on record, also when it is taken back. The last decision on a comment goes first.")
            DecisionLines(lines: lines, articles: articles, token: token, back: "decisions", isOnOwnPage: false)
                .write(into: &html)
            if hasMore, let last = lines.last {
                html.element(.p, .class("pages")) { html in
                    html.element(
                        .a, .href("\(OfficeRoute.moderationDecisions.path)?before=\(last.action.number)"),
                        text: "Earlier")
                }
            }
        }
    }
}

/// Decisions, one a line, with what takes each back.
struct DecisionLines {
    let lines: [ModerationHistory.Line]
    let articles: [ArticleID: ModeratedArticle]
    let token: String
    let back: String
    let isOnOwnPage: Bool

    func write(into html: inout HTMLWriter) {
        guard !lines.isEmpty else {
            return html.element(.p, .class("empty"), text: "What moderators decide stands here.")
        }
        html.element(.ul, .class("lines decisions")) { html in
            for line in lines { html.element(.li) { write(line, into: &$0) } }
        }
    }

    private func write(_ line: ModerationHistory.Line, into html: inout HTMLWriter) {
        html.element(.div) { html in
            html.element(.p) { html in
                html.element(line.undoneBy == nil ? .strong : .del, text: line.action.words)
                if !isOnOwnPage { writeSubject(line, into: &html) }
            }
            html.element(.p, .class("hint")) { html in
                html.text("\(line.action.signature.name), ")
                html.moment(line.action.signature.at)
                if let name = line.undoneBy { html.text(" · taken back by \(name)") }
                if !line.action.note.isEmpty { html.text(" · “\(line.action.note)”") }
            }
        }
        guard line.undoneBy == nil, line.action.what != .undo else { return }
        html.form(.moderationUndo, token: token) { html in
            html.void(.input, .type("hidden"), .name("action"), .value(String(line.action.number)))
            html.void(.input, .type("hidden"), .name("back"), .value(back))
            html.element(.button, .class("quiet")) { html in
                html.text("Undo")
                html.element(.span, .class("visually-hidden"), text: ": \(line.action.words)")
            }
        }
    }

    private func writeSubject(_ line: ModerationHistory.Line, into html: inout HTMLWriter) {
        if let comment = line.comment {
            html.text(": ")
            html.element(
                .a, .href(OfficeRoute.moderatedComment(comment.id.description).path), text: comment.handle)
            html.text(", “\(CommentMarkdown.plainText(from: String(comment.text.prefix(400))).beginning(80))”")
        } else if let article = articles[line.action.article] {
            html.text(": \(article.title)")
        }
    }
}
