import Database

/// Corrections that readers suggest, and what the desk made of each.
enum M0014_SuggestedCorrections {
    static let migration = Migration(number: 14, name: "SuggestedCorrections", tables: tables)

    private static func tables(_ types: ColumnTypes) -> [String] {
        [
            """
            CREATE TABLE suggested_correction (
                id \(types.key) NOT NULL PRIMARY KEY,
                article \(types.key) NOT NULL REFERENCES article (id),
                comment \(types.key) NOT NULL UNIQUE,
                link \(types.text) NOT NULL,
                text \(types.text) NOT NULL CHECK (length(text) BETWEEN 1 AND 2000),
                made \(types.integer) NOT NULL,
                passed_on_by \(types.text) NOT NULL,
                state \(types.key) NOT NULL CHECK (state IN ('open', 'done', 'declined')),
                answer \(types.text) NOT NULL CHECK (length(answer) <= 1000),
                settled \(types.integer),
                settled_by \(types.text),
                CHECK ((state = 'open') = (settled IS NULL)),
                CHECK ((state = 'open') = (settled_by IS NULL))
            )
            """,
            "CREATE INDEX suggested_correction_by_state ON suggested_correction (state, made, id)",
            "CREATE INDEX suggested_correction_by_article ON suggested_correction (article, state)",
        ]
    }
}
