package import Database
import Kernel

/// Keeps the house advertisements.
package struct HouseAdvertisementStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds an advertisement, or changes the one with the same slug.
    ///
    /// - Throws: ``Problem`` of kind `invalid` when it would not fit its slot or leads off the site.
    package func save(_ advertisement: HouseAdvertisement) async throws {
        var errors: [Problem.FieldError] = []
        let limits = HouseAdvertisement.limits(in: advertisement.place)
        if !(1...limits.headline).contains(advertisement.headline.count) {
            errors.append(
                .init(field: "headline", message: "The headline needs 1 to \(limits.headline) characters here."))
        }
        if !(1...limits.text).contains(advertisement.text.count) {
            errors.append(.init(field: "text", message: "The text needs 1 to \(limits.text) characters here."))
        }
        if !advertisement.path.hasPrefix("/") || advertisement.path.hasPrefix("//") {
            errors.append(.init(field: "path", message: "A house advertisement leads to a page of this site."))
        }
        guard errors.isEmpty else {
            throw Problem(
                .invalid, slug: "house-advertisement-invalid", title: "The house advertisement cannot be used",
                detail: errors.map(\.message).joined(separator: " "), fieldErrors: errors)
        }
        try await database.write { connection in
            try connection.execute(
                """
                INSERT INTO house_advertisement (slug, place, headline, text, path)
                VALUES (\(advertisement.slug), \(advertisement.place), \(advertisement.headline),
                    \(advertisement.text), \(advertisement.path))
                ON CONFLICT (slug) DO UPDATE SET place = excluded.place, headline = excluded.headline,
                    text = excluded.text, path = excluded.path
                """)
        }
    }

    /// All of them, by slug.
    package func all() async throws -> [HouseAdvertisement] {
        try await database.read { connection in
            try connection.all(HouseAdvertisement.self, "SELECT * FROM house_advertisement ORDER BY slug")
        }
    }
}
