import Audience
import HTTPSupport
import Hummingbird
import Kernel
import Markup
import Secrets

/// What an author can say against the removal or the holding of their comment, and what came of it.
extension DiscussionController {
    func appealing(_ visit: DiscussionVisit) async throws -> Response {
        let (standing, article) = try await appealable(visit)
        return await page(standing, article, visit, problem: nil)
    }

    func appeal(_ visit: DiscussionVisit) async throws -> Response {
        let (standing, article) = try await appealable(visit)
        guard let handle = visit.handle else { throw Self.notYours }
        do {
            try await parts.appeals.appeal(
                against: standing.comment.id, owner: handle.id, text: visit.form["text"], at: visit.now)
        } catch let problem as Problem where problem.kind == .invalid {
            return await page(standing, article, visit, problem: problem)
        }
        return Self.redirect(to: address(.appeal(standing.comment.id.description), visit))
    }

    private func appealable(
        _ visit: DiscussionVisit
    ) async throws -> (AppealStore.Standing, DiscussedArticle) {
        guard let handle = visit.handle,
            let standing = try await parts.appeals.standing(of: visit.comment(), owner: handle.id),
            let article = try await parts.articles.article(standing.comment.article)
        else { throw Self.notYours }
        return (standing, article)
    }

    private func page(
        _ standing: AppealStore.Standing, _ article: DiscussedArticle, _ visit: DiscussionVisit, problem: Problem?
    ) async -> Response {
        await page("Your comment and its moderators", article.slug, status: problem == nil ? 200 : 422, visit) { html in
            html.element(.p, .class("kicker")) { html in
                html.element(.a, .href(Route.article(article.slug).path), text: article.title)
            }
            html.element(.h1, text: "Your comment and its moderators")
            html.element(.p, .class("intro"), text: Self.words(on: standing))
            if let decision = standing.decision, !decision.note.isEmpty, standing.appeal == nil {
                html.element(.p, text: "The moderator wrote: “\(decision.note)”")
            }
            html.element(.div, .class("comment")) { html in
                html.element(.div, .class("comment-text")) {
                    $0.raw(CommentMarkdown.html(from: standing.comment.text))
                }
            }
            if let appeal = standing.appeal {
                Self.write(appeal, standing.decision, into: &html)
            } else if standing.canAppeal {
                write(standing, visit, problem, into: &html)
            }
            html.element(.p) { html in
                html.element(.a, .href(Route.discussionRules.path), text: "The rules of the discussions")
                html.text(" · ")
                html.element(.a, .href(Route.removedComments.path), text: "What was removed")
            }
        }
    }

    private func write(
        _ standing: AppealStore.Standing, _ visit: DiscussionVisit, _ problem: Problem?, into html: inout HTMLWriter
    ) {
        if let problem { html.problem(problem) }
        let path = DiscussionRoute.appeal(standing.comment.id.description).path
        html.element(.form, .method("post"), .action(path), .class("comment-form")) { html in
            if let key = visit.spokenKey { html.void(.input, .type("hidden"), .name("key"), .value(key.text)) }
            html.textArea(
                "Why readers should see it", name: "text", value: String(visit.form["text"].prefix(Appeal.longest)),
                rows: 5, hint: "You can appeal once, in up to 1,000 characters. Only moderators read it.",
                state: FormState(errors: problem?.fieldErrors ?? []), .required, .maxlength(Appeal.longest))
            html.element(.div, .class("form-actions")) { $0.element(.button, text: "Send the appeal") }
        }
    }

    private static func write(_ appeal: Appeal, _ decision: ModerationAction?, into html: inout HTMLWriter) {
        html.element(.h2, text: "Your appeal")
        html.element(.p, text: appeal.text)
        guard appeal.decision != nil else {
            return html.element(.p, text: "A moderator will look at it. The answer will stand here.")
        }
        let isShown = decision.map { $0.became == ModeratedState.shown.rawValue } ?? false
        html.element(.h2, text: "The answer")
        html.element(.p, text: isShown ? "Readers see your comment." : "The comment stays removed.")
        if let note = decision?.note, !note.isEmpty { html.element(.p, text: "The moderator wrote: “\(note)”") }
    }

    private static func words(on standing: AppealStore.Standing) -> String {
        switch standing.comment.state {
        case .held: "Your comment waits for a moderator. Nobody else sees it until then."
        case .removed: "A moderator removed your comment \(standing.decision?.reason?.inSentence ?? "")."
        case .shown, .deleted: "Readers see your comment."
        }
    }
}
