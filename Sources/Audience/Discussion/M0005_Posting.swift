import Database

/// What posting needs beside the comments: names that are given out, and which submissions were taken in already.
enum M0005_Posting {
    static let migration = Migration(number: 5, name: "posting") { _ in
        [
            """
            CREATE TABLE anonymous_number (
                one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
                number BIGINT NOT NULL
            )
            """,
            "INSERT INTO anonymous_number (one, number) VALUES (1, 0)",
            // What a form is known by, so that sending it twice posts once.
            """
            CREATE TABLE comment_nonce (
                nonce BYTEA NOT NULL PRIMARY KEY,
                comment TEXT NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
                expires BIGINT NOT NULL
            )
            """,
            "CREATE INDEX comment_nonce_by_expiry ON comment_nonce (expires)",
            "CREATE INDEX comment_nonce_by_comment ON comment_nonce (comment)",
            // Who recommends a comment: a digest that names nobody.
            """
            CREATE TABLE comment_vote (
                comment TEXT NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
                voter BYTEA NOT NULL,
                made BIGINT NOT NULL,
                PRIMARY KEY (comment, voter)
            )
            """,
            "CREATE INDEX comment_vote_by_voter ON comment_vote (voter)",
        ] + mail
    }

    private static let mail: [SQL] = [
        "ALTER TABLE handle ADD COLUMN notifies SMALLINT NOT NULL DEFAULT 0 CHECK (notifies IN (0, 1))",
        // Links that were mailed: to keep a handle, to sign in, to be told of answers, to be told of none.
        """
        CREATE TABLE handle_link (
            digest BYTEA NOT NULL PRIMARY KEY,
            purpose TEXT NOT NULL CHECK (purpose IN ('keep', 'enter', 'notify')),
            handle TEXT NOT NULL REFERENCES handle (id) ON DELETE CASCADE,
            sealed_address BYTEA NOT NULL,
            address_digest BYTEA NOT NULL,
            expires BIGINT NOT NULL
        )
        """,
        "CREATE INDEX handle_link_by_handle ON handle_link (handle)",
        """
        CREATE TABLE handle_attempt (
            id TEXT NOT NULL PRIMARY KEY,
            subject BYTEA NOT NULL,
            at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX handle_attempt_by_subject ON handle_attempt (subject, at)",
        "CREATE INDEX handle_attempt_by_time ON handle_attempt (at)",
        // Mails that are to be sent: whom they are for is told by the handle when they go.
        """
        CREATE TABLE reply_notice (
            id TEXT NOT NULL PRIMARY KEY,
            handle TEXT NOT NULL REFERENCES handle (id) ON DELETE CASCADE,
            comment TEXT NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
            made BIGINT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'given-up', 'unknown')),
            attempts BIGINT NOT NULL DEFAULT 0,
            due BIGINT NOT NULL,
            settled BIGINT,
            UNIQUE (handle, comment)
        )
        """,
        "CREATE INDEX reply_notice_due ON reply_notice (due) WHERE state = 'waiting'",
        "CREATE INDEX reply_notice_by_handle ON reply_notice (handle, made)",
        "CREATE INDEX reply_notice_by_comment ON reply_notice (comment)",
    ]
}
