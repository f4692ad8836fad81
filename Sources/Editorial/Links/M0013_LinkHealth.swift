import Database

/// What checks of the addresses found that published articles link to.
enum M0013_LinkHealth {
    static let migration = Migration(number: 13, name: "LinkHealth", tables: tables)

    private static func tables(_ types: ColumnTypes) -> [String] {
        [
            """
            CREATE TABLE link_health (
                address \(types.key) NOT NULL PRIMARY KEY,
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
            "CREATE INDEX link_health_by_next ON link_health (next_check, address)",
            "CREATE INDEX link_health_by_state ON link_health (state, first_failure, address)",
        ]
    }
}
