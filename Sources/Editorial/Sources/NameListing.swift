import Kernel

/// One page of a list that is ordered by name.
package struct NameListing<Item: Sendable>: Sendable {
    package let items: [Item]
    /// Where the next page begins, or `nil` when this is the last.
    package let next: NameCursor?
    /// How many entries there are on all pages together.
    package let total: Int

    package init(items: [Item], next: NameCursor?, total: Int) {
        self.items = items
        self.next = next
        self.total = total
    }

    /// Cuts what was read with one item too many, which only tells that more follows.
    init(_ found: [Item], limit: Int, total: Int, cursor: (Item) -> NameCursor) {
        items = Array(found.prefix(limit))
        next = found.count > limit ? items.last.map(cursor) : nil
        self.total = total
    }
}

extension NameListing: Equatable where Item: Equatable {}

/// The place in a list by name after which its next page begins; it stays valid while entries come and go.
package struct NameCursor: Sendable, Hashable, LosslessStringConvertible {
    let slug: Slug
    /// The name as the list is ordered by it.
    let order: String

    init(slug: Slug, name: String) {
        self.slug = slug
        order = LibrarySearch.order(name)
    }

    /// Reads the form that goes into an address, once that is decoded; `nil` for anything else.
    package init?(_ description: String) {
        guard let separator = description.firstIndex(of: "_"),
            let slug = Slug(validating: description[..<separator]), !description.utf8.contains(0),
            description.utf8.count <= 2000
        else { return nil }
        self.slug = slug
        order = String(description[description.index(after: separator)...])
    }

    /// Any text may stand in it, so an address has to encode it.
    package var description: String { "\(slug)_\(order)" }
}
