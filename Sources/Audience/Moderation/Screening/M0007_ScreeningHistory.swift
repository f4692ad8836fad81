import Database

/// Every change of the screen’s rules and words.
enum M0007_ScreeningHistory {
    static let migration = Migration(number: 7, name: "screening history") { dialect in
        [
            """
            CREATE TABLE screening_change (
                number BIGINT NOT NULL,
                subject TEXT NOT NULL,
                was TEXT NOT NULL,
                became TEXT NOT NULL,
                at BIGINT NOT NULL,
                account TEXT NOT NULL,
                name TEXT NOT NULL,
                PRIMARY KEY (number, subject)
            )
            """
        ] + kept(dialect)
    }

    /// What was changed stays on record.
    private static func kept(_ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            [
                """
                CREATE TRIGGER screening_change_refuses_update BEFORE UPDATE ON screening_change
                BEGIN SELECT RAISE(ABORT, 'the history of the screen is never changed'); END
                """,
                """
                CREATE TRIGGER screening_change_refuses_delete BEFORE DELETE ON screening_change
                BEGIN SELECT RAISE(ABORT, 'the history of the screen is never changed'); END
                """,
            ]
        case .postgres:
            [
                """
                CREATE FUNCTION screening_change_kept() RETURNS trigger LANGUAGE plpgsql AS $function$
                BEGIN
                    RAISE EXCEPTION 'the history of the screen is never changed' USING ERRCODE = 'check_violation';
                END
                $function$
                """,
                """
                CREATE TRIGGER screening_change_kept BEFORE UPDATE OR DELETE ON screening_change
                FOR EACH ROW EXECUTE FUNCTION screening_change_kept()
                """,
            ]
        }
    }
}
