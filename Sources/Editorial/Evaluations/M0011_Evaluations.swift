import Database

/// Products, evaluations with their criteria and scores, every change of them, and the articles that show them.
enum M0011_Evaluations {
    static let migration = Migration(number: 11, name: "Evaluations") { dialect in
        let made = Migration(number: 11, name: "Evaluations", tables: tables)
        return articleKind(dialect) + made.statements(dialect)
            + ImmutableRows.statements(for: "product_change", dialect)
            + ImmutableRows.statements(for: "evaluation_change", dialect)
    }

    private static let kinds = "'answer', 'guide', 'evaluation'"

    /// Lets an article be an evaluation.
    ///
    /// SQLite can't change a column's constraint. A new column in its place leaves the table itself, and with it what
    /// refers to it, its indexes and its triggers, as they are; making the table anew would not.
    private static func articleKind(_ dialect: Dialect) -> [SQL] {
        let statements =
            switch dialect {
            case .sqlite:
                [
                    """
                    ALTER TABLE article ADD COLUMN next_kind TEXT NOT NULL DEFAULT 'answer'
                        CHECK (next_kind IN (\(kinds)))
                    """,
                    "UPDATE article SET next_kind = kind",
                    "ALTER TABLE article DROP COLUMN kind",
                    "ALTER TABLE article RENAME COLUMN next_kind TO kind",
                ]
            case .postgres:
                [
                    "ALTER TABLE article DROP CONSTRAINT article_kind_check",
                    "ALTER TABLE article ADD CONSTRAINT article_kind_check CHECK (kind IN (\(kinds)))",
                ]
            }
        return statements.map { SQL(stringLiteral: $0) }
    }

    private static func history(of table: String, _ types: ColumnTypes) -> String {
        """
        CREATE TABLE \(table)_change (
            \(table) \(types.key) NOT NULL REFERENCES \(table),
            number \(types.integer) NOT NULL CHECK (number >= 1),
            line \(types.integer) NOT NULL CHECK (line >= 0),
            at \(types.integer) NOT NULL,
            account \(types.key) NOT NULL,
            account_name \(types.text) NOT NULL,
            reason \(types.text) NOT NULL,
            what \(types.text) NOT NULL,
            was \(types.text),
            became \(types.text),
            PRIMARY KEY (\(table), number, line)
        )
        """
    }

    private static func use(of table: String, _ types: ColumnTypes) -> [String] {
        [
            """
            CREATE TABLE \(table)_use (
                article \(types.key) NOT NULL REFERENCES article,
                \(table) \(types.key) NOT NULL REFERENCES \(table),
                PRIMARY KEY (article, \(table))
            )\(types.compact)
            """,
            "CREATE INDEX \(table)_use_by_\(table) ON \(table)_use (\(table), article)",
        ]
    }

    private static func tables(_ types: ColumnTypes) -> [String] {
        [
            """
            CREATE TABLE product (
                slug \(types.key) NOT NULL PRIMARY KEY,
                revision \(types.integer) NOT NULL CHECK (revision >= 1),
                name \(types.text) NOT NULL CHECK (name <> ''),
                maker \(types.text) NOT NULL CHECK (maker <> ''),
                address \(types.text) NOT NULL CHECK (address LIKE 'https://%'),
                note \(types.text) CHECK (note <> ''),
                name_order \(types.key) NOT NULL,
                search_text \(types.key) NOT NULL
            )
            """,
            "CREATE INDEX product_by_name ON product (name_order, slug)",
            history(of: "product", types),
            """
            CREATE TABLE evaluation (
                slug \(types.key) NOT NULL PRIMARY KEY,
                revision \(types.integer) NOT NULL CHECK (revision >= 1),
                title \(types.text) NOT NULL CHECK (title <> ''),
                method \(types.text) NOT NULL,
                title_order \(types.key) NOT NULL,
                search_text \(types.key) NOT NULL
            )
            """,
            "CREATE INDEX evaluation_by_title ON evaluation (title_order, slug)",
            """
            CREATE TABLE evaluation_criterion (
                evaluation \(types.key) NOT NULL REFERENCES evaluation,
                slug \(types.key) NOT NULL,
                position \(types.integer) NOT NULL CHECK (position >= 0),
                name \(types.text) NOT NULL CHECK (name <> ''),
                weight \(types.integer) NOT NULL CHECK (weight BETWEEN 0 AND 1000),
                scale \(types.text) NOT NULL,
                good \(types.text) NOT NULL,
                PRIMARY KEY (evaluation, slug)
            )
            """,
            """
            CREATE TABLE evaluation_product (
                evaluation \(types.key) NOT NULL REFERENCES evaluation,
                product \(types.key) NOT NULL REFERENCES product,
                PRIMARY KEY (evaluation, product)
            )\(types.compact)
            """,
            "CREATE INDEX evaluation_product_by_product ON evaluation_product (product, evaluation)",
            // The tester is somebody with a byline, whose name may change, or a name.
            """
            CREATE TABLE evaluation_score (
                evaluation \(types.key) NOT NULL,
                product \(types.key) NOT NULL,
                criterion \(types.key) NOT NULL,
                tenths \(types.integer) NOT NULL CHECK (tenths BETWEEN 0 AND 100),
                evidence \(types.text) NOT NULL CHECK (evidence <> ''),
                tester \(types.key) REFERENCES person,
                tester_name \(types.text) CHECK ((tester_name IS NULL) <> (tester IS NULL)),
                tested \(types.key) NOT NULL,
                PRIMARY KEY (evaluation, product, criterion),
                FOREIGN KEY (evaluation, product) REFERENCES evaluation_product (evaluation, product),
                FOREIGN KEY (evaluation, criterion) REFERENCES evaluation_criterion (evaluation, slug)
            )
            """,
            history(of: "evaluation", types),
        ] + use(of: "product", types) + use(of: "evaluation", types)
    }
}
