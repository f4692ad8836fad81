import Database

/// Sessions, second factors, invitations, failed sign-ins, the audit trail, and the mode in which one person does all.
enum M0002_SignIn {
    static let migration = Migration(number: 2, name: "sign-in") { dialect in
        [
            """
            CREATE TABLE session (
                digest BYTEA NOT NULL PRIMARY KEY,
                account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                stage TEXT NOT NULL CHECK (stage IN ('second-factor', 'full')),
                created BIGINT NOT NULL,
                seen BIGINT NOT NULL,
                expires BIGINT NOT NULL
            )
            """,
            "CREATE INDEX session_by_account ON session (account)",
            "CREATE INDEX session_by_expiry ON session (expires)",
            // The step is that of the last code that was taken, so that none is taken twice (RFC 6238 §5.2).
            """
            CREATE TABLE second_factor (
                account TEXT NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
                secret BYTEA NOT NULL,
                confirmed BIGINT,
                step BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE recovery_code (
                digest BYTEA NOT NULL PRIMARY KEY,
                account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                used BIGINT
            )
            """,
            "CREATE INDEX recovery_code_by_account ON recovery_code (account)",
            """
            CREATE TABLE invitation (
                digest BYTEA NOT NULL PRIMARY KEY,
                email TEXT NOT NULL,
                name TEXT NOT NULL,
                roles TEXT NOT NULL,
                invited_by TEXT NOT NULL,
                created BIGINT NOT NULL,
                expires BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE failed_sign_in (
                id TEXT NOT NULL PRIMARY KEY,
                subject TEXT NOT NULL,
                at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX failed_sign_in_by_subject ON failed_sign_in (subject, at)",
            "CREATE INDEX failed_sign_in_by_time ON failed_sign_in (at)",
            """
            CREATE TABLE audit_entry (
                id TEXT NOT NULL PRIMARY KEY,
                at BIGINT NOT NULL,
                account TEXT NOT NULL,
                name TEXT NOT NULL,
                action TEXT NOT NULL,
                subject TEXT NOT NULL,
                outcome TEXT NOT NULL
            )
            """,
            "CREATE INDEX audit_entry_by_account ON audit_entry (account, id)",
            // One row at most: who declared that one person does everything here.
            """
            CREATE TABLE one_person_mode (
                position BIGINT NOT NULL PRIMARY KEY CHECK (position = 1),
                since BIGINT NOT NULL,
                declared_by TEXT NOT NULL
            )
            """,
        ] + onlyFinishedOnce(dialect) + bothSides(dialect)
    }

    /// An entry of the trail is begun, gets its outcome once, and is never changed or removed after that.
    private static func onlyFinishedOnce(_ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            [
                """
                CREATE TRIGGER audit_entry_refuses_update BEFORE UPDATE ON audit_entry
                WHEN OLD.outcome <> 'begun' OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.account <> OLD.account
                    OR NEW.name <> OLD.name OR NEW.action <> OLD.action
                BEGIN
                    SELECT RAISE(ABORT, 'the audit trail is never changed');
                END
                """,
                """
                CREATE TRIGGER audit_entry_refuses_delete BEFORE DELETE ON audit_entry
                BEGIN
                    SELECT RAISE(ABORT, 'the audit trail is never changed');
                END
                """,
            ]
        case .postgres:
            [
                """
                CREATE FUNCTION audit_entry_only_finished_once() RETURNS trigger LANGUAGE plpgsql AS $function$
                BEGIN
                    IF TG_OP = 'DELETE' THEN
                        RAISE EXCEPTION 'the audit trail is never changed' USING ERRCODE = 'check_violation';
                    END IF;
                    IF OLD.outcome <> 'begun' OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.account <> OLD.account
                        OR NEW.name <> OLD.name OR NEW.action <> OLD.action
                    THEN
                        RAISE EXCEPTION 'the audit trail is never changed' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                END
                $function$
                """,
                """
                CREATE TRIGGER audit_entry_only_finished_once BEFORE UPDATE OR DELETE ON audit_entry
                FOR EACH ROW EXECUTE FUNCTION audit_entry_only_finished_once()
                """,
            ]
        }
    }

    /// The wall between roles stands unless the site has declared that one person does all of its work; and that can only
    /// be taken back once nobody stands on both sides.
    private static func bothSides(_ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            [
                "DROP TRIGGER account_role_one_side",
                """
                CREATE TRIGGER account_role_one_side BEFORE INSERT ON account_role
                WHEN NOT EXISTS (SELECT 1 FROM one_person_mode) AND EXISTS (
                    SELECT 1 FROM account_role WHERE account = NEW.account
                    AND ((NEW.role = 'business' AND is_editorial = 1) OR (NEW.is_editorial = 1 AND role = 'business'))
                )
                BEGIN
                    SELECT RAISE(ABORT, 'nobody holds an editorial role and the business role');
                END
                """,
                """
                CREATE TRIGGER one_person_mode_kept BEFORE DELETE ON one_person_mode
                WHEN EXISTS (
                    SELECT 1 FROM account_role AS editorial JOIN account_role AS business
                        ON business.account = editorial.account AND business.role = 'business'
                    WHERE editorial.is_editorial = 1
                )
                BEGIN
                    SELECT RAISE(ABORT, 'somebody holds an editorial role and the business role');
                END
                """,
            ]
        case .postgres:
            [
                """
                CREATE OR REPLACE FUNCTION account_role_one_side() RETURNS trigger LANGUAGE plpgsql AS $function$
                BEGIN
                    IF TG_OP = 'UPDATE' THEN
                        RAISE EXCEPTION 'roles are granted and revoked, not changed' USING ERRCODE = 'check_violation';
                    END IF;
                    PERFORM 1 FROM account WHERE id = NEW.account FOR UPDATE;
                    IF NOT EXISTS (SELECT 1 FROM one_person_mode) AND EXISTS (
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
                CREATE FUNCTION one_person_mode_kept() RETURNS trigger LANGUAGE plpgsql AS $function$
                BEGIN
                    IF EXISTS (
                        SELECT 1 FROM account_role AS editorial JOIN account_role AS business
                            ON business.account = editorial.account AND business.role = 'business'
                        WHERE editorial.is_editorial = 1
                    ) THEN
                        RAISE EXCEPTION 'somebody holds an editorial role and the business role'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN OLD;
                END
                $function$
                """,
                """
                CREATE TRIGGER one_person_mode_kept BEFORE DELETE ON one_person_mode
                FOR EACH ROW EXECUTE FUNCTION one_person_mode_kept()
                """,
            ]
        }
    }
}
