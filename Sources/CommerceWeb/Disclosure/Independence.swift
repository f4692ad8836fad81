import Commerce

/// What may be said of a comparison’s independence (16 CFR 465.6): nothing of the kind where a product leads to a company that
/// belongs together with the publisher, nor where one person runs both sides.
struct Independence {
    /// For each product, the partners that belong together with the publisher and to which it leads.
    let relatives: [[Partner]]
    let isOnePerson: Bool
    let profile: DisclosureProfile

    /// `nil` when nothing can be said.
    var words: String? {
        guard !relatives.isEmpty else { return nil }
        let related = relatives.joined().byName
        let claim = related.isEmpty ? independent : ownership(of: related)
        let sentences = [claim, profile == .eu ? provenance : nil].compactMap(\.self)
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    private var independent: String? {
        isOnePerson
            ? nil
            : """
            An independent evaluation: we have no agreement with a company that belongs together with our publisher and to \
            which a product here leads, and who pays us has no say in scores or order.
            """
    }

    private func ownership(of partners: [Partner]) -> String {
        let products = relatives.count { !$0.isEmpty }
        let lead =
            products == 1
            ? "one of the products compared here leads" : "\(products) of the products compared here lead"
        let names = partners.map { partner in
            switch partner.ownership {
            case .publisherOwns, .none: "\(partner.name), which belongs to the publisher of this site"
            case .ownsPublisher: "\(partner.name), which owns the publisher of this site"
            case .sameOwner: "\(partner.name), which has the same owner as the publisher of this site"
            }
        }
        return "Not an independent evaluation: \(lead) to \(names.listed(by: "and to"))."
    }

    /// Where scores come from and that nobody paid for a place (UCPD, Annex I, 11a and 23b).
    private var provenance: String {
        """
        Nobody paid for a place in this list. The scores are those of the testers who are named in it, and not reviews by \
        customers.
        """
    }
}
