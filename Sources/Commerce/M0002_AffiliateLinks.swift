import Database

/// Programmes, the rules by which plain links become links that earn, and the record of what was changed by whom.
enum M0002_AffiliateLinks {
    static let migration = Migration(number: 2, name: "affiliate links") { dialect in
        [
            """
            ALTER TABLE partner ADD COLUMN ownership TEXT NOT NULL DEFAULT 'none'
                CHECK (ownership IN ('none', 'publisher-owns', 'owns-publisher', 'same-owner'))
            """,
            "ALTER TABLE partner ADD COLUMN terms TEXT NOT NULL DEFAULT ''",
            """
            CREATE TABLE programme (
                id TEXT NOT NULL PRIMARY KEY,
                partner TEXT NOT NULL REFERENCES partner (slug),
                name TEXT NOT NULL CHECK (name <> ''),
                network TEXT NOT NULL
                    CHECK (network IN ('amazon', 'awin', 'cj', 'impact', 'shareasale', 'rakuten', 'generic')),
                account TEXT NOT NULL,
                merchant TEXT NOT NULL,
                creative TEXT NOT NULL,
                template TEXT NOT NULL,
                allows_redirects SMALLINT NOT NULL CHECK (allows_redirects IN (0, 1)),
                required_sentence TEXT NOT NULL,
                since TEXT NOT NULL,
                ended TEXT CHECK (ended >= since),
                CHECK (network <> 'amazon' OR (allows_redirects = 0 AND required_sentence <> ''))
            )
            """,
            "CREATE INDEX programme_by_partner ON programme (partner)",
            """
            CREATE TABLE merchant_rule (
                id TEXT NOT NULL PRIMARY KEY,
                programme TEXT NOT NULL REFERENCES programme (id),
                domain TEXT NOT NULL,
                path TEXT NOT NULL CHECK (path LIKE '/%'),
                template TEXT,
                made BIGINT NOT NULL,
                ended BIGINT CHECK (ended >= made)
            )
            """,
            "CREATE INDEX merchant_rule_by_programme ON merchant_rule (programme)",
            """
            CREATE TABLE hand_made_link (
                slug TEXT NOT NULL PRIMARY KEY,
                name TEXT NOT NULL CHECK (name <> ''),
                programme TEXT NOT NULL REFERENCES programme (id),
                destination TEXT NOT NULL,
                target TEXT NOT NULL,
                images TEXT NOT NULL,
                geolocations TEXT NOT NULL,
                keywords TEXT NOT NULL,
                made BIGINT NOT NULL,
                ended BIGINT CHECK (ended >= made)
            )
            """,
            // An address leads to one place at a time.
            "CREATE UNIQUE INDEX hand_made_link_live ON hand_made_link (destination) WHERE ended IS NULL",
            """
            CREATE TABLE hand_made_link_category (
                link TEXT NOT NULL REFERENCES hand_made_link (slug),
                category TEXT NOT NULL CHECK (category <> ''),
                position BIGINT NOT NULL,
                PRIMARY KEY (link, category)
            )
            """,
            """
            CREATE TABLE affiliate_link (
                id TEXT NOT NULL PRIMARY KEY,
                destination TEXT NOT NULL,
                page TEXT NOT NULL CHECK (page LIKE '/%'),
                place TEXT NOT NULL,
                made BIGINT NOT NULL,
                UNIQUE (destination, page, place)
            )
            """,
            """
            CREATE TABLE commerce_event (
                number BIGINT NOT NULL PRIMARY KEY,
                at BIGINT NOT NULL,
                account TEXT,
                name TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('partner', 'programme', 'rule', 'link')),
                subject TEXT NOT NULL,
                title TEXT NOT NULL,
                action TEXT NOT NULL CHECK (action IN ('started', 'changed', 'ended')),
                detail TEXT NOT NULL
            )
            """,
            "CREATE INDEX affiliate_link_by_page ON affiliate_link (page)",
            "CREATE INDEX commerce_event_by_subject ON commerce_event (kind, subject, number)",
        ] + neverChanged("commerce_event", dialect) + neverChanged("affiliate_link", dialect)
    }

    /// What happened stays as it was written down, and a link that was once given out keeps leading to its destination.
    private static func neverChanged(_ table: String, _ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            return ["UPDATE", "DELETE"].map { action in
                SQL(
                    stringLiteral: """
                        CREATE TRIGGER \(table)_no_\(action.lowercased()) BEFORE \(action) ON \(table)
                        BEGIN SELECT RAISE(ABORT, 'rows of \(table) are kept as they are'); END
                        """)
            }
        case .postgres:
            return [
                """
                CREATE OR REPLACE FUNCTION keep_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $function$
                BEGIN
                    RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';
                END
                $function$
                """,
                SQL(
                    stringLiteral: """
                        CREATE TRIGGER \(table)_kept BEFORE UPDATE OR DELETE ON \(table)
                        FOR EACH ROW EXECUTE FUNCTION keep_as_it_is()
                        """),
            ]
        }
    }
}
