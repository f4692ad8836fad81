import Database
import Kernel
import Pictures

/// Writes images within one transaction.
struct MediaWriter {
    let connection: any Connection

    /// - Returns: The slug that it got, or that of the image that somebody made of the same bytes meanwhile.
    func add(
        _ made: MadeImage, digest: String, fileName: String, by hand: Manuscript.Hand, at moment: Timestamp
    ) throws -> Slug {
        let slug = try ImageRules.freeSlug(forFile: fileName) { slug in
            try connection.value(Int.self, "SELECT 1 FROM image WHERE slug = \(slug)") != nil
        }
        let added = try connection.execute(
            """
            INSERT INTO image (slug, digest, alternative, credit, licence, source, focus_x, focus_y, width, height,
                uploaded, uploaded_by, uploaded_by_name, search_text)
            VALUES (\(slug), \(digest), \(""), \(""), NULL, NULL, \(FocalPoint.centre.x), \(FocalPoint.centre.y),
                \(made.width), \(made.height), \(moment), \(hand.account), \(hand.name),
                \(Self.searchText(slug, ImageDescription())))
            ON CONFLICT (digest) DO NOTHING
            """)
        guard added == 1 else {
            return try connection.value(Slug.self, "SELECT slug FROM image WHERE digest = \(digest)") ?? slug
        }
        try add(made.files, to: slug)
        return slug
    }

    /// - Returns: The slugs of the articles that show it.
    func describe(_ slug: Slug, as description: ImageDescription, pieces: [MadeFile]) throws -> Set<Slug> {
        let source = description.source.isEmpty ? nil : description.source
        let changed = try connection.execute(
            """
            UPDATE image SET alternative = \(description.alternative), credit = \(description.credit),
                licence = \(description.licence), source = \(source), focus_x = \(description.focus.x),
                focus_y = \(description.focus.y), search_text = \(Self.searchText(slug, description))
            WHERE slug = \(slug)
            """)
        guard changed == 1 else { throw ImageRules.noImage(slug) }
        if !pieces.isEmpty {
            try connection.execute(
                "DELETE FROM image_variant WHERE image = \(slug) AND kind IN ('card', 'thumbnail')")
            try add(pieces, to: slug)
        }
        return Set(try ImageUses.articles(showing: slug, connection).map(\.slug))
    }

    /// - Returns: The files that no image names any more.
    func delete(_ slug: Slug) throws -> [MediaName] {
        let rows = try connection.rows("SELECT DISTINCT name FROM image_variant WHERE image = \(slug)")
        let names = try rows.map { try $0.value("name", as: MediaName.self) }
        try connection.execute("DELETE FROM image_variant WHERE image = \(slug)")
        try connection.execute("DELETE FROM image WHERE slug = \(slug)")
        return try unnamed(of: names)
    }

    /// Those of these files that no image names.
    func unnamed(of names: [MediaName]) throws -> [MediaName] {
        var named: Set<MediaName> = []
        for names in names.chunks(of: 50) {
            let rows = try connection.rows(
                "SELECT DISTINCT name FROM image_variant WHERE name IN \(list: names)")
            for row in rows { named.insert(try row.value("name")) }
        }
        return names.filter { !named.contains($0) }
    }

    private func add(_ files: [MadeFile], to slug: Slug) throws {
        for variant in files.map(\.variant) {
            try connection.execute(
                """
                INSERT INTO image_variant (image, kind, width, height, length, name)
                VALUES (\(slug), \(variant.kind), \(variant.width), \(variant.height), \(variant.length),
                    \(variant.name))
                """)
        }
    }

    private static func searchText(_ slug: Slug, _ description: ImageDescription) -> String {
        LibrarySearch.text([slug.description, description.alternative, description.credit])
    }
}
