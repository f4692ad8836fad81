import Audience
import HTTPSupport
import Hummingbird
import Kernel
import Markup

/// Recommending and reporting comments.
extension DiscussionController {
    func voting(_ visit: DiscussionVisit) async throws -> Response {
        let (comment, article) = try await shown(visit)
        let voter = try voter(for: Voter.purpose(on: comment.id), visit)
        return await voting(comment, article, hasVoted: try await parts.votes.has(voter, on: comment.id), visit)
    }

    func vote(_ visit: DiscussionVisit) async throws -> Response {
        let (comment, article) = try await shown(visit)
        let voter = try voter(for: Voter.purpose(on: comment.id), visit)
        let takesBack = visit.form["take-back"] == "yes"
        if !takesBack, try await parts.votes.has(voter, on: comment.id) {
            return await voting(comment, article, hasVoted: true, visit)
        }
        try await parts.votes.set(!takesBack, by: voter, of: visit.handle?.id, on: comment.id)
        parts.outlines.markStale([article.id])
        return Self.redirect(to: DiscussionRoute.comment(comment.id.description).path)
    }

    private func voting(
        _ comment: Comment, _ article: DiscussedArticle, hasVoted: Bool, _ visit: DiscussionVisit
    ) async -> Response {
        let title = hasVoted ? "You have recommended this comment" : "Recommend this comment"
        return await page(title, article.slug, visit) { html in
            html.element(.h1, text: title)
            write(comment, into: &html)
            html.element(
                .form, .method("post"), .action(DiscussionRoute.vote(comment.id.description).path),
                .class("comment-form")
            ) { html in
                if hasVoted { html.void(.input, .type("hidden"), .name("take-back"), .value("yes")) }
                html.element(.div, .class("form-actions")) { html in
                    html.element(.button, text: hasVoted ? "Take it back" : "Recommend")
                }
            }
            html.element(
                .p, .class("hint"),
                text: "One recommendation counts from each name that is remembered, and one a day from each network.")
            writeWayBack(to: comment, into: &html)
        }
    }

    func flagging(_ visit: DiscussionVisit) async throws -> Response {
        let (comment, article) = try await shown(visit)
        return await flagging(comment, article, visit)
    }

    func flag(_ visit: DiscussionVisit) async throws -> Response {
        let (comment, article) = try await shown(visit)
        guard let reason = CommentFlags.Reason(rawValue: visit.form["reason"]) else {
            let problem = Problem(
                .invalid, slug: "flag-reason", title: "The report was not sent", detail: "Choose a reason.",
                fieldErrors: [.init(field: "reason", message: "Choose a reason.")])
            return await flagging(comment, article, problem: problem, visit)
        }
        do {
            let flagger = try voter(for: CommentFlags.purpose(on: comment.id), visit)
            try await parts.flags.add(reason, note: visit.form["note"], by: flagger, on: comment.id)
        } catch let problem as Problem where problem.kind == .invalid {
            return await flagging(comment, article, problem: problem, visit)
        }
        return await page("Thank you", article.slug, visit) { html in
            html.element(.h1, text: "Thank you")
            html.element(.p, .class("intro"), text: "A moderator will look at the comment.")
            writeWayBack(to: comment, into: &html)
        }
    }

    private func flagging(
        _ comment: Comment, _ article: DiscussedArticle, problem: Problem? = nil, _ visit: DiscussionVisit
    ) async -> Response {
        let state = FormState(errors: problem?.fieldErrors ?? [])
        let title = "Report this comment"
        return await page(title, article.slug, status: problem == nil ? 200 : 422, visit) { html in
            html.element(.h1, text: title)
            if let problem { html.problem(problem) }
            write(comment, into: &html)
            html.element(
                .form, .method("post"), .action(DiscussionRoute.flag(comment.id.description).path),
                .class("comment-form")
            ) { html in
                html.choice(
                    "What is wrong with it", name: "reason", value: visit.form["reason"],
                    options: [("", "Please choose")] + CommentFlags.Reason.allCases.map { ($0.rawValue, $0.label) },
                    state: state, .required)
                html.textArea(
                    "Anything that a moderator should know", name: "note",
                    value: String(visit.form["note"].prefix(CommentFlags.longestNote)), rows: 3,
                    hint: "You need not write anything. Only moderators read it.", state: state,
                    .maxlength(CommentFlags.longestNote))
                html.element(.div, .class("form-actions")) { $0.element(.button, text: "Send the report") }
            }
            writeWayBack(to: comment, into: &html)
        }
    }

    private func write(_ comment: Comment, into html: inout HTMLWriter) {
        html.element(.div, .class("answered")) { html in
            html.element(.p, .class("meta")) { $0.commentHead(comment) }
            html.element(.div, .class("comment-text")) { $0.raw(CommentMarkdown.html(from: comment.text)) }
        }
    }

    private func writeWayBack(to comment: Comment, into html: inout HTMLWriter) {
        html.element(.p) { html in
            html.element(
                .a, .href(DiscussionRoute.comment(comment.id.description).path), text: "Back to the discussion")
        }
    }

    /// Who recommends or reports: a name that is known, or else a network.
    private func voter(for purpose: String, _ visit: DiscussionVisit) throws(Problem) -> Voter {
        if let handle = visit.handle { return Voter(handle.id) }
        guard let network = visit.network else {
            throw Problem(
                .forbidden, slug: "vote-unknown", title: "That can’t be counted",
                detail: "The site can’t tell from where you come. Write a comment first and have yourself remembered.")
        }
        return Voter(parts.hasher.digest(of: network, for: purpose, at: visit.now))
    }

    /// A comment that readers see, and that something can still be done with.
    private func shown(_ visit: DiscussionVisit) async throws -> (comment: Comment, article: DiscussedArticle) {
        guard let comment = try await parts.comments.comment(visit.comment()), comment.state == .shown,
            let article = try await parts.articles.article(comment.article)
        else { throw DiscussionVisit.nothingHere }
        return (comment, article)
    }
}
