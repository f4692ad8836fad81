package import Kernel

/// A partner that buys space: who is billed, and what it sells.
package struct Advertiser: Sendable, Hashable {
    /// How many categories one may have.
    package static let categoryLimit = 8

    /// Whom readers find in the list of partners; an advertiser is known by it.
    package let partner: Slug
    /// Who is billed.
    package let name: String
    /// What it sells, such as `telescopes`; two that share one don’t stand on a page together.
    package let categories: Set<Slug>
    /// The last day on which anything of it may run, if it has one.
    package let ended: CalendarDay?

    package init(partner: Slug, name: String, categories: Set<Slug>, ended: CalendarDay? = nil) {
        self.partner = partner
        self.name = name
        self.categories = categories
        self.ended = ended
    }
}

extension Advertiser: Recorded {
    static let kind = CommerceEvent.Kind.advertiser
    var subject: String { partner.description }
    var title: String { name }
    var isEnded: Bool { ended != nil }
    var fields: [(name: String, value: String)] {
        [
            ("billed to", name), ("sells", categories.sorted().map(\.description).joined(separator: ", ")),
            ("ended", ended?.description ?? ""),
        ]
    }
}
