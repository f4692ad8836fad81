import Commerce

/// Where the events of an offer are told, and what belongs to it.
///
/// Each address names the creative as well as the offer, so that one can’t be passed off as the other.
struct OfferAddresses {
    /// What an address is for, as it stands in it.
    enum Part: String, CaseIterable {
        case click, view, why, frame
    }

    let creative: Creative.ID
    /// The text of the offers of its page load.
    let offer: String

    var click: String { path(to: .click) }
    var view: String { path(to: .view) }
    /// The same for each offer: the page that it is asked from says what it was about.
    var why: String { "/ad/\(Part.why.rawValue)/\(creative)" }
    var frame: String { path(to: .frame) }

    private func path(to part: Part) -> String { "/ad/\(part.rawValue)/\(creative)/\(offer)" }
}
