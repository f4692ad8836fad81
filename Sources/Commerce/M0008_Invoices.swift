import Database

/// Who bills and is billed, and what was billed; an invoice stays as it was issued.
enum M0008_Invoices {
    static let migration = Migration(number: 8, name: "invoices") { dialect in
        parties + invoices + kept(dialect)
    }

    private static let parties: [SQL] = [
        """
        CREATE TABLE invoice_issuer (
            only_one BIGINT NOT NULL PRIMARY KEY CHECK (only_one = 1),
            name TEXT NOT NULL CHECK (name <> ''),
            address TEXT NOT NULL CHECK (address <> ''),
            country TEXT NOT NULL,
            vat_number TEXT NOT NULL,
            payment TEXT NOT NULL,
            days_to_pay BIGINT NOT NULL CHECK (days_to_pay BETWEEN 0 AND 365)
        )
        """,
        """
        CREATE TABLE billing_terms (
            advertiser TEXT NOT NULL PRIMARY KEY REFERENCES advertiser (partner),
            address TEXT NOT NULL CHECK (address <> ''),
            country TEXT NOT NULL,
            vat_number TEXT NOT NULL,
            vat_rate BIGINT NOT NULL CHECK (vat_rate BETWEEN 0 AND 10000),
            reverse_charge SMALLINT NOT NULL CHECK (reverse_charge IN (0, 1)),
            reference TEXT NOT NULL,
            CHECK (reverse_charge = 0 OR (vat_rate = 0 AND vat_number <> ''))
        )
        """,
    ]

    private static let invoices: [SQL] = [
        // From when to when a month is billed: whatever becomes of the site's time zone, no hour is billed twice or never.
        """
        CREATE TABLE billed_month (
            month TEXT NOT NULL PRIMARY KEY,
            begins BIGINT NOT NULL,
            ends BIGINT NOT NULL CHECK (ends > begins)
        )
        """,
        """
        CREATE TABLE invoice (
            id TEXT NOT NULL PRIMARY KEY,
            year BIGINT NOT NULL,
            sequence BIGINT NOT NULL CHECK (sequence >= 1),
            kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit-note')),
            corrects TEXT REFERENCES invoice (id),
            cancels SMALLINT NOT NULL CHECK (cancels IN (0, 1)),
            advertiser TEXT NOT NULL REFERENCES advertiser (partner),
            campaign TEXT REFERENCES campaign (id),
            month TEXT NOT NULL,
            currency TEXT NOT NULL,
            issued BIGINT NOT NULL,
            day TEXT NOT NULL,
            due TEXT NOT NULL,
            issuer_name TEXT NOT NULL,
            issuer_address TEXT NOT NULL,
            issuer_country TEXT NOT NULL,
            issuer_vat_number TEXT NOT NULL,
            payment TEXT NOT NULL,
            name TEXT NOT NULL,
            address TEXT NOT NULL,
            country TEXT NOT NULL,
            vat_number TEXT NOT NULL,
            reference TEXT NOT NULL,
            vat_rate BIGINT NOT NULL CHECK (vat_rate BETWEEN 0 AND 10000),
            reverse_charge SMALLINT NOT NULL CHECK (reverse_charge IN (0, 1)),
            reason TEXT NOT NULL,
            net BIGINT NOT NULL,
            rounding BIGINT NOT NULL,
            vat BIGINT NOT NULL,
            total BIGINT NOT NULL,
            account TEXT,
            issued_by TEXT NOT NULL,
            UNIQUE (year, sequence),
            CHECK (total = net + rounding + vat),
            CHECK ((kind = 'credit-note') = (corrects IS NOT NULL)),
            CHECK (cancels = 0 OR kind = 'credit-note')
        )
        """,
        "CREATE UNIQUE INDEX invoice_cancelled_once ON invoice (corrects) WHERE cancels = 1",
        "CREATE INDEX invoice_by_advertiser ON invoice (advertiser, month)",
        """
        CREATE TABLE invoice_line (
            invoice TEXT NOT NULL REFERENCES invoice (id) DEFERRABLE INITIALLY DEFERRED,
            position BIGINT NOT NULL CHECK (position >= 1),
            flight TEXT REFERENCES flight (id),
            text TEXT NOT NULL CHECK (text <> ''),
            unit TEXT NOT NULL,
            quantity BIGINT NOT NULL,
            price BIGINT NOT NULL,
            amount BIGINT NOT NULL,
            PRIMARY KEY (invoice, position)
        )
        """,
    ]

