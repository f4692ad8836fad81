/// What can stand in a slot, for many requests.
///
/// Whoever fills slots makes each of these once and hands it out again and again: a fill is known by its identity as an
/// object, so that what was worked out for it is found again without reading it.
package final class SlotFill: Sendable {
    /// Who pays for it.
    package enum Kind: Sendable, Hashable {
        /// The site's own, which earns nothing.
        case house
        case paid
        /// The site's own, until the reader's browser has asked whether somebody pays.
        case open
    }

    package let kind: Kind
    /// HTML, escaped by whoever made it; between two segments stands the text of the offer.
    package let segments: [[UInt8]]

    package init(kind: Kind, segments: [[UInt8]]) {
        self.kind = kind
        self.segments = segments
    }

    /// A fill that is the same for each request.
    package convenience init(kind: Kind, html: [UInt8]) { self.init(kind: kind, segments: [html]) }
}

/// What stands in a slot for one request.
package struct FilledSlot: Sendable {
    package let fill: SlotFill
    /// What this request’s offer is known by: letters, digits, `-` and `_`.
    package let offer: String

    package init(_ fill: SlotFill, offer: String = "") {
        self.fill = fill
        self.offer = offer
    }
}

/// The page whose slots are filled.
package struct SlottedPage: Sendable {
    package let path: String
    package let subject: PageSubject
    /// In the order of the page.
    package let slots: [Slot]

    package init(path: String, subject: PageSubject, slots: [Slot]) {
        self.path = path
        self.subject = subject
        self.slots = slots
    }
}

/// Puts something into slots, per request.
package protocol SlotFiller: Sendable {
    /// Decides from memory, without waiting, on the thread that answers the request.
    ///
    /// - Returns: One for each slot, in their order; `nil` leaves a slot empty.
    func fills(of page: SlottedPage, for reader: Reader) -> [FilledSlot?]
}

/// What the commercial side makes of one link that leaves the site: it may change how the link is marked and by which way
/// it leads to its destination, and nothing else.
package struct LinkDecoration: Sendable, Hashable {
    /// What the link leads to now: a path of this site (`/go/…`), in feeds with the site before it, or another absolute
    /// address; not escaped.
    package let address: String
    /// HTML that stands after the link and says that it is paid for.
    package let mark: [UInt8]
    /// Whose link it is, as readers know it.
    package let partner: String
    /// What the partner wants to be printed on a page that has one of its links.
    package let requiredSentence: String?

    package init(address: String, mark: [UInt8], partner: String, requiredSentence: String?) {
        self.address = address
        self.mark = mark
        self.partner = partner
        self.requiredSentence = requiredSentence
    }
}

/// Decorates the links of a page that leave the site.
package protocol LinkDecorator: Sendable {
    /// Decides when a page is prepared, off the event loop, so it may wait.
    ///
    /// - Returns: One for each link, in their order; `nil` for a link that stays as its writer set it.
    func decorations(of links: [OutboundLink], onPath path: String) async throws -> [LinkDecoration?]
}

/// What a disclosure stands on.
package enum Surface: Sendable, Hashable, CaseIterable {
    /// A page of the site.
    case page
    /// An item of a feed, which is read elsewhere and has no advertisements.
    case item
    /// A mail to many.
    case letter
}

/// What a page, or the part of it that a disclosure speaks for, was found to earn from: the only thing that a disclosure
/// can be made of.
package struct Emissions: Sendable, Hashable {
    package let surface: Surface
    package let houseAdvertisements: Int
    package let paidAdvertisements: Int
    /// Spaces that are filled later, so that nobody knows yet whether an advertiser pays for them.
    package let openSpaces: Int
    package let monetisedLinks: Int
    /// Whose links these are, by name.
    package let partners: [String]
    /// What partners want to be printed where their links are.
    package let requiredSentences: [String]
    /// Who pays for what stands there as a whole (``PaidMatter``), by name.
    package let advertisers: [String]

    package init(
        houseAdvertisements: Int, paidAdvertisements: Int, openSpaces: Int = 0, monetisedLinks: Int,
        partners: [String] = [], requiredSentences: [String] = [], advertisers: [String] = [], surface: Surface = .page
    ) {
        self.surface = surface
        self.houseAdvertisements = houseAdvertisements
        self.paidAdvertisements = paidAdvertisements
        self.openSpaces = openSpaces
        self.monetisedLinks = monetisedLinks
        self.partners = partners
        self.requiredSentences = requiredSentences
        self.advertisers = advertisers
    }
}

/// Words the advertiser disclosure of a page.
package protocol DisclosureFiller: Sendable {
    /// HTML for what this page or item was found to emit; the same for the same emissions.
    func disclosure(of emissions: Emissions) -> [UInt8]
}

/// Says in figures how the site earns.
package protocol EarningsFiller: Sendable {
    /// HTML; asked for when a page is prepared, off the event loop, so it may wait.
    func statement() async throws -> [UInt8]
}

/// A discussion as it stands.
package struct DiscussionFill: Sendable, Hashable {
    /// HTML, escaped by whoever made it.
    package let html: [UInt8]
    /// How many comments it shows.
    package let count: Int

    package init(html: [UInt8], count: Int) {
        self.html = html
        self.count = count
    }
}

/// Shows what readers wrote under an article.
package protocol DiscussionFiller: Sendable {
    /// - Parameter path: Where the article stands now.
    func discussion(of article: ArticleID, onPath path: String) async throws -> DiscussionFill
}
