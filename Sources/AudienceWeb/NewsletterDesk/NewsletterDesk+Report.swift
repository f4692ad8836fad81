import Audience
import HTTPSupport
import Kernel

/// What became of an edition.
extension NewsletterDesk {
    /// With how many earlier ones it is compared.
    private static let compared = 6
    /// Among how many they are looked for, since those of the other rhythm stand between them.
    private static let searched = 40

    func report(_ request: StaffRequest) async throws -> StaffAnswer {
        let edition = try await edition(request).edition
        guard edition.started != nil, let report = try await reports.report(of: edition.id) else {
            return .done(.deskEdition(edition.id.description))
        }
        let earlier = try await editions.editions(before: edition.id.day, most: Self.searched)
            .filter { $0.started != nil && $0.id.rhythm == edition.id.rhythm }
        var compared = [EditionReportPage.Line(id: edition.id, report: report)]
        for other in earlier.prefix(Self.compared) {
            guard let report = try await reports.report(of: other.id) else { continue }
            compared.append(.init(id: other.id, report: report))
        }
        let page = EditionReportPage(
            edition: edition, report: report, compared: compared,
            countsClicks: try await ground.plan().countsClicks, member: request.member, now: request.now)
        return .page(page.page)
    }
}
