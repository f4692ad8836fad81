import Database
package import Kernel

/// A link that somebody made by hand: one exact destination, and the address that earns when a reader goes there.
package struct HandMadeLink: Sendable, Hashable {
    package let slug: Slug
    package let name: String
    package let programme: Programme.ID
    /// What writers link to.
    package let destination: String
    /// Where the link leads; `{subid}` stands for the article and the place in it.
    package let target: String
    package let categories: [String]
    /// Kept as they were imported, to be exported again; nothing here uses them.
    package let images: String
    package let geolocations: String
    package let keywords: String
    package let made: Timestamp
    package let ended: Timestamp?

    package init(
        slug: Slug, name: String, programme: Programme.ID, destination: String, target: String,
        categories: [String] = [], images: String = "", geolocations: String = "", keywords: String = "",
        made: Timestamp, ended: Timestamp? = nil
    ) {
        self.slug = slug
        self.name = name
        self.programme = programme
        self.destination = destination
        self.target = target
        self.categories = categories
        self.images = images
        self.geolocations = geolocations
        self.keywords = keywords
        self.made = made
        self.ended = ended
    }
}

extension HandMadeLink {
    init(row: Row, categories: [String]) throws {
        try self.init(
            slug: row.value("slug"), name: row.value("name"), programme: row.value("programme"),
            destination: row.value("destination"), target: row.value("target"), categories: categories,
            images: row.value("images"), geolocations: row.value("geolocations"), keywords: row.value("keywords"),
            made: row.value("made"), ended: row.value("ended"))
    }
}

extension HandMadeLink: Recorded {
    static let kind = CommerceEvent.Kind.link
    var subject: String { slug.description }
    var title: String { name }
    var isEnded: Bool { ended != nil }
    var fields: [(name: String, value: String)] {
        [
            ("name", name), ("programme", programme.description), ("destination", destination), ("target", target),
            ("categories", categories.joined(separator: "; ")), ("images", images), ("geolocations", geolocations),
            ("keywords", keywords), ("ended", ended?.rfc3339 ?? ""),
        ]
    }
}

extension HandMadeLink {
    /// The link with its destination in the one form in which addresses are compared.
    var normalised: HandMadeLink {
        guard let address = try? MerchantAddress(destination) else { return self }
        return HandMadeLink(
            slug: slug, name: name, programme: programme, destination: address.text, target: target,
            categories: categories, images: images, geolocations: geolocations, keywords: keywords, made: made,
            ended: ended)
    }

    /// The link from the moment on at which it has ended.
    package func ending(at moment: Timestamp) -> HandMadeLink {
        HandMadeLink(
            slug: slug, name: name, programme: programme, destination: destination, target: target,
            categories: categories, images: images, geolocations: geolocations, keywords: keywords, made: made,
            ended: moment)
    }
}
