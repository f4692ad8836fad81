/// An opening in a plate.
package enum Region: Sendable, Hashable {
    /// Where the page says how it earns, before anything on it that does.
    case disclosure
    /// Where an item of a feed says how it earns, before anything in it that does.
    case itemDisclosure
    /// Where a mail says how it earns, before anything in it that does.
    case letterDisclosure
    /// Where an advertisement may stand.
    case slot(Slot)
    /// The opening tag of a link that leaves the site.
    case outboundLink(OutboundLink)
    /// Where a page says in figures how the site earns.
    case earnings
    /// Where something is said of the site, an article or a comparison that depends on who pays.
    case notice(Notice)
    /// The beginning of a title, whose article may have to be called an advertisement in it.
    case title(TitleOpening)
    /// Matter that somebody pays for as a whole.
    case advertisement(PaidMatter)
    /// The discussion under an article.
    case discussion(of: ArticleID)
}

/// A place for one advertisement, fixed by the layout and never by who pays.
package struct Slot: Sendable, Hashable {
    /// Which of the layout's places this is; its size is the theme's.
    package enum Place: String, Sendable, Hashable, CaseIterable {
        case top, rail, end
        /// In the newsletter’s mails, the same for all who get an edition.
        case newsletter

        /// Those of the theme’s pages.
        package static let onPages = allCases.filter(\.isOnPages)

        package var isOnPages: Bool { self != .newsletter }
    }

    package let place: Place

    package init(_ place: Place) { self.place = place }
}

/// An advertisement of the length of a page or of an item of a list.
///
/// Whoever makes the page knows what it says, and the compositor alone writes it, after a disclosure or not at all.
package struct PaidMatter: Sendable, Hashable {
    /// Who pays, as readers know them.
    package let advertiser: String
    /// HTML, escaped by whoever made it.
    package let html: [UInt8]

    package init(advertiser: String, html: [UInt8]) {
        self.advertiser = advertiser
        self.html = html
    }
}

/// A link to another site, as the writer set it.
package struct OutboundLink: Sendable, Hashable {
    /// Where on its page a link stands.
    package enum Place: String, Sendable, Hashable, CaseIterable {
        /// In what the writer wrote.
        case text
        /// In the list of sources.
        case source
        /// In the same text as a feed carries it.
        case feed
        /// In what an editor wrote into a mail.
        case letter
    }

    /// The absolute `http` or `https` address, not escaped.
    package let address: String
    package let place: Place
    /// The path of the page whose text it stands in, where that is not the page that it is on.
    package let page: String?

    package init(address: String, place: Place = .text, page: String? = nil) {
        self.address = address
        self.place = place
        self.page = page
    }
}
