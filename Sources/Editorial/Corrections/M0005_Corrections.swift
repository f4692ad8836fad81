import Database

/// What articles said wrongly; what was admitted once stays admitted.
enum M0005_Corrections {
    static let migration = Migration(number: 5, name: "Corrections") { dialect in
        Migration(number: 5, name: "Corrections", tables: tables).statements(dialect)
            + ImmutableRows.statements(for: "correction", dialect)
    }

    private static func tables(_ types: ColumnTypes) -> [String] {
        [
            """
            CREATE TABLE correction (
                id \(types.key) NOT NULL PRIMARY KEY,
                article \(types.key) NOT NULL REFERENCES article,
                date \(types.key) NOT NULL,
                text \(types.text) NOT NULL CHECK (text <> '')
            )
            """,
            "CREATE INDEX correction_by_date ON correction (date, id)",
            "CREATE INDEX correction_by_article ON correction (article, date, id)",
        ]
    }
}
