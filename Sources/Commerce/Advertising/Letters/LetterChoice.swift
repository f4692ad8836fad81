package import Kernel

/// What stands in the slot of an edition’s mails.
package enum LetterChoice: Sendable, Hashable {
    /// Somebody pays for it.
    case creative(Creative)
    /// The site’s own.
    case house(HouseAdvertisement)

    /// What it is known by, to be kept with the edition.
    package var reference: String {
        switch self {
        case .creative(let creative): "\(LetterReference.creativeStart)\(creative.id)"
        case .house(let advertisement): "\(LetterReference.houseStart)\(advertisement.slug)"
        }
    }
}

/// A reference read back.
enum LetterReference {
    static let creativeStart = "creative "
    static let houseStart = "house "

    case creative(Creative.ID)
    case house(Slug)

    init?(_ text: String) {
        if text.hasPrefix(Self.creativeStart),
            let id = Creative.ID(String(text.dropFirst(Self.creativeStart.count)))
        {
            self = .creative(id)
        } else if text.hasPrefix(Self.houseStart),
            let slug = Slug(validating: String(text.dropFirst(Self.houseStart.count)))
        {
            self = .house(slug)
        } else {
            return nil
        }
    }
}

/// That an advertisement went out in an edition’s mails.
package struct LetterRun: Sendable, Hashable {
    /// The path at which the edition stands on the site.
    package let page: String
    package let begun: Timestamp
    /// In so many mails, as far as they were counted.
    package let letters: Int
    /// Clicks that were counted and came from there.
    package let clicks: Int

    package init(page: String, begun: Timestamp, letters: Int, clicks: Int = 0) {
        self.page = page
        self.begun = begun
        self.letters = letters
        self.clicks = clicks
    }
}
