import Audience
import HTTPSupport
import Kernel
import Markup

extension ModerationOffice {
    func decide(_ request: StaffRequest) async throws -> StaffAnswer {
        let form = try DecisionForm(request.form)
        let outcome = try await store.decide(
            form.decision, on: form.subjects, note: form.note, by: signature(of: request))
        return try await answer(outcome, request)
    }

    /// Takes back what was done together, or one action.
    func undo(_ request: StaffRequest) async throws -> StaffAnswer {
        let signature = signature(of: request)
        let outcome: DecisionOutcome
        if let batch = Int(request.form["batch"]) {
            outcome = try await store.undo(batch: batch, by: signature)
        } else {
            let actions = request.form.all("action").compactMap { Int($0) }
            outcome = try await store.undo(Array(actions.prefix(ModerationStore.mostSubjects)), by: signature)
        }
        return try await answer(outcome, request)
    }

    func setDiscussion(_ request: StaffRequest) async throws -> StaffAnswer {
        guard let article = ArticleID(request.form["article"]), ["open", "close"].contains(request.form["do"]),
            try await ground.articles([article])[article] != nil
        else { throw Self.unclear }
        let outcome = try await store.setDiscussion(
            of: article, isOpen: request.form["do"] == "open", by: signature(of: request))
        return try await answer(outcome, request)
    }

    /// Tells what came of it, and sends the browser back to where it was.
    private func answer(_ outcome: DecisionOutcome, _ request: StaffRequest) async throws -> StaffAnswer {
        guard !outcome.done.isEmpty else {
            throw Problem(
                .conflict, slug: "decision-overtaken", title: "Nothing was changed",
                detail: outcome.overtaken.isEmpty ? "There was nothing to take back." : outcome.notice)
        }
        try await ground.changed(Set(outcome.done.map(\.article)))
        let subject = outcome.done.map { $0.comment?.description ?? $0.article.description }.joined(separator: " ")
        guard request.wantsJSON else {
            var answer = StaffAnswer.done(.moderation, notice: outcome.notice, subject: String(subject.prefix(400)))
            answer.content = .redirect(to: Self.back(request.form["back"]))
            return answer
        }
        var answer = StaffAnswer.json(try await json(of: outcome, request))
        answer.subject = String(subject.prefix(400))
        return answer
    }

    private func json(of outcome: DecisionOutcome, _ request: StaffRequest) async throws -> JSONValue {
        let comments = Set(outcome.done.compactMap(\.comment))
        var versions: [JSONValue] = []
        if outcome.done.contains(where: { $0.what == .undo }) {
            for comment in comments {
                if let queued = try await queue.comment(comment) {
                    versions.append(.string(DecisionForm.value(of: queued)))
                }
            }
        }
        let figures = try await history.figures(dayStart: Zone.current.start(of: request.now.localDay))
        return .object([
            "message": .string(outcome.notice),
            "batch": outcome.batch.map { .integer($0) },
            "done": .array(comments.sorted().map { .string($0.description) }),
            "overtaken": .array(outcome.overtaken.compactMap(\.comment).map { .string($0.description) }),
            "versions": .array(versions),
            "figures": .string(FigureLine(figures: figures, now: request.now).text),
        ])
    }

    /// The list as it was, or the page of a comment; no other place.
    private static func back(_ text: String) -> String {
        if text.hasPrefix("comment:"), let comment = Comment.ID(text.dropFirst(8)) {
            return OfficeRoute.moderatedComment(comment.description).path
        }
        if text == "decisions" { return OfficeRoute.moderationDecisions.path }
        var address = (try? QueueAddress(text)) ?? QueueAddress()
        address.isAllSelected = false
        return address.path
    }

    private static let unclear = Problem(
        .invalid, slug: "discussion-unknown", title: "That can’t be done",
        detail: "There is no such article, or nothing was said to be done with its discussion.")
}
