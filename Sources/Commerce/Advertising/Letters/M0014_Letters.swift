import Database

/// Advertisements in the newsletter’s mails, and which edition had which.
///
/// Where `letters` is 1, `place` only says what the tables’ own checks know; the place is the newsletter’s.
enum M0014_Letters {
    static let migration = Migration(number: 14, name: "letters") { _ in
        [
            """
            ALTER TABLE creative ADD COLUMN letters SMALLINT NOT NULL DEFAULT 0
                CHECK (letters = 0 OR (letters = 1 AND form = 'text' AND place = 'end'))
            """,
            """
            ALTER TABLE house_advertisement ADD COLUMN letters SMALLINT NOT NULL DEFAULT 0
                CHECK (letters = 0 OR (letters = 1 AND place = 'end'))
            """,
            """
            CREATE TABLE letter_run (
                page TEXT NOT NULL PRIMARY KEY,
                begun BIGINT NOT NULL,
                creative TEXT REFERENCES creative (id),
                flight TEXT REFERENCES flight (id),
                house TEXT REFERENCES house_advertisement (slug),
                letters BIGINT NOT NULL CHECK (letters >= 0),
                CHECK ((creative IS NULL) = (flight IS NULL)),
                CHECK ((creative IS NULL) <> (house IS NULL))
            )
            """,
            "CREATE INDEX letter_run_by_flight ON letter_run (flight, begun) WHERE flight IS NOT NULL",
        ]
    }
}
