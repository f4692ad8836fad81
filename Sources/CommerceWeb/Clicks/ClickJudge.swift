package import Commerce
package import HTTPSupport
package import Kernel

/// Decides whether a click counts.
package struct ClickJudge: Sendable {
    private let repeats: RepeatFilter

    package init(repeats: RepeatFilter) { self.repeats = repeats }

    /// The first reason that speaks against it, or that it counts.
    package func outcome(of visit: Visit, on link: AffiliateLink.ID, at moment: Timestamp) -> Click.Outcome {
        if visit.isHead { return .head }
        if visit.isAhead { return .prefetch }
        guard let agent = visit.agent, agent.utf8.contains(where: { $0 > 0x20 }) else { return .noAgent }
        switch KnownAgents.kind(of: agent) {
        case .unfurler: return .unfurler
        case .crawler: return .crawler
        case nil: break
        }
        guard let prefix = AddressPrefix(visit.address) else { return .counted }
        return repeats.isRepeated(link, from: prefix, at: moment) ? .repeated : .counted
    }
}
