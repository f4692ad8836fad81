package import Database
package import Kernel

/// A company that the site earns from, or did.
package struct Partner: Sendable, Hashable {
    /// How money comes from it.
    package enum Relationship: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        /// Pays a commission on what readers buy after following a link.
        case affiliate
        /// Pays for advertising space.
        case advertiser
    }

    /// Whether it and the site’s publisher belong together; a partner of one’s own can’t be judged independently.
    package enum Ownership: String, Sendable, Hashable, CaseIterable, ColumnCodable {
        case none
        case publisherOwns = "publisher-owns"
        case ownsPublisher = "owns-publisher"
        case sameOwner = "same-owner"
    }

    package let slug: Slug
    package let name: String
    package let relationship: Relationship
    /// The host that its links lead to.
    package let domain: String
    /// The first day of the agreement.
    package let since: CalendarDay
    /// The last day of the agreement, if it has one.
    package let ended: CalendarDay?
    /// What it does, in a sentence for readers.
    package let about: String
    package let ownership: Ownership
    /// What was agreed, in the words of the business side; nobody else sees them.
    package let terms: String

    package init(
        slug: Slug, name: String, relationship: Relationship, domain: String, since: CalendarDay, ended: CalendarDay?,
        about: String, ownership: Ownership = .none, terms: String = ""
    ) {
        self.slug = slug
        self.name = name
        self.relationship = relationship
        self.domain = domain
        self.since = since
        self.ended = ended
        self.about = about
        self.ownership = ownership
        self.terms = terms
    }

    /// Whether the agreement runs on a day.
    package func isCurrent(on day: CalendarDay) -> Bool { since <= day && ended.map { day <= $0 } ?? true }
}

extension Sequence<Partner> {
    /// Each once, by name.
    package var byName: [Partner] {
        Set(self).sorted { ($0.name, $0.slug.description) < ($1.name, $1.slug.description) }
    }
}

extension Partner: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            slug: row.value("slug"), name: row.value("name"), relationship: row.value("relationship"),
            domain: row.value("domain"), since: row.value("since"), ended: row.value("ended"),
            about: row.value("about"), ownership: row.value("ownership"), terms: row.value("terms"))
    }
}

extension Partner: Recorded {
    static let kind = CommerceEvent.Kind.partner
    var subject: String { slug.description }
    var title: String { name }
    var isEnded: Bool { ended != nil }
    var fields: [(name: String, value: String)] {
        [
            ("name", name), ("pays by", relationship.rawValue), ("domain", domain), ("since", since.description),
            ("ended", ended?.description ?? ""), ("about", about), ("ownership", ownership.rawValue), ("terms", terms),
        ]
    }
}
