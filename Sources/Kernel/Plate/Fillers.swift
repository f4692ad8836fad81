/// What stands in a slot for one request.
///
/// Whoever fills slots makes each of these once and hands it out again and again: a fill is known by its identity as an
/// object, so that what was worked out for it is found again without reading it.
package final class SlotFill: Sendable {
    /// Who pays for it.
    package enum Kind: Sendable, Hashable {
        /// The site's own, which earns nothing.
        case house
        case paid
    }

    package let kind: Kind
    /// HTML, escaped by whoever made it.
    package let html: [UInt8]

    package init(kind: Kind, html: [UInt8]) {
        self.kind = kind
        self.html = html
    }
}

/// Puts something into slots, per request.
package protocol SlotFiller: Sendable {
    /// Decides from memory, without waiting, on the thread that answers the request; `nil` leaves the slot empty.
    func fill(_ slot: Slot, onPath path: String) -> SlotFill?
}

/// What a page was found to earn from: the only thing that a disclosure can be made of.
package struct Emissions: Sendable, Hashable {
    package let houseAdvertisements: Int
    package let paidAdvertisements: Int
    package let monetisedLinks: Int

    package init(houseAdvertisements: Int, paidAdvertisements: Int, monetisedLinks: Int) {
        self.houseAdvertisements = houseAdvertisements
        self.paidAdvertisements = paidAdvertisements
        self.monetisedLinks = monetisedLinks
    }
}

/// Words the advertiser disclosure of a page.
package protocol DisclosureFiller: Sendable {
    /// HTML for what this page was found to emit; the same for the same emissions.
    func disclosure(of emissions: Emissions) -> [UInt8]
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
