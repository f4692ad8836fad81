import Database

/// Advertisers, campaigns, flights and creatives; what is offered, seen and clicked of them.
enum M0006_Advertising {
    static let migration = Migration(number: 6, name: "advertising") { dialect in
        bookings + deliveries(dialect) + neverChanged(dialect)
    }

    private static let bookings: [SQL] = [
        """
        CREATE TABLE advertiser (
            partner TEXT NOT NULL PRIMARY KEY REFERENCES partner (slug),
            name TEXT NOT NULL CHECK (name <> ''),
            ended TEXT
        )
        """,
        """
        CREATE TABLE advertiser_category (
            advertiser TEXT NOT NULL REFERENCES advertiser (partner),
            category TEXT NOT NULL CHECK (category <> ''),
            PRIMARY KEY (advertiser, category)
        )
        """,
        """
        CREATE TABLE campaign (
            id TEXT NOT NULL PRIMARY KEY,
            advertiser TEXT NOT NULL REFERENCES advertiser (partner),
            name TEXT NOT NULL CHECK (name <> ''),
            currency TEXT NOT NULL,
            ended TEXT
        )
        """,
        """
        CREATE TABLE flight (
            id TEXT NOT NULL PRIMARY KEY,
            campaign TEXT NOT NULL REFERENCES campaign (id),
            name TEXT NOT NULL CHECK (name <> ''),
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL CHECK (last_day >= first_day),
            budget BIGINT NOT NULL CHECK (budget >= 0),
            pricing TEXT NOT NULL CHECK (pricing IN ('views', 'clicks', 'flat', 'commission')),
            price BIGINT NOT NULL CHECK (price >= 0),
            promised BIGINT CHECK (promised > 0),
            pacing TEXT NOT NULL CHECK (pacing IN ('even', 'fast')),
            priority BIGINT NOT NULL CHECK (priority BETWEEN 1 AND 10),
            paused SMALLINT NOT NULL CHECK (paused IN (0, 1)),
            planned_since BIGINT NOT NULL,
            counted_before BIGINT NOT NULL CHECK (counted_before >= 0),
            CHECK ((pricing = 'flat') = (promised IS NOT NULL)),
            CHECK ((pricing IN ('views', 'clicks')) = (price > 0))
        )
        """,
        "CREATE INDEX flight_by_campaign ON flight (campaign)",
        """
        CREATE TABLE flight_target (
            flight TEXT NOT NULL REFERENCES flight (id),
            dimension TEXT NOT NULL
                CHECK (dimension IN ('section', 'topic', 'kind', 'language', 'hour', 'device', 'country')),
            value TEXT NOT NULL,
            PRIMARY KEY (flight, dimension, value)
        )
        """,
        """
        CREATE TABLE creative (
            id TEXT NOT NULL PRIMARY KEY,
            flight TEXT NOT NULL REFERENCES flight (id),
            name TEXT NOT NULL CHECK (name <> ''),
            place TEXT NOT NULL CHECK (place IN ('top', 'rail', 'end')),
            form TEXT NOT NULL CHECK (form IN ('text', 'picture', 'both', 'html')),
            headline TEXT NOT NULL,
            text TEXT NOT NULL,
            picture TEXT,
            width BIGINT,
            height BIGINT,
            alternative TEXT,
            destination TEXT NOT NULL,
            ended BIGINT,
            CHECK ((form IN ('picture', 'both')) = (picture IS NOT NULL))
        )
        """,
        "CREATE INDEX creative_by_flight ON creative (flight)",
        """
        CREATE TABLE advertising_block (
            form TEXT NOT NULL CHECK (form IN ('category', 'domain')),
            value TEXT NOT NULL,
            reason TEXT NOT NULL CHECK (reason <> ''),
            lifted BIGINT,
            PRIMARY KEY (form, value)
        )
        """,
    ]

