import Database
package import Kernel

/// Where a statement comes from.
package struct Source: Sendable, Hashable {
    package let slug: Slug
    package let title: String
    /// The authors as a reader sees them, such as “Stephan Haggard and Marcus Noland”.
    package let author: String?
    package let publisher: String
    package let published: PartialDate?
    /// An absolute `http` or `https` address.
    package let address: String
    /// When we last read it there.
    package let accessed: CalendarDay
    /// The digital object identifier without a resolver, such as `10.1000/182`.
    package let doi: String?

    package init(
        slug: Slug, title: String, author: String?, publisher: String, published: PartialDate?, address: String,
        accessed: CalendarDay, doi: String? = nil
    ) {
        self.slug = slug
        self.title = title
        self.author = author
        self.publisher = publisher
        self.published = published
        self.address = address
        self.accessed = accessed
        self.doi = doi
    }

    /// The DOI that somebody wrote, as a source keeps it; `nil` when it is none.
    ///
    /// - Parameter written: Such as `10.1000/182`, or the same behind `doi:` or a resolver’s address.
    package static func doi(_ written: String) -> String? { DigitalObjectName(written)?.text }

    /// What its list is searched in.
    var searchText: String { LibrarySearch.text([title, author, publisher, address, doi]) }
}
