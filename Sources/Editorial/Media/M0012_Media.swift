import Database

/// Images with their forms, and the articles that show them.
enum M0012_Media {
    static let migration = Migration(number: 12, name: "Media", tables: tables)

    private static let licences = """
        'own', 'permission', 'public-domain', 'cc0', 'cc-by-4.0', 'cc-by-sa-4.0', 'cc-by-3.0', 'cc-by-sa-3.0',
        'cc-by-2.0', 'cc-by-sa-2.0'
        """
    private static let kinds = "'avif', 'webp', 'jpeg', 'card', 'thumbnail', 'master'"

    private static func tables(_ types: ColumnTypes) -> [String] {
        [
            // The digest is that of the bytes that were uploaded: the same bytes are the same image.
            """
            CREATE TABLE image (
                slug \(types.key) NOT NULL PRIMARY KEY,
                digest \(types.key) NOT NULL UNIQUE,
                alternative \(types.text) NOT NULL,
                credit \(types.text) NOT NULL,
                licence \(types.text) CHECK (licence IN (\(licences))),
                source \(types.text),
                focus_x \(types.integer) NOT NULL CHECK (focus_x BETWEEN 0 AND 1000),
                focus_y \(types.integer) NOT NULL CHECK (focus_y BETWEEN 0 AND 1000),
                width \(types.integer) NOT NULL CHECK (width > 0),
                height \(types.integer) NOT NULL CHECK (height > 0),
                uploaded \(types.integer) NOT NULL,
                uploaded_by \(types.key) NOT NULL,
                uploaded_by_name \(types.text) NOT NULL,
                search_text \(types.text) NOT NULL
            )
            """,
            "CREATE INDEX image_by_date ON image (uploaded, slug)",
            // Files are named for their content, so two images may share one.
            """
            CREATE TABLE image_variant (
                image \(types.key) NOT NULL REFERENCES image,
                kind \(types.text) NOT NULL CHECK (kind IN (\(kinds))),
                width \(types.integer) NOT NULL CHECK (width > 0),
                height \(types.integer) NOT NULL CHECK (height > 0),
                length \(types.integer) NOT NULL CHECK (length > 0),
                name \(types.key) NOT NULL,
                PRIMARY KEY (image, kind, width)
            )\(types.compact)
            """,
            "CREATE INDEX image_variant_by_name ON image_variant (name)",
            """
            CREATE TABLE image_use (
                article \(types.key) NOT NULL REFERENCES article,
                image \(types.key) NOT NULL REFERENCES image,
                PRIMARY KEY (article, image)
            )\(types.compact)
            """,
            "CREATE INDEX image_use_by_image ON image_use (image, article)",
        ]
    }
}