    private static func deliveries(_ dialect: Dialect) -> [SQL] {
        let storage: SQL = dialect == .sqlite ? "WITHOUT ROWID" : ""
        return [
            "CREATE TABLE offer_key (number BIGINT NOT NULL PRIMARY KEY, secret BYTEA NOT NULL, made BIGINT NOT NULL)",
            // An offer has a row once something happens to it.
            """
            CREATE TABLE offer (
                id TEXT NOT NULL PRIMARY KEY,
                creative TEXT NOT NULL REFERENCES creative (id),
                view_by BIGINT NOT NULL,
                click_by BIGINT NOT NULL,
                viewed BIGINT,
                clicked BIGINT
            ) \(storage)
            """,
            """
            CREATE TABLE offer_event (
                id TEXT NOT NULL PRIMARY KEY,
                offer TEXT REFERENCES offer (id),
                event TEXT NOT NULL CHECK (event IN ('view', 'click')),
                creative TEXT REFERENCES creative (id),
                flight TEXT REFERENCES flight (id),
                place TEXT,
                page TEXT,
                node BIGINT,
                at BIGINT NOT NULL,
                outcome TEXT NOT NULL CHECK (outcome <> ''),
                amount BIGINT NOT NULL CHECK (amount >= 0 AND (amount = 0 OR outcome = 'counted')),
                currency TEXT,
                CHECK (outcome NOT IN ('counted', 'beyond-budget') OR (offer IS NOT NULL AND flight IS NOT NULL
                    AND creative IS NOT NULL AND place IS NOT NULL AND page IS NOT NULL AND node IS NOT NULL))
            ) \(storage)
            """,
            // Whatever else may go wrong: an offer is seen once and clicked once.
            """
            CREATE UNIQUE INDEX offer_event_once ON offer_event (offer, event)
            WHERE outcome IN ('counted', 'beyond-budget')
            """,
            "CREATE INDEX offer_event_by_moment ON offer_event (at)",
            "CREATE INDEX offer_event_by_flight ON offer_event (flight, at)",
            """
            CREATE TABLE flight_tally (
                flight TEXT NOT NULL REFERENCES flight (id),
                node BIGINT NOT NULL,
                views BIGINT NOT NULL,
                clicks BIGINT NOT NULL,
                PRIMARY KEY (flight, node)
            )
            """,
            """
            CREATE TABLE advertising_node (node BIGINT NOT NULL PRIMARY KEY, beats BIGINT NOT NULL)
            """,
            """
            CREATE TABLE flight_share (
                flight TEXT NOT NULL REFERENCES flight (id),
                node BIGINT NOT NULL REFERENCES advertising_node (node),
                units BIGINT NOT NULL CHECK (units >= 0),
                counted BIGINT NOT NULL,
                PRIMARY KEY (flight, node)
            )
            """,
            """
            CREATE TABLE slot_traffic (
                hour BIGINT NOT NULL,
                place TEXT NOT NULL,
                asked BIGINT NOT NULL,
                sold BIGINT NOT NULL,
                PRIMARY KEY (hour, place)
            )
            """,
            """
            CREATE TABLE offer_count (
                hour BIGINT NOT NULL,
                creative TEXT NOT NULL REFERENCES creative (id),
                offers BIGINT NOT NULL,
                PRIMARY KEY (hour, creative)
            )
            """,
        ]
    }

    private static func neverChanged(_ dialect: Dialect) -> [SQL] {
        switch dialect {
        case .sqlite:
            [
                """
                CREATE TRIGGER offer_event_no_update BEFORE UPDATE ON offer_event
                BEGIN SELECT RAISE(ABORT, 'rows of offer_event are kept as they are'); END
                """,
                """
                CREATE TRIGGER offer_event_no_delete BEFORE DELETE ON offer_event
                BEGIN SELECT RAISE(ABORT, 'rows of offer_event are kept as they are'); END
                """,
            ]
        case .postgres:
            [
                """
                CREATE TRIGGER offer_event_kept BEFORE UPDATE OR DELETE ON offer_event
                FOR EACH ROW EXECUTE FUNCTION keep_as_it_is()
                """,
                """
                CREATE TRIGGER offer_event_kept_whole BEFORE TRUNCATE ON offer_event
                FOR EACH STATEMENT EXECUTE FUNCTION keep_as_it_is()
                """,
            ]
        }
    }
}
