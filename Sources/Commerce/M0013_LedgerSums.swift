import Database

/// Sums of the ledger by day, for days that are over.
enum M0013_LedgerSums {
    static let migration = Migration(number: 13, name: "ledger sums") { dialect in
        let storage: SQL = dialect == .sqlite ? "WITHOUT ROWID" : ""
        return [
            // Days that are summed, counted from 1970 in UTC.
            "CREATE TABLE ledger_day (day BIGINT NOT NULL PRIMARY KEY)",
            // The flight is empty for what belongs to none, and the node 0.
            """
            CREATE TABLE ledger_sum (
                day BIGINT NOT NULL,
                flight TEXT NOT NULL,
                event TEXT NOT NULL,
                outcome TEXT NOT NULL,
                amount BIGINT NOT NULL,
                node BIGINT NOT NULL,
                currency TEXT NOT NULL,
                number BIGINT NOT NULL CHECK (number > 0),
                PRIMARY KEY (flight, day, event, outcome, amount, node, currency)
            ) \(storage)
            """,
            "CREATE INDEX ledger_sum_by_day ON ledger_sum (day)",
        ] + reopened(dialect)
    }

    /// A row that comes late opens its day again, whoever writes it: what is summed is always all there is.
    private static func reopened(_ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            [
                """
                CREATE TRIGGER offer_event_reopens_its_day AFTER INSERT ON offer_event
                WHEN EXISTS (SELECT 1 FROM ledger_day WHERE day = NEW.at / 86400000) BEGIN
                    DELETE FROM ledger_sum WHERE day = NEW.at / 86400000;
                    DELETE FROM ledger_day WHERE day = NEW.at / 86400000;
                END
                """
            ]
        case .postgres:
            [
                """
                CREATE FUNCTION reopen_ledger_day() RETURNS trigger LANGUAGE plpgsql AS $function$
                BEGIN
                    IF EXISTS (SELECT 1 FROM ledger_day WHERE day = NEW.at / 86400000) THEN
                        DELETE FROM ledger_sum WHERE day = NEW.at / 86400000;
                        DELETE FROM ledger_day WHERE day = NEW.at / 86400000;
                    END IF;
                    RETURN NULL;
                END
                $function$
                """,
                """
                CREATE TRIGGER offer_event_reopens_its_day AFTER INSERT ON offer_event
                FOR EACH ROW EXECUTE FUNCTION reopen_ledger_day()
                """,
            ]
        }
    }
}
