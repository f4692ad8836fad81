import Database

/// Who gets the newsletter and with whose consent, the editions, and what became of each delivery.
///
/// Addresses are sealed and looked up by keyed digests (``AudienceKey``). What a subscriber wants to read about is one of a few
/// sets of topics (`interest`), so that the audience of an edition is a handful of numbers in one index.
enum M0006_Newsletter {
    static let migration = Migration(number: 6, name: "newsletter") { dialect in
        subscribers + editions + deliveries(dialect) + bounces
    }

    private static let subscribers: [SQL] = [
        """
        CREATE TABLE newsletter_key (
            one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
            fingerprint BYTEA NOT NULL
        )
        """,
        """
        CREATE TABLE interest (
            id BIGINT NOT NULL PRIMARY KEY,
            topics TEXT NOT NULL UNIQUE
        )
        """,
        "INSERT INTO interest (id, topics) VALUES (0, '')",
        """
        CREATE TABLE subscriber (
            id TEXT NOT NULL PRIMARY KEY,
            digest BYTEA NOT NULL UNIQUE,
            sealed BYTEA NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('awaiting', 'active', 'paused', 'left', 'stopped')),
            rhythm TEXT NOT NULL CHECK (rhythm IN ('daily', 'weekly')),
            interest BIGINT NOT NULL REFERENCES interest (id),
            made BIGINT NOT NULL,
            confirmed BIGINT,
            resumes BIGINT,
            changed BIGINT NOT NULL,
            CHECK (state NOT IN ('active', 'paused') OR confirmed IS NOT NULL),
            CHECK ((state = 'paused') = (resumes IS NOT NULL))
        )
        """,
        """
        CREATE INDEX subscriber_to_send ON subscriber (rhythm, id, interest, confirmed) WHERE state = 'active'
        """,
        "CREATE INDEX subscriber_by_state ON subscriber (state, changed)",
        "CREATE INDEX subscriber_by_resuming ON subscriber (resumes) WHERE state = 'paused'",
        """
        CREATE TABLE consent (
            id TEXT NOT NULL PRIMARY KEY,
            subscriber TEXT NOT NULL REFERENCES subscriber (id) ON DELETE CASCADE,
            act TEXT NOT NULL,
            means TEXT NOT NULL,
            at BIGINT NOT NULL,
            page TEXT NOT NULL,
            wording TEXT NOT NULL
        )
        """,
        "CREATE INDEX consent_by_subscriber ON consent (subscriber, at)",
        // No reference to a subscriber: it has to outlive them.
        """
        CREATE TABLE suppression (
            digest BYTEA NOT NULL PRIMARY KEY,
            reason TEXT NOT NULL,
            source TEXT NOT NULL,
            made BIGINT NOT NULL
        )
        """,
        "CREATE INDEX suppression_by_making ON suppression (made)",
        "CREATE TABLE newsletter_attempt (id TEXT NOT NULL PRIMARY KEY, subject BYTEA NOT NULL, at BIGINT NOT NULL)",
        "CREATE INDEX newsletter_attempt_by_subject ON newsletter_attempt (subject, at)",
        "CREATE INDEX newsletter_attempt_by_age ON newsletter_attempt (at)",
    ]

    private static let editions: [SQL] = [
        """
        CREATE TABLE edition (
            id TEXT NOT NULL PRIMARY KEY,
            day TEXT NOT NULL,
            rhythm TEXT NOT NULL CHECK (rhythm IN ('daily', 'weekly')),
            state TEXT NOT NULL
                CHECK (state IN ('draft', 'scheduled', 'sending', 'paused', 'sent', 'cancelled', 'nothing')),
            subject TEXT NOT NULL,
            intro TEXT NOT NULL,
            since BIGINT NOT NULL,
            until BIGINT NOT NULL,
            goes BIGINT NOT NULL,
            version BIGINT NOT NULL,
            started BIGINT,
            reach TEXT NOT NULL,
            is_reached SMALLINT NOT NULL,
            audience BIGINT NOT NULL,
            finished BIGINT,
            halt TEXT NOT NULL,
            departures BIGINT NOT NULL,
            UNIQUE (day, rhythm)
        )
        """,
        "CREATE INDEX edition_by_state ON edition (state, day)",
        """
        CREATE TABLE edition_item (
            edition TEXT NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
            place BIGINT NOT NULL,
            part TEXT NOT NULL,
            path TEXT NOT NULL,
            title TEXT NOT NULL,
            summary TEXT NOT NULL,
            kind TEXT NOT NULL,
            topics TEXT NOT NULL,
            bylines TEXT NOT NULL,
            at BIGINT NOT NULL,
            note TEXT NOT NULL,
            is_left_out SMALLINT NOT NULL,
            PRIMARY KEY (edition, place)
        )
        """,
        "CREATE INDEX edition_item_by_path ON edition_item (path)",
        """
        CREATE TABLE edition_click (
            edition TEXT NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
            path TEXT NOT NULL,
            count BIGINT NOT NULL,
            PRIMARY KEY (edition, path)
        )
        """,
    ]

    /// No reference to a subscriber either: what was sent stays told when somebody is erased.
    private static func deliveries(_ dialect: Dialect) -> [SQL] {
        let columns: SQL = """
            edition TEXT NOT NULL,
            subscriber TEXT NOT NULL,
            id TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'uncertain', 'skipped')),
            worker TEXT,
            lease BIGINT,
            due BIGINT NOT NULL,
            attempts BIGINT NOT NULL,
            changed BIGINT NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (edition, subscriber),
            CHECK (state <> 'sending' OR lease IS NOT NULL)
            """
        let table: SQL =
            switch dialect {
            // The key is the table, which halves it.
            case .sqlite: "CREATE TABLE delivery (\(columns)) WITHOUT ROWID"
            case .postgres: "CREATE TABLE delivery (\(columns))"
            }
        return [
            table,
            "CREATE INDEX delivery_due ON delivery (edition, due) WHERE state = 'pending'",
            "CREATE INDEX delivery_leased ON delivery (lease) WHERE state = 'sending'",
        ]
    }

    private static let bounces: [SQL] = [
        """
        CREATE TABLE bounce (
            id TEXT NOT NULL PRIMARY KEY,
            at BIGINT NOT NULL,
            edition TEXT NOT NULL,
            subscriber TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('hard', 'soft', 'full', 'policy', 'complaint')),
            status TEXT NOT NULL,
            detail TEXT NOT NULL,
            source TEXT NOT NULL
        )
        """,
        "CREATE INDEX bounce_by_subscriber ON bounce (subscriber, at)",
        "CREATE INDEX bounce_by_edition ON bounce (edition, kind)",
        """
        CREATE TABLE stray_mail (
            id TEXT NOT NULL PRIMARY KEY,
            at BIGINT NOT NULL,
            source TEXT NOT NULL,
            content TEXT NOT NULL CHECK (length(content) <= 65536),
            settled BIGINT
        )
        """,
        "CREATE INDEX stray_mail_open ON stray_mail (at) WHERE settled IS NULL",
    ]
}
