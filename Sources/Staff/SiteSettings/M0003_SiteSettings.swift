import Database

/// Every change of the publisher's settings; what holds is the last change of each.
enum M0003_SiteSettings {
    static let migration = Migration(number: 3, name: "site settings") { dialect in
        [
            """
            CREATE TABLE site_setting_change (
                number BIGINT NOT NULL PRIMARY KEY CHECK (number >= 1),
                setting TEXT NOT NULL,
                value TEXT,
                earlier TEXT,
                at BIGINT NOT NULL,
                account TEXT NOT NULL,
                name TEXT NOT NULL
            )
            """,
            "CREATE INDEX site_setting_change_by_setting ON site_setting_change (setting, number)",
        ] + kept(dialect)
    }

    /// What was changed stays on record.
    private static func kept(_ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            [
                """
                CREATE TRIGGER site_setting_change_refuses_update BEFORE UPDATE ON site_setting_change
                BEGIN SELECT RAISE(ABORT, 'the history of the settings is never changed'); END
                """,
                """
                CREATE TRIGGER site_setting_change_refuses_delete BEFORE DELETE ON site_setting_change
                BEGIN SELECT RAISE(ABORT, 'the history of the settings is never changed'); END
                """,
            ]
        case .postgres:
            [
                """
                CREATE FUNCTION site_setting_change_kept() RETURNS trigger LANGUAGE plpgsql AS $function$
                BEGIN
                    RAISE EXCEPTION 'the history of the settings is never changed' USING ERRCODE = 'check_violation';
                END
                $function$
                """,
                """
                CREATE TRIGGER site_setting_change_kept BEFORE UPDATE OR DELETE ON site_setting_change
                FOR EACH ROW EXECUTE FUNCTION site_setting_change_kept()
                """,
            ]
        }
    }
}
