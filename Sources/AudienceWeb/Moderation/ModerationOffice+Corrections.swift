import Audience
import HTTPSupport
import Kernel

extension ModerationOffice {
    /// Passes what a comment says is wrong in its article on to the desk.
    func suggestCorrection(_ request: StaffRequest) async throws -> StaffAnswer {
        guard let id = Comment.ID(request.form["comment"]), let queued = try await queue.comment(id),
            queued.comment.state != .deleted
        else { throw StaffRequest.nothingHere }
        do {
            try await ground.suggest(
                SuggestionDraft(
                    article: queued.comment.article, comment: id, link: DiscussionRoute.comment(id.description).path,
                    text: request.form["text"], signature: signature(of: request)))
        } catch let problem as Problem where problem.isFormFault {
            return .page(try await page(of: queued, request, problem: problem), problem: problem)
        }
        return .done(
            .moderatedComment(id.description), notice: "It is on the desk. What comes of it stands here.",
            subject: id.description)
    }
}
