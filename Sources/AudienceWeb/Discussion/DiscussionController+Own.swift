import Audience
import HTTPSupport
import Hummingbird
import Kernel
import Markup
import Secrets

/// What somebody can do with a comment of their own.
extension DiscussionController {
    func own(_ visit: DiscussionVisit) async throws -> Response {
        // Of a removed one there is left to say what a moderator said.
        if let handle = visit.handle,
            let standing = try await parts.appeals.standing(of: visit.comment(), owner: handle.id),
            standing.comment.state == .removed
        {
            return Self.redirect(to: address(.appeal(standing.comment.id.description), visit))
        }
        let (comment, answers, article) = try await mine(visit)
        let isEditable = (try? parts.revision.checkEditing(comment, answers: answers)) != nil
        let isHeld = comment.state == .held
        let title = isHeld ? "Your comment will be looked at by a moderator" : "Your comment is published"
        return await page(title, article.slug, visit) { html in
            html.element(.p, .class("kicker")) { html in
                html.element(.a, .href(Route.article(article.slug).path), text: article.title)
            }
            html.element(.h1, text: title)
            if isHeld {
                html.element(
                    .p, .class("intro"), text: "Nobody else sees it until then. This page tells you how it stands.")
            }
            html.element(.div, .class("comment")) { html in
                html.element(.p, .class("meta")) { $0.commentHead(comment) }
                html.element(.div, .class("comment-text")) { $0.raw(CommentMarkdown.html(from: comment.text)) }
                html.element(.p, .class("comment-actions")) { html in
                    if !isHeld {
                        html.element(
                            .a, .href(DiscussionRoute.comment(comment.id.description).path),
                            text: "See it in the discussion")
                    }
                    if isEditable {
                        html.element(
                            .a, .href(address(.edit(comment.id.description), visit)), text: "Change it")
                    }
                    html.element(.a, .href(address(.delete(comment.id.description), visit)), text: "Delete it")
                    if isHeld {
                        html.element(
                            .a, .href(address(.appeal(comment.id.description), visit)), text: "Say why it should stand")
                    }
                }
            }
            html.element(.p, .class("hint")) { html in
                html.text("You wrote as ")
                html.element(.strong, text: comment.handle)
                html.text(
                    visit.isRemembered
                        ? ". This device remembers you. "
                        : ". Keep the address of this page: whoever has it can change the comment within 10 minutes, and delete it at any time. "
                )
                html.element(.a, .href(address(.handle, visit)), text: "Your name and your comments")
            }
        }
    }

    func editing(_ visit: DiscussionVisit) async throws -> Response {
        let (comment, answers, article) = try await mine(visit)
        try await checkOpen(article, visit)
        try parts.revision.checkEditing(comment, answers: answers)
        return await editing(comment, article, text: comment.text, visit)
    }

    func edit(_ visit: DiscussionVisit) async throws -> Response {
        let (comment, answers, article) = try await mine(visit)
        try await checkOpen(article, visit)
        try parts.revision.checkEditing(comment, answers: answers)
        guard let handle = visit.handle else { throw Self.notYours }
        do {
            let text = try CommentDraft.text(visit.form["text"])
            let verdict = parts.screen.verdict(
                on: Submission(
                    article: article.id, handle: handle.name, isFirst: try await !parts.handles.wasShown(handle.id),
                    isEdit: true, text: text, network: visit.network,
                    formMade: parts.seal.open(visit.form[CommentForm.seal], for: article.id)?.made,
                    trap: visit.form[CommentForm.trap], at: visit.now))
            let (state, findings): (Comment.State, [Finding])
            switch verdict {
            case .shown(let found): (state, findings) = (.shown, found)
            case .held(let found): (state, findings) = (.held, found)
            case .refused(let problem, _): throw problem
            }
            if text != comment.text {
                try await parts.revision.edit(
                    comment.id, of: handle.id, text: text, state: state, findings: findings)
            }
        } catch let problem as Problem where problem.kind == .invalid || problem.kind == .limited {
            return await editing(comment, article, text: visit.form["text"], problem: problem, visit)
        }
        return Self.redirect(to: address(.own(comment.id.description), visit))
    }

    func deleting(_ visit: DiscussionVisit) async throws -> Response {
        let (comment, _, article) = try await mine(visit)
        return await page("Delete your comment", article.slug, visit) { html in
            html.element(.h1, text: "Delete your comment")
            html.element(
                .p, .class("intro"),
                text:
                    "Your words and your name are taken out for good. Answers stay, and readers see that a comment was deleted."
            )
            html.element(.div, .class("comment")) { html in
                html.element(.p, .class("meta")) { $0.commentHead(comment) }
                html.element(.div, .class("comment-text")) { $0.raw(CommentMarkdown.html(from: comment.text)) }
            }
            html.element(
                .form, .method("post"), .action(DiscussionRoute.delete(comment.id.description).path),
                .class("comment-form")
            ) { html in
                if let key = visit.spokenKey { html.void(.input, .type("hidden"), .name("key"), .value(key.text)) }
                html.element(.div, .class("form-actions")) { $0.element(.button, text: "Delete it") }
            }
        }
    }

    func delete(_ visit: DiscussionVisit) async throws -> Response {
        let (comment, _, article) = try await mine(visit)
        guard let handle = visit.handle else { throw Self.notYours }
        try await parts.revision.delete(comment.id, of: handle.id)
        parts.outlines.markStale([article.id])
        return await page("Your comment is deleted", article.slug, visit) { html in
            html.element(.h1, text: "Your comment is deleted")
            html.element(.p) { html in
                html.element(
                    .a, .href(DiscussionPlace(slug: article.slug).numberedPath), text: "Back to the discussion")
            }
        }
    }

    /// An address that carries the key, where no cookie does.
    func address(_ route: DiscussionRoute, _ visit: DiscussionVisit) -> String {
        route.path + (visit.spokenKey.map { "?key=\($0.text)" } ?? "")
    }

    private func editing(
        _ comment: Comment, _ article: DiscussedArticle, text: String, problem: Problem? = nil, _ visit: DiscussionVisit
    ) async -> Response {
        var form = CommentForm(target: .edit(comment.id), seal: parts.seal.seal(article.id, at: visit.now))
        form.text = String(text.prefix(CommentDraft.longestText))
        form.key = visit.spokenKey
        form.errors = problem?.fieldErrors ?? []
        let status = problem.map { $0.kind == .limited ? 429 : 422 } ?? 200
        return await page("Change your comment", article.slug, status: status, visit) { html in
            html.element(.h1, text: "Change your comment")
            if let problem { html.problem(problem) }
            form.write(into: &html)
        }
    }

    private func mine(
        _ visit: DiscussionVisit
    ) async throws -> (comment: Comment, answers: Int, article: DiscussedArticle) {
        let id = try visit.comment()
        guard let handle = visit.handle, let (comment, answers) = try await parts.revision.comment(id, of: handle.id),
            comment.state == .shown || comment.state == .held,
            let article = try await parts.articles.article(comment.article)
        else { throw Self.notYours }
        return (comment, answers, article)
    }

    private func checkOpen(_ article: DiscussedArticle, _ visit: DiscussionVisit) async throws {
        if let refusal = try await standing(of: article, visit).refusal { throw refusal }
    }

    static let notYours = Problem(
        .forbidden, slug: "comment-foreign", title: "This comment can’t be changed from here",
        detail:
            "Only whoever wrote it can do that, with the address that they got after sending it, or on a device that remembers them. It may also have been deleted or removed."
    )
}
