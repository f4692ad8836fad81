package import Kernel

/// Where a statement comes from.
package struct Source: Sendable, Hashable {
    package let slug: Slug
    package let title: String
    package let author: String?
    package let publisher: String
    package let published: PartialDate?
    /// An absolute `http` or `https` address.
    package let address: String
    /// When we last read it there.
    package let accessed: CalendarDay

    package init(
        slug: Slug, title: String, author: String?, publisher: String, published: PartialDate?, address: String,
        accessed: CalendarDay
    ) {
        self.slug = slug
        self.title = title
        self.author = author
        self.publisher = publisher
        self.published = published
        self.address = address
        self.accessed = accessed
    }
}
