import Database

/// What networks report of sales: each state of each transaction as it was reported, and what follows from them.
enum M0004_Earnings {
    static let migration = Migration(number: 4, name: "earnings") { dialect in
        let storage: SQL = dialect == .sqlite ? "WITHOUT ROWID" : ""
        let tables: [SQL] = [
            """
            CREATE TABLE earning_import (
                id TEXT NOT NULL PRIMARY KEY,
                at BIGINT NOT NULL,
                account TEXT,
                name TEXT NOT NULL,
                network TEXT NOT NULL,
                file TEXT NOT NULL,
                digest TEXT NOT NULL,
                row_count BIGINT NOT NULL,
                added BIGINT NOT NULL,
                changed BIGINT NOT NULL,
                amended BIGINT NOT NULL,
                unchanged BIGINT NOT NULL,
                unmatched BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE earning_import_total (
                import TEXT NOT NULL REFERENCES earning_import (id),
                currency TEXT NOT NULL,
                before_micros BIGINT NOT NULL,
                after_micros BIGINT NOT NULL,
                PRIMARY KEY (import, currency)
            )
            """,
            """
            CREATE TABLE conversion (
                network TEXT NOT NULL
                    CHECK (network IN ('amazon', 'awin', 'cj', 'impact', 'shareasale', 'rakuten', 'generic')),
                scope TEXT NOT NULL,
                reference TEXT NOT NULL CHECK (reference <> ''),
                status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'paid', 'reversed')),
                amendment BIGINT NOT NULL CHECK (amendment >= 0),
                day TEXT NOT NULL,
                sub_id TEXT NOT NULL,
                merchant TEXT NOT NULL,
                programme TEXT REFERENCES programme (id),
                page TEXT,
                place TEXT,
                sale BIGINT,
                commission BIGINT NOT NULL,
                currency TEXT NOT NULL,
                received BIGINT NOT NULL,
                import TEXT REFERENCES earning_import (id),
                PRIMARY KEY (network, scope, reference, status, amendment)
            ) \(storage)
            """,
            """
            CREATE TABLE earning (
                network TEXT NOT NULL,
                scope TEXT NOT NULL,
                reference TEXT NOT NULL,
                status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'paid', 'reversed')),
                day TEXT NOT NULL,
                sub_id TEXT NOT NULL,
                merchant TEXT NOT NULL,
                programme TEXT,
                page TEXT,
                place TEXT,
                sale BIGINT,
                commission BIGINT NOT NULL,
                currency TEXT NOT NULL,
                matching TEXT NOT NULL CHECK (matching IN ('matched', 'unmatched', 'not-ours')),
                PRIMARY KEY (network, scope, reference)
            ) \(storage)
            """,
            "CREATE INDEX earning_by_day ON earning (day)",
            """
            CREATE INDEX earning_unmatched ON earning (network, merchant, sub_id) WHERE matching = 'unmatched'
            """,
            """
            CREATE TABLE earning_resolution (
                number BIGINT NOT NULL PRIMARY KEY,
                at BIGINT NOT NULL,
                account TEXT,
                name TEXT NOT NULL,
                network TEXT NOT NULL,
                merchant TEXT NOT NULL,
                sub_id TEXT NOT NULL,
                decision TEXT NOT NULL CHECK (decision IN ('ours', 'not-ours')),
                programme TEXT REFERENCES programme (id),
                page TEXT,
                place TEXT,
                CHECK ((decision = 'ours') = (programme IS NOT NULL))
            )
            """,
            "CREATE INDEX earning_resolution_by_what ON earning_resolution (network, merchant, sub_id, number)",
            """
            CREATE TABLE network_clicks (
                programme TEXT NOT NULL REFERENCES programme (id),
                month TEXT NOT NULL,
                number BIGINT NOT NULL,
                clicks BIGINT NOT NULL CHECK (clicks >= 0),
                at BIGINT NOT NULL,
                account TEXT,
                name TEXT NOT NULL,
                PRIMARY KEY (programme, month, number)
            )
            """,
            """
            CREATE TABLE postback_secret (
                id TEXT NOT NULL PRIMARY KEY,
                programme TEXT NOT NULL REFERENCES programme (id),
                scheme TEXT NOT NULL CHECK (scheme IN ('signature', 'token')),
                secret BYTEA NOT NULL,
                made BIGINT NOT NULL,
                ends BIGINT
            )
            """,
            "CREATE INDEX postback_secret_by_programme ON postback_secret (programme)",
        ]
        let kept = ["earning_import", "earning_import_total", "conversion", "earning_resolution", "network_clicks"]
        return tables + kept.flatMap { neverChanged($0, dialect) } + widerHistory(dialect)
    }

    private static func neverChanged(_ table: String, _ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            ["UPDATE", "DELETE"].map { action in
                SQL(
                    stringLiteral: """
                        CREATE TRIGGER \(table)_no_\(action.lowercased()) BEFORE \(action) ON \(table)
                        BEGIN SELECT RAISE(ABORT, 'rows of \(table) are kept as they are'); END
                        """)
            }
        case .postgres:
            [("kept", "UPDATE OR DELETE", "ROW"), ("kept_whole", "TRUNCATE", "STATEMENT")].map { name, actions, each in
                SQL(
                    stringLiteral: """
                        CREATE TRIGGER \(table)_\(name) BEFORE \(actions) ON \(table)
                        FOR EACH \(each) EXECUTE FUNCTION keep_as_it_is()
                        """)
            }
        }
    }

    /// Lets the record of changes hold other kinds of things than it was made for; which there are, the program knows.
    private static func widerHistory(_ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .postgres: ["ALTER TABLE commerce_event DROP CONSTRAINT commerce_event_kind_check"]
        case .sqlite:
            [
                """
                CREATE TABLE wider_event (
                    number BIGINT NOT NULL PRIMARY KEY,
                    at BIGINT NOT NULL,
                    account TEXT,
                    name TEXT NOT NULL,
                    kind TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    title TEXT NOT NULL,
                    action TEXT NOT NULL CHECK (action IN ('started', 'changed', 'ended')),
                    detail TEXT NOT NULL
                )
                """,
                """
                INSERT INTO wider_event (number, at, account, name, kind, subject, title, action, detail)
                SELECT number, at, account, name, kind, subject, title, action, detail FROM commerce_event
                """,
                "DROP TABLE commerce_event",
                "ALTER TABLE wider_event RENAME TO commerce_event",
                "CREATE INDEX commerce_event_by_subject ON commerce_event (kind, subject, number)",
            ] + neverChanged("commerce_event", dialect)
        }
    }
}
