import Audience
import HTTPSupport
import Hummingbird
import Kernel
import Markup
import Secrets

/// Writing a comment or an answer.
extension DiscussionController {
    /// How long the same words from the same network under the same article are taken for one and the same, where the form itself
    /// can’t tell.
    private static let sameWords = Duration.seconds(600)
    private static let sameForm = Duration.seconds(86_400)
    private static let sealKept = Duration.seconds(43_200)

    func reply(_ visit: DiscussionVisit) async throws -> Response {
        let (article, standing) = try await article(visit)
        if let refusal = standing.refusal { throw refusal }
        let parent = try await parent(visit.query["to"], article)
        let form = form(of: visit, article, parent: parent?.id)
        return await writing(parent == nil ? "Write a comment" : "Answer", article, form, parent: parent, visit)
    }

    func preview(_ visit: DiscussionVisit) async throws -> Response {
        let (article, standing) = try await article(visit)
        if let refusal = standing.refusal { throw refusal }
        let parent = try await parent(visit.form["to"], article)
        var form = form(of: visit, article, parent: parent?.id)
        do {
            let text = try CommentDraft.text(visit.form["text"])
            return await writing("Preview", article, form, parent: parent, previewing: text, visit)
        } catch {
            form.errors = error.fieldErrors
            return await writing("Preview", article, form, parent: parent, problem: error, visit)
        }
    }

    func send(_ visit: DiscussionVisit) async throws -> Response {
        guard let article = try await parts.articles.article(visit.slug()) else { throw DiscussionVisit.nothingHere }
        let rules = try await parts.rules()
        guard rules.isOn else { throw Standing.off }
        let isPastClosing = rules.isPastClosing(article, at: visit.now)
        let parent = try await parent(visit.form["to"], article)
        do {
            let (author, isNew) = try await author(visit)
            let nonce = Secret(shown: visit.form["nonce"])
            let text = try CommentDraft.text(visit.form["text"])
            let what = Self.what(article, parent?.id, text)
            // The same form makes the same key again, for whoever sends it twice.
            let new = nonce.flatMap { Secret(shown: $0.derived(for: "handle \(what)")) } ?? Secret()
            let key = isNew ? new : visit.key ?? new
            let receipt = try await take(
                Sending(
                    article: article, isPastClosing: isPastClosing, parent: parent?.id, author: author, key: key,
                    text: text, nonce: nonce), visit)
            return answer(to: receipt, key: key, hasNonce: nonce != nil, isNew: isNew, visit)
        } catch let problem as Problem where problem.kind != .forbidden {
            var form = form(of: visit, article, parent: parent?.id)
            form.errors = problem.fieldErrors
            return await writing(
                parent == nil ? "Write a comment" : "Answer", article, form, parent: parent, problem: problem,
                status: problem.kind == .limited ? 429 : problem.kind == .unavailable ? 503 : 422, visit)
        }
    }

    /// What somebody sends, after it was read.
    private struct Sending: Sendable {
        let article: DiscussedArticle
        /// Whether the site closes discussions of its age.
        let isPastClosing: Bool
        let parent: Comment.ID?
        let author: CommentDraft.Author
        let key: Secret
        let text: String
        let nonce: Secret?
    }

    private func take(_ sending: Sending, _ visit: DiscussionVisit) async throws -> CommentReceipt {
        let nonce = Self.nonce(of: sending, visit)
        return try await submissions.receipt(for: nonce.digest) { [parts] in
            let known = try await parts.writer.circumstances(
                of: nonce, under: sending.article.id, at: visit.now)
            if let earlier = known.earlier { return earlier }
            if let refusal = known.standing.refusal(isPastClosing: sending.isPastClosing) { throw refusal }
            let (name, isFirst): (String, Bool) =
                switch sending.author {
                case .known(let handle): (handle.name, try await !parts.handles.wasShown(handle.id))
                case .new(let name): (name.description, true)
                case .anonymous: ("", true)
                }
            let form = parts.seal.open(visit.form[CommentForm.seal], for: sending.article.id)
            let verdict = parts.screen.verdict(
                on: Submission(
                    article: sending.article.id, handle: name, isFirst: isFirst, isEdit: false, text: sending.text,
                    network: visit.network,
                    formMade: form?.made, formNonce: WorkChallenge.nonce(form, browser: visit.form["nonce"]),
                    work: visit.form[FormWork.field], trap: visit.form[CommentForm.trap], at: visit.now))
            let (state, findings): (Comment.State, [Finding])
            switch verdict {
            case .shown(let found): (state, findings) = (.shown, found)
            case .held(let found): (state, findings) = (.held, found)
            case .refused(let problem, _): throw problem
            }
            let id = Comment.ID(at: visit.now)
            let network = visit.network.map {
                parts.hasher.digest(of: $0, for: NetworkDigest.ofComments, at: visit.now)
            }
            do {
                return try await parts.writer.write(
                    CommentDraft(
                        id: id, article: sending.article.id, parent: sending.parent, author: sending.author,
                        key: sending.key, text: sending.text, at: visit.now, nonce: nonce, state: state,
                        findings: findings, network: network, isPastClosing: sending.isPastClosing))
            } catch {
                parts.screen.forget(sending.text, handle: name, article: sending.article.id)
                throw error
            }
        }
    }

