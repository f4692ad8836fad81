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
    /// Its text.
    let offer: String

    var click: String { path(to: .click) }
    var view: String { path(to: .view) }
    var why: String { path(to: .why) }
    var frame: String { path(to: .frame) }

    private func path(to part: Part) -> String { "/ad/\(part.rawValue)/\(creative)/\(offer)" }
}
