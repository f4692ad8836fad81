import Database

/// Articles, each text that they had, each address that they had, and what their present text refers to.
///
/// An article always has a revision and an address, and those always have an article: the constraints point both ways
/// and are checked when a transaction ends.
enum M0004_Articles {
    static let migration = Migration(number: 4, name: "Articles") { dialect in
        let made = Migration(number: 4, name: "Articles") { types in tables(types, dialect) }
        return made.statements(dialect) + constraints(dialect)
            + ImmutableRows.statements(for: "revision", dialect)
            + ImmutableRows.statements(for: "article_slug", dialect)
    }

    private static let presentRevision =
        "FOREIGN KEY (id, revision) REFERENCES revision (article, number) DEFERRABLE INITIALLY DEFERRED"
    private static let presentSlug =
        "FOREIGN KEY (slug, id) REFERENCES article_slug (slug, article) DEFERRABLE INITIALLY DEFERRED"

    /// PostgreSQL wants a table to be there before another refers to it; SQLite can't add a constraint later.
    private static func constraints(_ dialect: Dialect) -> [SQL] {
        guard dialect == .postgres else { return [] }
        return [presentRevision, presentSlug].map { SQL(stringLiteral: "ALTER TABLE article ADD \($0)") }
    }

    private static func tables(_ types: ColumnTypes, _ dialect: Dialect) -> [String] {
        let references = dialect == .sqlite ? ", \(presentRevision), \(presentSlug)" : ""
        return [
            """
            CREATE TABLE article (
                id \(types.key) NOT NULL PRIMARY KEY,
                slug \(types.key) NOT NULL UNIQUE,
                revision \(types.integer) NOT NULL CHECK (revision >= 1),
                kind \(types.text) NOT NULL CHECK (kind IN ('answer', 'guide')),
                title \(types.text) NOT NULL,
                description \(types.text) NOT NULL,
                section \(types.key) NOT NULL REFERENCES section,
                published \(types.integer) NOT NULL,
                updated \(types.integer) NOT NULL CHECK (updated >= published),
                reviewed \(types.integer)\(references)
            )
            """,
            "CREATE INDEX article_by_date ON article (published, id)",
            "CREATE INDEX article_by_update ON article (updated)",
            "CREATE INDEX article_by_section ON article (section, published, id)",
            // What was once the address of an article never becomes another's: a slug has one row, for good.
            """
            CREATE TABLE article_slug (
                slug \(types.key) NOT NULL PRIMARY KEY,
                article \(types.key) NOT NULL REFERENCES article,
                since \(types.integer) NOT NULL,
                UNIQUE (slug, article)
            )
            """,
            // Its lists are slugs with spaces between: a revision says what was written then, whatever became of it.
            """
            CREATE TABLE revision (
                article \(types.key) NOT NULL REFERENCES article,
                number \(types.integer) NOT NULL CHECK (number >= 1),
                written \(types.integer) NOT NULL,
                note \(types.text) NOT NULL,
                slug \(types.key) NOT NULL,
                kind \(types.text) NOT NULL,
                title \(types.text) NOT NULL,
                description \(types.text) NOT NULL,
                answer \(types.text) NOT NULL,
                body \(types.text) NOT NULL,
                about \(types.text) NOT NULL,
                section \(types.key) NOT NULL,
                topics \(types.text) NOT NULL,
                authors \(types.text) NOT NULL,
                reviewers \(types.text) NOT NULL,
                facts \(types.text) NOT NULL,
                related \(types.text) NOT NULL,
                PRIMARY KEY (article, number)
            )
            """,
            """
            CREATE TABLE article_topic (
                article \(types.key) NOT NULL REFERENCES article,
                topic \(types.key) NOT NULL REFERENCES topic,
                position \(types.integer) NOT NULL,
                published \(types.integer) NOT NULL,
                PRIMARY KEY (article, topic)
            )\(types.compact)
            """,
            "CREATE INDEX article_topic_by_date ON article_topic (topic, published, article)",
            """
            CREATE TABLE byline (
                article \(types.key) NOT NULL REFERENCES article,
                role \(types.text) NOT NULL CHECK (role IN ('wrote', 'reviewed')),
                person \(types.key) NOT NULL REFERENCES person,
                position \(types.integer) NOT NULL,
                published \(types.integer) NOT NULL,
                PRIMARY KEY (article, role, person)
            )\(types.compact)
            """,
            "CREATE INDEX byline_by_date ON byline (person, published, article, role)",
            """
            CREATE TABLE fact_use (
                article \(types.key) NOT NULL REFERENCES article,
                fact \(types.key) NOT NULL REFERENCES fact,
                PRIMARY KEY (article, fact)
            )\(types.compact)
            """,
            "CREATE INDEX fact_use_by_fact ON fact_use (fact, article)",
            """
            CREATE TABLE source_use (
                article \(types.key) NOT NULL REFERENCES article,
                source \(types.key) NOT NULL REFERENCES source,
                PRIMARY KEY (article, source)
            )\(types.compact)
            """,
            "CREATE INDEX source_use_by_source ON source_use (source, article)",
        ]
    }
}
