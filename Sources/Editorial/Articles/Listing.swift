/// One page of a long list, newest first.
package struct Listing<Item: Sendable>: Sendable {
    package let items: [Item]
    /// Where the next page begins, or `nil` when this is the last.
    package let next: Cursor?

    package init(items: [Item], next: Cursor?) {
        self.items = items
        self.next = next
    }

    /// Cuts what was read with one item too many, which only tells that more follows.
    init(_ found: [Item], limit: Int, cursor: (Item) -> Cursor) {
        items = Array(found.prefix(limit))
        next = found.count > limit ? items.last.map(cursor) : nil
    }
}

extension Listing: Equatable where Item: Equatable {}
