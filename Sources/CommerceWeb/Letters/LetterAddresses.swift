import Commerce

/// Where the click of an advertisement in a mail is told, and what belongs to it: the same for everybody who gets the edition.
struct LetterAddresses {
    static let start = "/ad/letter"

    let creative: Creative.ID
    /// The path at which the edition stands on the site.
    let page: String

    /// A path of this site.
    var click: String { "\(Self.start)/\(creative)\(page)" }
    /// A path of this site.
    var why: String { OfferAddresses(creative: creative, offer: "").why }
}
