package import Database
package import Kernel

/// The site's own word in a slot that nobody has paid for.
package struct HouseAdvertisement: Sendable, Hashable {
    package let slug: Slug
    package let place: Slot.Place
    package let headline: String
    /// Plain text.
    package let text: String
    /// A path on this site.
    package let path: String
    /// Since when it isn’t shown any more.
    package let ended: Timestamp?

    /// How many characters of a headline and of a text fit a place's reserved height; longer copy would move the page.
    package static func limits(in place: Slot.Place) -> (headline: Int, text: Int) {
        switch place {
        case .top: (38, 70)
        case .rail: (20, 115)
        case .end: (38, 110)
        case .newsletter: (60, 200)
        }
    }

    package init(
        slug: Slug, place: Slot.Place, headline: String, text: String, path: String, ended: Timestamp? = nil
    ) {
        self.slug = slug
        self.place = place
        self.headline = headline
        self.text = text
        self.path = path
        self.ended = ended
    }
}

extension Slot.Place: ColumnCodable {}

extension HouseAdvertisement: RowDecodable {
    package init(row: Row) throws {
        try self.init(
            slug: row.value("slug"), place: PlaceColumns(row: row).place, headline: row.value("headline"),
            text: row.value("text"), path: row.value("path"), ended: row.value("ended"))
    }
}

extension HouseAdvertisement: Recorded {
    static let kind = CommerceEvent.Kind.houseAdvertisement
    var subject: String { slug.description }
    var title: String { headline }
    var isEnded: Bool { ended != nil }
    var fields: [(name: String, value: String)] {
        [
            ("place", place.rawValue), ("headline", headline), ("text", text), ("leads to", path),
            ("ended", ended.map(\.rfc3339) ?? ""),
        ]
    }
}
