import Database

/// The texts in which the site tells how it works, each with every text that it had.
enum M0007_Policies {
    static let migration = Migration(number: 7, name: "Policies") { dialect in
        Migration(number: 7, name: "Policies", tables: tables).statements(dialect)
            + ImmutableRows.statements(for: "policy", dialect)
    }

    private static func tables(_ types: ColumnTypes) -> [String] {
        [
            """
            CREATE TABLE policy (
                subject \(types.key) NOT NULL,
                version \(types.integer) NOT NULL CHECK (version >= 1),
                title \(types.text) NOT NULL,
                description \(types.text) NOT NULL,
                updated \(types.key) NOT NULL,
                body \(types.text) NOT NULL,
                PRIMARY KEY (subject, version)
            )
            """
        ]
    }
}
