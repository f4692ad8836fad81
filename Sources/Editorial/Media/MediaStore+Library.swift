import Database
package import Kernel

/// One page of the desk's list of images.
package struct ImageListing: Sendable {
    package let images: [Image]
    /// How many there are on all pages together.
    package let total: Int
    /// Whether another page follows.
    package let hasMore: Bool
}

extension MediaStore {
    private static let longestPage = 100

    /// The images that match a search, those that were uploaded last first.
    ///
    /// - Parameters:
    ///   - search: Words that must all stand in the slug, the alternative text or the credit; may be empty.
    ///   - limit: From 1 to 100.
    ///   - offset: How many to leave out, from 0.
    package func page(search: String = "", limit: Int = 48, offset: Int = 0) async throws -> ImageListing {
        let limit = min(max(limit, 1), Self.longestPage)
        let offset = max(offset, 0)
        let matches = LibrarySearch.condition(search, in: "search_text")
        return try await database.read { connection in
            let rows = try connection.rows(
                """
                SELECT * FROM image WHERE \(matches) ORDER BY uploaded DESC, slug DESC
                LIMIT \(limit + 1) OFFSET \(offset)
                """)
            let total = try connection.value(Int.self, "SELECT count(*) FROM image WHERE \(matches)") ?? 0
            return ImageListing(
                images: try ImageReader(connection: connection).with(variants: Array(rows.prefix(limit))),
                total: total, hasMore: rows.count > limit)
        }
    }

    /// The published articles and the texts on the desk that show an image.
    package func uses(of slug: Slug) async throws -> ImageUses {
        try await database.read { connection in try ImageUses(of: slug, connection) }
    }
}
