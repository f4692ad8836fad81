import Database

/// What a comment is to readers and moderators, whose it is, and what the screen found.
///
/// An audience store counts its changes (`audience_change`), and each comment has the number of the last one that it had a part
/// in, so that whoever knows the discussion as it was can ask for what is new alone.
enum M0002_Discussion {
    static let migration = Migration(number: 2, name: "discussion") { _ in
        handles + comments + discussions + findings
    }

    private static let handles: [SQL] = [
        """
        CREATE TABLE handle (
            id TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
            folded TEXT NOT NULL UNIQUE,
            made BIGINT NOT NULL,
            sealed_address BYTEA,
            address_digest BYTEA UNIQUE,
            kept BIGINT,
            CHECK ((kept IS NULL) = (address_digest IS NULL))
        )
        """,
        """
        CREATE TABLE handle_key (
            digest BYTEA NOT NULL PRIMARY KEY,
            handle TEXT NOT NULL REFERENCES handle (id) ON DELETE CASCADE,
            expires BIGINT NOT NULL
        )
        """,
        "CREATE INDEX handle_key_by_handle ON handle_key (handle)",
    ]

    private static let comments: [SQL] = [
        """
        ALTER TABLE comment ADD COLUMN state TEXT NOT NULL DEFAULT 'shown'
            CHECK (state IN ('shown', 'held', 'removed', 'deleted'))
        """,
        "ALTER TABLE comment ADD COLUMN owner TEXT REFERENCES handle (id)",
        "ALTER TABLE comment ADD COLUMN edited BIGINT",
        "ALTER TABLE comment ADD COLUMN votes BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE comment ADD COLUMN highlighted BIGINT",
        // The byline of the editorial person who wrote it as such.
        "ALTER TABLE comment ADD COLUMN byline TEXT",
        // What an imported comment was called where it came from.
        "ALTER TABLE comment ADD COLUMN origin TEXT",
        // The network that it came from, hashed under the key of a day; forgotten with the key.
        "ALTER TABLE comment ADD COLUMN network BYTEA",
        "ALTER TABLE comment ADD COLUMN network_day TEXT",
        "ALTER TABLE comment ADD COLUMN change BIGINT NOT NULL DEFAULT 0",
        "CREATE UNIQUE INDEX comment_by_origin ON comment (origin)",
        "CREATE INDEX comment_by_change ON comment (change)",
        "CREATE INDEX comment_by_article_change ON comment (article, change)",
        "CREATE INDEX comment_by_owner ON comment (owner)",
        "CREATE INDEX comment_by_network_day ON comment (network_day)",
        "CREATE INDEX comment_by_state ON comment (state, posted) WHERE state <> 'shown'",
        """
        CREATE TABLE audience_change (
            one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
            number BIGINT NOT NULL
        )
        """,
        "INSERT INTO audience_change (one, number) VALUES (1, 0)",
    ]

    private static let discussions: [SQL] = [
        """
        CREATE TABLE discussion (
            article TEXT NOT NULL PRIMARY KEY,
            closed BIGINT,
            opened BIGINT
        )
        """
    ]

    private static let findings: [SQL] = [
        """
        CREATE TABLE comment_finding (
            comment TEXT NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
            place BIGINT NOT NULL,
            rule TEXT NOT NULL,
            detail TEXT NOT NULL,
            risk DOUBLE PRECISION NOT NULL CHECK (risk BETWEEN 0 AND 1),
            PRIMARY KEY (comment, place)
        )
        """,
        """
        CREATE TABLE comment_flag (
            id TEXT NOT NULL PRIMARY KEY,
            comment TEXT NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
            reason TEXT NOT NULL,
            note TEXT NOT NULL CHECK (length(note) <= 1000),
            made BIGINT NOT NULL,
            flagger BYTEA NOT NULL,
            settled BIGINT,
            UNIQUE (comment, flagger)
        )
        """,
        "CREATE INDEX comment_flag_open ON comment_flag (comment) WHERE settled IS NULL",
    ]
}
