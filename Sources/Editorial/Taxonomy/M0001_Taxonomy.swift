import Database

/// Sections and topics; each knows how many articles it has, so that no page counts them.
enum M0001_Taxonomy {
    static let migration = Migration(number: 1, name: "Taxonomy", tables: tables)

    private static func tables(_ types: ColumnTypes) -> [String] {
        [
            """
            CREATE TABLE section (
                slug \(types.key) NOT NULL PRIMARY KEY,
                name \(types.text) NOT NULL,
                description \(types.text) NOT NULL,
                position \(types.integer) NOT NULL,
                articles \(types.integer) NOT NULL DEFAULT 0 CHECK (articles >= 0)
            )
            """,
            """
            CREATE TABLE topic (
                slug \(types.key) NOT NULL PRIMARY KEY,
                name \(types.text) NOT NULL,
                description \(types.text) NOT NULL,
                articles \(types.integer) NOT NULL DEFAULT 0 CHECK (articles >= 0)
            )
            """,
        ]
    }
}
