import Database

/// The engines' names for the kinds of column that the editorial tables have.
struct ColumnTypes {
    /// A whole number of 64 bits.
    let integer: String
    /// A text for people.
    let text: String
    /// A text for programs, such as a slug, ordered byte by byte whatever language the server was set up for.
    let key: String
    let bytes: String
    /// What follows a table of nothing but its key and a little more.
    let compact: String

    init(_ dialect: Dialect) {
        switch dialect {
        case .sqlite: (integer, text, key, bytes, compact) = ("INTEGER", "TEXT", "TEXT", "BLOB", " WITHOUT ROWID,")
        case .postgres: (integer, text, key, bytes, compact) = ("bigint", "text", "text COLLATE \"C\"", "bytea", "")
        }
    }
}

extension Migration {
    /// A migration whose tables have the same columns on both engines.
    init(number: Int, name: String, tables: @escaping @Sendable (ColumnTypes) -> [String]) {
        self.init(number: number, name: name) { dialect in
            tables(ColumnTypes(dialect)).map { table in
                // SQLite then refuses a text in a column of numbers, as PostgreSQL does.
                SQL(stringLiteral: dialect == .sqlite && table.hasPrefix("CREATE TABLE") ? "\(table) STRICT" : table)
            }
        }
    }
}

/// Makes rows that are written once and never again.
enum ImmutableRows {
    /// The statements after which `table` refuses changes and deletions, whoever asks.
    static func statements(for table: String, _ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            ["UPDATE", "DELETE"].map { action in
                SQL(
                    stringLiteral: """
                        CREATE TRIGGER \(table)_refuses_\(action.lowercased()) BEFORE \(action) ON \(table)
                        BEGIN SELECT RAISE(ABORT, 'rows of \(table) are never changed'); END
                        """)
            }
        case .postgres:
            [
                """
                CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN RAISE EXCEPTION ''rows of % are never changed'', TG_TABLE_NAME USING ERRCODE = ''23514''; END'
                """,
                SQL(
                    stringLiteral: """
                        CREATE TRIGGER \(table)_refuses_change BEFORE UPDATE OR DELETE ON \(table)
                        FOR EACH ROW EXECUTE FUNCTION refuse_change()
                        """),
            ]
        }
    }
}
