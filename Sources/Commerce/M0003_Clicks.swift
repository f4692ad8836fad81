import Database

/// The ledger of clicks: a row is written once, and neither changed nor deleted.
enum M0003_Clicks {
    static let migration = Migration(number: 3, name: "clicks") { dialect in
        let storage: SQL = dialect == .sqlite ? "WITHOUT ROWID" : ""
        let table: SQL = """
            CREATE TABLE click (
                id TEXT NOT NULL PRIMARY KEY,
                link TEXT NOT NULL REFERENCES affiliate_link (id),
                programme TEXT REFERENCES programme (id),
                at BIGINT NOT NULL,
                outcome TEXT NOT NULL CHECK (outcome IN
                    ('counted', 'head', 'prefetch', 'crawler', 'unfurler', 'no-agent', 'repeated'))
            ) \(storage)
            """
        return [table, "CREATE INDEX click_by_moment ON click (at)"] + neverChanged(dialect)
    }

    private static func neverChanged(_ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            [
                """
                CREATE TRIGGER click_no_update BEFORE UPDATE ON click
                BEGIN SELECT RAISE(ABORT, 'rows of click are kept as they are'); END
                """,
                """
                CREATE TRIGGER click_no_delete BEFORE DELETE ON click
                BEGIN SELECT RAISE(ABORT, 'rows of click are kept as they are'); END
                """,
            ]
        case .postgres:
            [
                """
                CREATE TRIGGER click_kept BEFORE UPDATE OR DELETE ON click
                FOR EACH ROW EXECUTE FUNCTION keep_as_it_is()
                """,
                """
                CREATE TRIGGER click_kept_whole BEFORE TRUNCATE ON click
                FOR EACH STATEMENT EXECUTE FUNCTION keep_as_it_is()
                """,
            ]
        }
    }
}
