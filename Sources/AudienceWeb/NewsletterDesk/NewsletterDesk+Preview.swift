import Audience
import HTTPSupport
import Kernel

/// The letter as it is mailed.
extension NewsletterDesk {
    func preview(_ request: StaffRequest) async throws -> StaffAnswer {
        let composed = try await edition(request)
        let topics = try await ground.topics()
        let view = try LetterView(request.query, among: topics)
        let isEmpty = composed.items(for: view.topics).isEmpty
        let id = composed.edition.id
        let other = Edition.ID(day: id.day, rhythm: id.rhythm == .daily ? .weekly : .daily)
        let page = LetterPreviewPage(
            edition: composed.edition, letter: isEmpty ? nil : try await ground.letter(composed, view.topics),
            topics: topics, view: view, other: try await editions.isThere(other) ? other : nil,
            member: request.member, now: request.now)
        return .page(page.page)
    }

    /// The letter’s HTML alone, for the frames of the preview.
    func letter(_ request: StaffRequest) async throws -> StaffAnswer {
        let composed = try await edition(request)
        let view = try LetterView(request.query, among: try await ground.topics())
        guard !composed.items(for: view.topics).isEmpty else { throw StaffRequest.nothingHere }
        let html = try await ground.letter(composed, view.topics).html
        return .framed(Array(EditionLetter.html(html, inDark: view.isDark).utf8))
    }
}