    private static let tables = ["billed_month", "invoice", "invoice_line"]

    /// Rows are never changed; numbers have no gaps; the lines come before their invoice, add up to it, and are all there is.
    private static func kept(_ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            tables.flatMap { table in
                ["UPDATE", "DELETE"].map { action in
                    SQL(
                        stringLiteral: """
                            CREATE TRIGGER \(table)_no_\(action.lowercased()) BEFORE \(action) ON \(table)
                            BEGIN SELECT RAISE(ABORT, 'rows of \(table) are kept as they are'); END
                            """)
                }
            } + [
                """
                CREATE TRIGGER invoice_in_order BEFORE INSERT ON invoice BEGIN
                    SELECT RAISE(ABORT, 'invoices are numbered without gaps') WHERE NEW.sequence
                        <> (SELECT coalesce(max(sequence), 0) + 1 FROM invoice WHERE year = NEW.year);
                    SELECT RAISE(ABORT, 'the lines of an invoice add up to its net sum') WHERE NEW.net
                        <> (SELECT coalesce(sum(amount), 0) FROM invoice_line WHERE invoice = NEW.id);
                END
                """,
                """
                CREATE TRIGGER invoice_line_in_time BEFORE INSERT ON invoice_line BEGIN
                    SELECT RAISE(ABORT, 'an invoice that was issued has all of its lines')
                    WHERE EXISTS (SELECT 1 FROM invoice WHERE id = NEW.invoice);
                END
                """,
            ]
        case .postgres:
            tables.flatMap { table -> [SQL] in
                [
                    SQL(
                        stringLiteral: """
                            CREATE TRIGGER \(table)_kept BEFORE UPDATE OR DELETE ON \(table)
                            FOR EACH ROW EXECUTE FUNCTION keep_as_it_is()
                            """),
                    SQL(
                        stringLiteral: """
                            CREATE TRIGGER \(table)_kept_whole BEFORE TRUNCATE ON \(table)
                            FOR EACH STATEMENT EXECUTE FUNCTION keep_as_it_is()
                            """),
                ]
            } + [
                """
                CREATE FUNCTION invoice_in_order() RETURNS trigger LANGUAGE plpgsql AS $function$
                BEGIN
                    IF NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM invoice WHERE year = NEW.year) THEN
                        RAISE EXCEPTION 'invoices are numbered without gaps' USING ERRCODE = 'check_violation';
                    END IF;
                    IF NEW.net <> (SELECT coalesce(sum(amount), 0) FROM invoice_line WHERE invoice = NEW.id) THEN
                        RAISE EXCEPTION 'the lines of an invoice add up to its net sum'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                END
                $function$
                """,
                """
                CREATE TRIGGER invoice_in_order BEFORE INSERT ON invoice
                FOR EACH ROW EXECUTE FUNCTION invoice_in_order()
                """,
                """
                CREATE FUNCTION invoice_line_in_time() RETURNS trigger LANGUAGE plpgsql AS $function$
                BEGIN
                    IF EXISTS (SELECT 1 FROM invoice WHERE id = NEW.invoice) THEN
                        RAISE EXCEPTION 'an invoice that was issued has all of its lines'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                END
                $function$
                """,
                """
                CREATE TRIGGER invoice_line_in_time BEFORE INSERT ON invoice_line
                FOR EACH ROW EXECUTE FUNCTION invoice_line_in_time()
                """,
            ]
        }
    }
}
