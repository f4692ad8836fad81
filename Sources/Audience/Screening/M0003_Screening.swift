import Database

/// The keys of forms and networks, and what the screen goes by: its rules, words, and what moderators decided.
///
/// A row of `screening_part` for each of these has the number of its last change, so that servers can tell what to read anew.
enum M0003_Screening {
    static let migration = Migration(number: 3, name: "screening") { _ in keys + rules + examples }

    private static let keys: [SQL] = [
        "CREATE TABLE address_key (day TEXT NOT NULL PRIMARY KEY, secret BYTEA NOT NULL)",
        """
        CREATE TABLE form_key (
            one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
            secret TEXT NOT NULL
        )
        """,
    ]

    private static let rules: [SQL] = [
        """
        CREATE TABLE screening_part (
            name TEXT NOT NULL PRIMARY KEY CHECK (name IN ('rules', 'words', 'examples')),
            change BIGINT NOT NULL
        )
        """,
        "INSERT INTO screening_part (name, change) VALUES ('rules', 0), ('words', 0), ('examples', 0)",
        // Only what differs from the defaults has a row.
        "CREATE TABLE screening_rule (name TEXT NOT NULL PRIMARY KEY, value DOUBLE PRECISION NOT NULL)",
        """
        CREATE TABLE screening_word (
            pattern TEXT NOT NULL PRIMARY KEY CHECK (length(pattern) BETWEEN 2 AND 100),
            effect TEXT NOT NULL CHECK (effect IN ('refuse', 'hold', 'allow')),
            added BIGINT NOT NULL
        )
        """,
    ]

    private static let examples: [SQL] = [
        """
        CREATE TABLE screening_example (
            comment TEXT NOT NULL PRIMARY KEY,
            spam BIGINT NOT NULL CHECK (spam IN (0, 1)),
            text TEXT NOT NULL,
            decided BIGINT NOT NULL,
            change BIGINT NOT NULL
        )
        """,
        "CREATE INDEX screening_example_by_decided ON screening_example (decided)",
    ]
}
