import Database

enum M0001_Accounts {
    static let migration = Migration(number: 1, name: "accounts") { dialect in
        [
            """
            CREATE TABLE account (
                id TEXT NOT NULL PRIMARY KEY,
                email TEXT NOT NULL UNIQUE CHECK (email = lower(email)),
                name TEXT NOT NULL,
                password TEXT NOT NULL CHECK (password LIKE '$argon2id$%'),
                created BIGINT NOT NULL,
                disabled BIGINT
            )
            """,
            """
            CREATE TABLE account_role (
                account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                role TEXT NOT NULL
                    CHECK (role IN ('writer', 'editor', 'fact-checker', 'moderator', 'business', 'publisher')),
                is_editorial BIGINT NOT NULL
                    CHECK (is_editorial = CASE WHEN role IN ('writer', 'editor', 'fact-checker') THEN 1 ELSE 0 END),
                PRIMARY KEY (account, role)
            )
            """,
        ] + bothSides(dialect)
    }

    /// The wall holds in the schema too: whoever has the business role cannot be given an editorial one, nor the
    /// reverse, whatever program writes the row.
    private static func bothSides(_ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            [
                """
                CREATE TRIGGER account_role_one_side BEFORE INSERT ON account_role
                WHEN EXISTS (
                    SELECT 1 FROM account_role WHERE account = NEW.account
                    AND ((NEW.role = 'business' AND is_editorial = 1) OR (NEW.is_editorial = 1 AND role = 'business'))
                )
                BEGIN
                    SELECT RAISE(ABORT, 'nobody holds an editorial role and the business role');
                END
                """,
                """
                CREATE TRIGGER account_role_unchanged BEFORE UPDATE ON account_role
                BEGIN
                    SELECT RAISE(ABORT, 'roles are granted and revoked, not changed');
                END
                """,
            ]
        case .postgres:
            [
                """
                CREATE FUNCTION account_role_one_side() RETURNS trigger LANGUAGE plpgsql AS $function$
                BEGIN
                    IF TG_OP = 'UPDATE' THEN
                        RAISE EXCEPTION 'roles are granted and revoked, not changed' USING ERRCODE = 'check_violation';
                    END IF;
                    PERFORM 1 FROM account WHERE id = NEW.account FOR UPDATE;
                    IF EXISTS (
                        SELECT 1 FROM account_role WHERE account = NEW.account
                        AND ((NEW.role = 'business' AND is_editorial = 1)
                            OR (NEW.is_editorial = 1 AND role = 'business'))
                    ) THEN
                        RAISE EXCEPTION 'nobody holds an editorial role and the business role'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                END
                $function$
                """,
                """
                CREATE TRIGGER account_role_one_side BEFORE INSERT OR UPDATE ON account_role
                FOR EACH ROW EXECUTE FUNCTION account_role_one_side()
                """,
            ]
        }
    }
}
