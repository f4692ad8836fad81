import Database

/// Where links lead, as checks found it; the rules by which a product is out of stock; and what was done about either.
enum M0005_LinkHealth {
    static let migration = Migration(number: 5, name: "link health") { dialect in
        [
            """
            CREATE TABLE checked_link (
                id TEXT NOT NULL PRIMARY KEY,
                destination TEXT NOT NULL UNIQUE,
                left_until TEXT,
                left_note TEXT CHECK ((left_note IS NULL) = (left_until IS NULL)),
                left_by TEXT CHECK ((left_by IS NULL) = (left_until IS NULL)),
                left_at BIGINT CHECK ((left_at IS NULL) = (left_until IS NULL))
            )
            """,
            """
            CREATE TABLE link_check (
                link TEXT NOT NULL REFERENCES checked_link (id) ON DELETE CASCADE,
                way TEXT NOT NULL CHECK (way IN ('plain', 'earning')),
                address TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('unchecked', 'well', 'failing', 'dead', 'unreachable')),
                checked BIGINT,
                next_check BIGINT NOT NULL,
                failures BIGINT NOT NULL CHECK (failures >= 0),
                first_failure BIGINT CHECK ((first_failure IS NULL) = (failures = 0)),
                unclear BIGINT NOT NULL CHECK (unclear >= 0),
                unclear_since BIGINT CHECK ((unclear_since IS NULL) = (unclear = 0)),
                status BIGINT,
                error TEXT,
                final_address TEXT,
                mark TEXT CHECK (mark IN ('parked', 'out-of-stock', 'elsewhere')),
                marks BIGINT NOT NULL CHECK ((marks = 0) = (mark IS NULL)),
                marked_since BIGINT CHECK ((marked_since IS NULL) = (mark IS NULL)),
                detail TEXT NOT NULL,
                chain TEXT NOT NULL,
                PRIMARY KEY (link, way)
            )
            """,
            "CREATE INDEX link_check_by_next ON link_check (next_check, link, way)",
            """
            CREATE TABLE link_event (
                number BIGINT NOT NULL PRIMARY KEY,
                at BIGINT NOT NULL,
                account TEXT,
                name TEXT NOT NULL,
                destination TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('found', 'checked', 'left', 'taken-up')),
                detail TEXT NOT NULL
            )
            """,
            "CREATE INDEX link_event_by_destination ON link_event (destination, number)",
            """
            CREATE TABLE stock_rule (
                id TEXT NOT NULL PRIMARY KEY,
                programme TEXT NOT NULL REFERENCES programme (id),
                merchant_rule TEXT REFERENCES merchant_rule (id),
                text TEXT CHECK (text <> ''),
                availability TEXT,
                made BIGINT NOT NULL,
                ended BIGINT CHECK (ended >= made),
                CHECK ((text IS NULL) <> (availability IS NULL))
            )
            """,
        ] + neverChanged(dialect)
    }

    private static func neverChanged(_ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            [
                """
                CREATE TRIGGER link_event_no_update BEFORE UPDATE ON link_event
                BEGIN SELECT RAISE(ABORT, 'rows of link_event are kept as they are'); END
                """,
                """
                CREATE TRIGGER link_event_no_delete BEFORE DELETE ON link_event
                BEGIN SELECT RAISE(ABORT, 'rows of link_event are kept as they are'); END
                """,
            ]
        case .postgres:
            [
                """
                CREATE TRIGGER link_event_kept BEFORE UPDATE OR DELETE ON link_event
                FOR EACH ROW EXECUTE FUNCTION keep_as_it_is()
                """
            ]
        }
    }
}
