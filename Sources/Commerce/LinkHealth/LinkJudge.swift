package import Kernel

/// What a look at an address says of it.
package struct LinkJudgement: Sendable, Hashable {
    package let outcome: CheckOutcome
    package let mark: LinkMark?
    /// By what, in words; empty when there is no mark.
    package let detail: String

    package init(outcome: CheckOutcome, mark: LinkMark? = nil, detail: String = "") {
        self.outcome = outcome
        self.mark = mark
        self.detail = detail
    }
}

/// Judges what was seen at a link’s addresses, by rules alone.
struct LinkJudge: Sendable {
    /// The merchant’s address, as the writer set it.
    let merchant: MerchantAddress
    /// Where the merchant’s own address led in the end, when it was asked last.
    let plainLedTo: String?
    /// Those that are for this link.
    let stock: [StockRule]

    func judge(_ sight: LinkSight, of way: LinkCheck.Way) -> LinkJudgement {
        guard sight.outcome.verdict == .found, let last = sight.hops.last else {
            return LinkJudgement(outcome: sight.outcome)
        }
        let page = SeenPage(sight.body)
        let final = Self.place(of: last.address)
        let own = merchant.registrableDomain ?? merchant.host
        if let sign = ParkedDomain.sign(of: page, at: final, merchant: own) {
            return LinkJudgement(outcome: sight.outcome, mark: .parked, detail: sign)
        }
        if final != own {
            switch way {
            case .plain:
                return elsewhere(sight, "The merchant’s own address leads to \(final ?? "nowhere known").")
            case .earning:
                // A merchant may send readers on to another domain of its own; the network then leads there as well.
                if let plainLedTo, Self.place(of: plainLedTo) == final { break }
                let network = sight.hops.first.flatMap { Self.place(of: $0.address) }
                if final == network, page.source.contains(own) {
                    return LinkJudgement(
                        outcome: CheckOutcome(
                            verdict: .unclear, status: last.status,
                            error: "The network answers with a page that sends readers on by a script."))
                }
                return elsewhere(sight, "It leads to \(final ?? "nowhere known"), not to \(own).")
            }
        }
        if way == .plain, let sign = StockRule.sign(in: page, by: stock) {
            return LinkJudgement(outcome: sight.outcome, mark: .outOfStock, detail: sign)
        }
        return LinkJudgement(outcome: sight.outcome)
    }

    private func elsewhere(_ sight: LinkSight, _ detail: String) -> LinkJudgement {
        LinkJudgement(outcome: sight.outcome, mark: .elsewhere, detail: detail)
    }

    /// The registrable domain of an address, or its host where there is none.
    private static func place(of address: String) -> String? {
        guard let address = try? MerchantAddress(address) else { return nil }
        return address.registrableDomain ?? address.host
    }
}
