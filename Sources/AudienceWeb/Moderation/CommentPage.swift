import Audience
import HTTPSupport
import Kernel
import Markup

/// One comment, what was done with it, and what takes more than a key: a reason with a note, a byline.
struct CommentPage {
    let queued: QueuedComment
    let article: ModeratedArticle?
    let history: [ModerationHistory.Line]
    let bylines: [String]
    /// What became of a correction that was passed on from it.
    let correction: PassedOnCorrection?
    /// Of a correction that could not be passed on.
    let typed: String
    let problem: Problem?
    let now: Timestamp
    let token: String

    private var comment: ModeratedComment { queued.comment }
    private var back: String { "comment:\(comment.id)" }

    var page: OfficePage {
        OfficePage(title: "A comment by \(comment.handle)", area: .moderation, place: .moderation) { html in
            html.element(.h1, text: "A comment by \(comment.handle)")
            html.element(.p) { html in
                html.element(.span, .class("state state-\(comment.state.rawValue)"), text: comment.state.name)
                html.text(" ")
                html.moment(comment.posted)
                if let article, comment.state == .shown {
                    html.text(" · ")
                    html.element(.a, .href("\(article.path)#comment-\(comment.id)"), text: "As readers see it")
                }
            }
            if let problem { html.problem(problem) }
            let card = CommentCard(queued: queued, article: article, now: now)
            card.writeMain(into: &html)
            html.form(.moderationDecisions, token: token) { html in
                html.void(.input, .type("hidden"), .name("back"), .value(back))
                DecisionButtons(queued: queued).write(into: &html)
            }
            writeRemoval(into: &html)
            writeByline(into: &html)
            writeCorrection(into: &html)
            writeBans(into: &html)
            html.element(.h2, text: "Beside it")
            card.writeBeside(into: &html)
            html.element(.h2, text: "What was done")
            DecisionLines(lines: history, articles: [:], token: token, back: back, isOnOwnPage: true).write(into: &html)
        }
    }

    private func writeRemoval(into html: inout HTMLWriter) {
        let isAppealed = queued.appeal.map { $0.decision == nil } ?? false
        guard comment.state == .held || comment.state == .shown || isAppealed else { return }
        html.element(
            .h2, text: isAppealed && comment.state == .removed ? "Turn the appeal down" : "Remove it with a note")
        html.form(.moderationDecisions, token: token) { html in
            html.void(.input, .type("hidden"), .name("back"), .value(back))
            html.void(.input, .type("hidden"), .name("subject"), .value(DecisionForm.value(of: queued)))
            html.choice(
                "Reason", name: "reason", value: queued.decision?.reason?.rawValue ?? "",
                options: RemovalReason.allCases.map { ($0.rawValue, $0.name) }, state: FormState())
            html.textArea(
                "Note", name: "note", value: "", rows: 3,
                hint: "Its author reads it, on the page where they can appeal. Nobody else does.", state: FormState(),
                .maxlength(ModerationStore.longestNote))
            html.element(.p, .class("actions")) {
                $0.element(.button, .name("do"), .value("remove"), text: "Remove")
            }
        }
    }

    private func writeCorrection(into html: inout HTMLWriter) {
        guard comment.state != .deleted, article != nil else { return }
        html.element(.h2, text: "A correction for the desk")
        if let correction {
            html.element(.p, .class("quoted"), text: correction.text)
            html.element(.p) { html in
                switch correction.state {
                case .open: html.text("The desk has not settled it yet.")
                case .done: html.text("Done")
                case .declined: html.text("Declined")
                }
                if let settled = correction.settled {
                    html.text(" by \(settled.name), ")
                    html.moment(settled.at)
                }
                if !correction.answer.isEmpty { html.text(": \(correction.answer)") }
            }
            return
        }
        html.form(.correctionSuggestion, token: token) { html in
            html.void(.input, .type("hidden"), .name("comment"), .value(comment.id.description))
            html.textArea(
                "What is wrong in the article", name: "text", value: typed, rows: 3,
                hint: "The writers and editors see it, with a link to the comment.",
                state: FormState(errors: problem?.fieldErrors ?? []), .maxlength(2000))
            html.element(.p, .class("actions")) { $0.element(.button, text: "Pass it on to the desk") }
        }
    }

    /// Leads to the bans with what there is to be banned here.
    private func writeBans(into html: inout HTMLWriter) {
        guard comment.state != .deleted else { return }
        html.element(.h2, text: "Keep more of it out")
        html.element(.p, .class("link-steps")) { html in
            let handle = PercentEncoding.encode(comment.handle)
            html.element(
                .a, .class("button"), .href("\(OfficeRoute.bans.path)?kind=handle&value=\(handle)"),
                text: "Ban the handle")
            if comment.hasNetwork {
                html.element(
                    .a, .class("button"), .href("\(OfficeRoute.bans.path)?kind=network&comment=\(comment.id)"),
                    text: "Ban its network")
            }
        }
        if !comment.hasNetwork {
            html.element(.p, .class("hint"), text: "Which network it came from is not known, or forgotten by now.")
        }
    }

    private func writeByline(into html: inout HTMLWriter) {
        guard comment.state == .held || comment.state == .shown else { return }
        html.element(.h2, text: "Written by the editors")
        html.form(.moderationDecisions, token: token, .class("inline")) { html in
            html.void(.input, .type("hidden"), .name("back"), .value(back))
            html.void(.input, .type("hidden"), .name("subject"), .value(DecisionForm.value(of: queued)))
            if let byline = comment.byline {
                html.element(.p, text: "Readers see that \(byline) wrote it.")
                html.element(.button, .name("do"), .value("unbyline"), text: "Take the mark off")
            } else if bylines.isEmpty {
                html.element(.p, .class("empty"), text: "The desk has no bylines yet.")
            } else {
                html.choice(
                    "Whose answer it is", name: "byline", value: "", options: bylines.map { ($0, $0) },
                    hint: "Only for what one of them really wrote.", state: FormState())
                html.element(.button, .name("do"), .value("byline"), text: "Mark it")
            }
        }
    }
}
