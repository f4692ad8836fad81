import Database

/// Sources, facts as they are now, and every state that a fact was in.
enum M0003_Facts {
    static let migration = Migration(number: 3, name: "Facts") { dialect in
        let made = Migration(number: 3, name: "Facts", tables: tables)
        return made.statements(dialect) + ImmutableRows.statements(for: "fact_revision", dialect)
    }

    private static let qualifiers = "'about', 'close to', 'at least', 'at most', 'fewer than', 'more than'"

    private static func tables(_ types: ColumnTypes) -> [String] {
        [
            """
            CREATE TABLE source (
                slug \(types.key) NOT NULL PRIMARY KEY,
                title \(types.text) NOT NULL,
                author \(types.text),
                publisher \(types.text) NOT NULL,
                published \(types.key),
                address \(types.text) NOT NULL CHECK (address LIKE 'http://%' OR address LIKE 'https://%'),
                accessed \(types.key) NOT NULL
            )
            """,
            """
            CREATE TABLE fact (
                slug \(types.key) NOT NULL PRIMARY KEY,
                revision \(types.integer) NOT NULL CHECK (revision >= 1),
                label \(types.text) NOT NULL,
                value \(types.text) NOT NULL CHECK (value <> ''),
                unit \(types.text) CHECK (unit <> ''),
                qualifier \(types.text) CHECK (qualifier IN (\(qualifiers))),
                as_of \(types.key) NOT NULL,
                source \(types.key) NOT NULL REFERENCES source,
                review_interval \(types.integer) NOT NULL CHECK (review_interval >= 1),
                reviewed \(types.key),
                review_due \(types.key) NOT NULL,
                note \(types.text)
            )
            """,
            "CREATE INDEX fact_by_review_due ON fact (review_due, slug)",
            "CREATE INDEX fact_by_source ON fact (source)",
            """
            CREATE TABLE fact_revision (
                fact \(types.key) NOT NULL REFERENCES fact,
                number \(types.integer) NOT NULL CHECK (number >= 1),
                written \(types.integer) NOT NULL,
                reason \(types.text) NOT NULL,
                value \(types.text) NOT NULL,
                unit \(types.text),
                qualifier \(types.text),
                as_of \(types.key) NOT NULL,
                source \(types.key) NOT NULL REFERENCES source,
                PRIMARY KEY (fact, number)
            )
            """,
        ]
    }
}
