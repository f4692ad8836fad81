import Audience
import HTTPSupport
import Kernel

extension NewsletterDesk {
    /// How many earlier editions stand on a page.
    private static let pageLength = 20

    func list(_ request: StaffRequest) async throws -> StaffAnswer {
        let end = request.query["before"].flatMap { CalendarDay($0) }
        let now = request.now
        let plan = try await ground.plan()
        let unfinished = try await editions.unfinished()
        var earlier = try await editions.editions(before: end, most: Self.pageLength)
        let isWhole = earlier.count < Self.pageLength
        // The other edition of the last day may stand on the next page, which begins with its day.
        if !isWhole, let last = earlier.last?.id.day, last != earlier.first?.id.day {
            earlier.removeAll { $0.id.day == last }
        }
        let next = isWhole ? nil : earlier.last?.id.day
        earlier.removeAll { edition in unfinished.contains { $0.id == edition.id } }
        var open: [NewsletterDeskPage.Open] = []
        for edition in unfinished {
            guard let composed = try await editions.edition(edition.id) else { continue }
            let counts =
                edition.started == nil ? nil : try await ledger.progress(of: edition.id, at: now)
            open.append(
                .init(
                    composed: composed, progress: counts,
                    audience: edition.isOpen ? try await ledger.audience(of: edition.id, at: now) : 0))
        }
        let made = Set(unfinished.map(\.id)).union(earlier.map(\.id))
        let waiting = Set(unfinished.filter(\.isOpen).map(\.id.rhythm))
        // While one waits, that is the next one; and one without news is made, and not the next any more.
        let coming = Rhythm.allCases.filter { !waiting.contains($0) }.compactMap { rhythm in
            let next = plan.calendar.next(rhythm, after: now)
            guard let next, made.contains(next.id) else { return next }
            return plan.calendar.next(rhythm, after: next.goes)
        }
        var outlines: [NewsletterDeskPage.Coming] = []
        for next in coming where plan.isOn && plan.sendsMail && end == nil {
            outlines.append(.init(next: next, items: try await ground.outline?(next.id)))
        }
        let page = NewsletterDeskPage(
            plan: plan, open: open, coming: outlines, earlier: earlier,
            counts: try await ledger.counts(of: earlier.filter { $0.started != nil }.map(\.id)), next: next,
            isFirst: end == nil, subscribers: try await subscribers.counts(), member: request.member, now: now,
            token: request.formToken)
        return .page(page.page)
    }
}