    /// What a submission is known by: the form’s own number with what was written into it, or else what was written and where
    /// from.
    private static func nonce(of sending: Sending, _ visit: DiscussionVisit) -> CommentDraft.Nonce {
        let what = Self.what(sending.article, sending.parent, sending.text)
        if let nonce = sending.nonce {
            return CommentDraft.Nonce(digest: Digest.of("form \(nonce.text) \(what)"), lifetime: sameForm)
        }
        let who = visit.handle?.id.description ?? visit.form["name"]
        let program = visit.request.headers[.userAgent] ?? ""
        return CommentDraft.Nonce(
            digest: Digest.of("words \(visit.network?.bits ?? 0) \(who) \(program.count) \(program) \(what)"),
            lifetime: sameWords)
    }

    private static func what(_ article: DiscussedArticle, _ parent: Comment.ID?, _ text: String) -> String {
        "\(article.id) \(parent?.description ?? "") \(text)"
    }

    private func answer(
        to receipt: CommentReceipt, key: Secret, hasNonce: Bool, isNew: Bool, _ visit: DiscussionVisit
    ) -> Response {
        let id: Comment.ID
        var isShown = false
        // Who sends the same words as somebody else doesn’t get the other’s key.
        var key: Secret? = key
        switch receipt {
        case .written(let written, _, let state, _):
            id = written
            isShown = state == .shown
        case .repeated(let earlier):
            id = earlier
            if isNew, !hasNonce { key = nil }
        }
        let remembers = visit.form["remember"] == "yes"
        let isKnown = key != nil && (remembers || visit.isRemembered && !isNew)
        let own = DiscussionRoute.own(id.description).path
        var response: Response
        if let key, !isKnown {
            response = Self.redirect(to: "\(own)?key=\(key.text)")
        } else {
            response = Self.redirect(to: isShown || key == nil ? DiscussionRoute.comment(id.description).path : own)
        }
        if let key, remembers {
            cookie.set(key, lifetime: Int(HandleStore.keyLifetime.components.seconds), on: &response)
        }
        return response
    }

    /// Under which name somebody wants to write.
    private func author(_ visit: DiscussionVisit) async throws -> (CommentDraft.Author, isNew: Bool) {
        let typed = visit.form["name"]
        guard !typed.allSatisfy(\.isWhitespace) else {
            return visit.handle.map { (.known($0), false) } ?? (.anonymous, true)
        }
        let name = try HandleName(typed)
        if let handle = visit.handle, HandleName.folded(handle.name) == name.folded { return (.known(handle), false) }
        try await parts.reserved().check(name)
        return (.new(name), true)
    }

    /// The comment that is answered; `nil` when the article is.
    private func parent(_ text: String?, _ article: DiscussedArticle) async throws -> Comment? {
        guard let text, !text.isEmpty else { return nil }
        guard let id = Comment.ID(text), let comment = try await parts.comments.comment(id),
            comment.article == article.id, comment.state == .shown
        else {
            throw Problem(
                .notFound, slug: "comment-parent", title: "The comment that you answer is not there any more",
                detail:
                    "It was taken away, or never was under this article. You can still write under the article itself.")
        }
        return comment
    }

    private func form(of visit: DiscussionVisit, _ article: DiscussedArticle, parent: Comment.ID?) -> CommentForm {
        // A form that comes back keeps its moment, so that nobody is taken to be too quick who only mends something.
        let earlier = parts.seal.open(visit.form[CommentForm.seal], for: article.id)
        let isFresh = earlier.map { visit.now < $0.made.advanced(by: Self.sealKept) } ?? false
        var form = CommentForm(
            target: .discussion(article.slug),
            seal: isFresh ? visit.form[CommentForm.seal] : parts.seal.seal(article.id, at: visit.now))
        form.text = String(visit.form["text"].prefix(CommentDraft.longestText))
        form.name = String(visit.form["name"].prefix(HandleName.lengths.upperBound))
        form.parent = parent
        form.nonce = Secret(shown: visit.form["nonce"]) ?? Secret()
        form.key = visit.spokenKey
        form.knownName = visit.handle?.name
        form.remembers = visit.form["remember"] == "yes"
        form.work = parts.work()
        // Who typed another name than the one that is known wants to write under that.
        if !form.name.isEmpty, form.name != visit.handle?.name { form.knownName = nil }
        return form
    }

    private func writing(
        _ title: String, _ article: DiscussedArticle, _ form: CommentForm, parent: Comment?,
        previewing text: String? = nil, problem: Problem? = nil, status: Int? = nil, _ visit: DiscussionVisit
    ) async -> Response {
        await page(title, article.slug, status: status ?? (problem == nil ? 200 : 422), visit) { html in
            html.element(.p, .class("kicker")) { html in
                html.element(.a, .href(Route.article(article.slug).path), text: article.title)
            }
            html.element(.h1, text: title)
            if let problem { html.problem(problem) }
            if let parent {
                html.element(.div, .class("comment answered")) { html in
                    html.element(.p, .class("meta")) { $0.commentHead(parent) }
                    html.element(.div, .class("comment-text")) { $0.raw(CommentMarkdown.html(from: parent.text)) }
                }
            }
            if let text {
                html.element(.div, .class("comment-preview"), .id("preview"), .role("region"), .ariaLabel("Preview")) {
                    $0.element(.div, .class("comment-text")) { $0.raw(CommentMarkdown.html(from: text)) }
                }
            }
            html.element(.script, .src(script.path), .defer) { _ in }
            form.write(into: &html)
        }
    }
}
