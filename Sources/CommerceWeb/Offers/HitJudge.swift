package import Commerce
package import HTTPSupport
package import Kernel

/// Decides from the request alone whether what is said of an offer may count.
package struct HitJudge: Sendable {
    private let rates: HitRateFilter

    package init(rates: HitRateFilter) { self.rates = rates }

    /// The first reason that speaks against it; `nil` when nothing does.
    package func fault(
        of visit: Visit, _ event: OfferEvent, of creative: Creative.ID, at moment: Timestamp
    ) -> Hit.Outcome? {
        if visit.isHead { return .head }
        if visit.isAhead { return .prefetch }
        guard let agent = visit.agent, agent.utf8.contains(where: { $0 > 0x20 }) else { return .noAgent }
        switch KnownAgents.kind(of: agent) {
        case .unfurler: return .unfurler
        case .crawler: return .crawler
        case nil: break
        }
        guard let prefix = AddressPrefix(visit.address) else { return nil }
        return rates.isTooMany(event, of: creative, from: prefix, at: moment) ? .tooMany : nil
    }
}
