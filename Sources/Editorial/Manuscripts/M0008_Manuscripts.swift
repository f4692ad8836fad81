import Database

/// Manuscripts, every text of theirs that was saved, every step that they took, and the remarks of those who read them.
enum M0008_Manuscripts {
    static let migration = Migration(number: 8, name: "Manuscripts") { dialect in
        let made = Migration(number: 8, name: "Manuscripts", tables: tables)
        return made.statements(dialect) + ImmutableRows.statements(for: "manuscript_step", dialect)
    }

    private static let states =
        "'draft', 'in-review', 'fact-checked', 'scheduled', 'published', 'withdrawn', 'discarded'"

    private static func tables(_ types: ColumnTypes) -> [String] {
        [
            // A withdrawn article keeps its row and its revisions; readers get the note.
            "ALTER TABLE article ADD COLUMN withdrawn \(types.integer)",
            "ALTER TABLE article ADD COLUMN withdrawal_note \(types.text)",
            """
            CREATE TABLE manuscript (
                id \(types.key) NOT NULL PRIMARY KEY,
                article \(types.key) UNIQUE REFERENCES article,
                state \(types.text) NOT NULL CHECK (state IN (\(states))),
                save \(types.integer) NOT NULL CHECK (save >= 1),
                round \(types.integer) NOT NULL CHECK (round >= 1),
                title \(types.text) NOT NULL,
                kind \(types.text) NOT NULL,
                assignee \(types.key),
                assignee_name \(types.text),
                due \(types.key),
                scheduled \(types.integer) CHECK ((scheduled IS NOT NULL) = (state = 'scheduled')),
                created \(types.integer) NOT NULL,
                created_by \(types.key) NOT NULL,
                created_by_name \(types.text) NOT NULL,
                updated \(types.integer) NOT NULL,
                updated_by \(types.key) NOT NULL,
                updated_by_name \(types.text) NOT NULL
            )
            """,
            "CREATE INDEX manuscript_by_update ON manuscript (updated, id)",
            "CREATE INDEX manuscript_by_schedule ON manuscript (scheduled)",
            "CREATE INDEX manuscript_by_assignee ON manuscript (assignee, updated)",
            // Lists are slugs, or what was typed instead, with line breaks between.
            """
            CREATE TABLE manuscript_save (
                manuscript \(types.key) NOT NULL REFERENCES manuscript,
                number \(types.integer) NOT NULL CHECK (number >= 1),
                round \(types.integer) NOT NULL,
                saved \(types.integer) NOT NULL,
                account \(types.key) NOT NULL,
                name \(types.text) NOT NULL,
                slug \(types.text) NOT NULL,
                kind \(types.text) NOT NULL,
                title \(types.text) NOT NULL,
                description \(types.text) NOT NULL,
                answer \(types.text) NOT NULL,
                body \(types.text) NOT NULL,
                about \(types.text) NOT NULL,
                section \(types.text) NOT NULL,
                topics \(types.text) NOT NULL,
                authors \(types.text) NOT NULL,
                reviewers \(types.text) NOT NULL,
                facts \(types.text) NOT NULL,
                related \(types.text) NOT NULL,
                PRIMARY KEY (manuscript, number)
            )
            """,
            """
            CREATE TABLE manuscript_author (
                manuscript \(types.key) NOT NULL REFERENCES manuscript,
                round \(types.integer) NOT NULL,
                account \(types.key) NOT NULL,
                PRIMARY KEY (manuscript, round, account)
            )\(types.compact)
            """,
            """
            CREATE TABLE manuscript_step (
                id \(types.key) NOT NULL PRIMARY KEY,
                manuscript \(types.key) NOT NULL REFERENCES manuscript,
                at \(types.integer) NOT NULL,
                account \(types.key) NOT NULL,
                name \(types.text) NOT NULL,
                action \(types.text) NOT NULL,
                note \(types.text) NOT NULL,
                save \(types.integer) NOT NULL
            )
            """,
            "CREATE INDEX manuscript_step_by_manuscript ON manuscript_step (manuscript, id)",
            // A remark keeps the beginning of its paragraph, so that it can be found again when the text has moved.
            """
            CREATE TABLE remark (
                id \(types.key) NOT NULL PRIMARY KEY,
                manuscript \(types.key) NOT NULL REFERENCES manuscript,
                paragraph \(types.integer) NOT NULL CHECK (paragraph >= 0),
                quote \(types.text) NOT NULL,
                text \(types.text) NOT NULL,
                at \(types.integer) NOT NULL,
                account \(types.key) NOT NULL,
                name \(types.text) NOT NULL,
                resolved \(types.integer),
                resolved_by_name \(types.text)
            )
            """,
            "CREATE INDEX remark_by_manuscript ON remark (manuscript, id)",
        ]
    }
}
