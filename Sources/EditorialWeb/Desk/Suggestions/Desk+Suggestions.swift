import Editorial
import HTTPSupport
import Kernel

extension Desk {
    var suggestionEndpoints: [StaffEndpoint] {
        [
            .get(.suggestedCorrections, Self.access) { try await suggestionList($0) },
            .post(.suggestedCorrection(":id"), Self.access, action: "settle a suggested correction") {
                try await settleSuggestion($0)
            },
        ]
    }

    func suggestionList(_ request: StaffRequest) async throws -> StaffAnswer {
        .page(
            SuggestionListPage(
                open: try await suggestions.open(limit: SuggestionListPage.longest),
                settled: try await suggestions.settled(limit: SuggestionListPage.longest), token: request.formToken
            ).page)
    }

    func settleSuggestion(_ request: StaffRequest) async throws -> StaffAnswer {
        guard let state = SuggestedCorrection.State(rawValue: request.form["do"]), state != .open else {
            throw Problem(
                .invalid, slug: "correction-undecided", title: "That can’t be saved",
                detail: "A suggestion is either done or declined.")
        }
        let settled = try await suggestions.settle(
            request.identifier("id"), as: state, answer: TypedText.clean(request.form["answer"]),
            by: request.member.name, at: request.now)
        return .done(
            .suggestedCorrections,
            notice: state == .done ? "Done. The moderators see it." : "Declined. The moderators see it.",
            subject: settled.articleTitle)
    }
}
