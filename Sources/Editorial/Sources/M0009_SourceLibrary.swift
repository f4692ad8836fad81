import Database

/// What the library of sources needs to be searched, and what checking their addresses found.
enum M0009_SourceLibrary {
    static let migration = Migration(number: 9, name: "SourceLibrary", tables: tables)

    private static func tables(_ types: ColumnTypes) -> [String] {
        [
            "ALTER TABLE source ADD COLUMN doi \(types.key)",
            // No engine folds letters as the store does: it fills these in before it first lists the sources.
            "ALTER TABLE source ADD COLUMN title_order \(types.key)",
            "ALTER TABLE source ADD COLUMN search_text \(types.key)",
            "CREATE INDEX source_by_title ON source (title_order, slug)",
            "CREATE INDEX source_without_order ON source (slug) WHERE title_order IS NULL",
            """
            CREATE TABLE source_health (
                source \(types.key) NOT NULL PRIMARY KEY REFERENCES source,
                state \(types.text) NOT NULL
                    CHECK (state IN ('unchecked', 'well', 'failing', 'dead', 'unreachable')),
                checked \(types.integer),
                next_check \(types.integer) NOT NULL,
                failures \(types.integer) NOT NULL CHECK (failures >= 0),
                first_failure \(types.integer) CHECK ((first_failure IS NULL) = (failures = 0)),
                unclear \(types.integer) NOT NULL CHECK (unclear >= 0),
                unclear_since \(types.integer) CHECK ((unclear_since IS NULL) = (unclear = 0)),
                status \(types.integer),
                error \(types.text),
                final_address \(types.text)
            )
            """,
            "CREATE INDEX source_health_by_next ON source_health (next_check, source)",
            "CREATE INDEX source_health_by_state ON source_health (state, first_failure, source)",
        ]
    }
}
