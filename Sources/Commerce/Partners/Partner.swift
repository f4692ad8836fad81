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

    package init(
        slug: Slug, name: String, relationship: Relationship, domain: String, since: CalendarDay, ended: CalendarDay?,
        about: String
    ) {
        self.slug = slug
        self.name = name
        self.relationship = relationship
        self.domain = domain
        self.since = since
        self.ended = ended
        self.about = about
    }
}

extension Partner: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            slug: row.value("slug"), name: row.value("name"), relationship: row.value("relationship"),
            domain: row.value("domain"), since: row.value("since"), ended: row.value("ended"),
            about: row.value("about"))
    }
}
