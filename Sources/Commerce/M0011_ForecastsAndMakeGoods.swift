import Database

/// What pages slots are asked for on, and flights that make up for what others lacked.
enum M0011_ForecastsAndMakeGoods {
    static let migration = Migration(number: 11, name: "forecasts and make-goods") { _ in
        [
            // A sample, by day: one slot in so many.
            """
            CREATE TABLE slot_sample (
                day BIGINT NOT NULL,
                place TEXT NOT NULL,
                section TEXT NOT NULL,
                topics TEXT NOT NULL,
                kind TEXT NOT NULL,
                language TEXT NOT NULL,
                device TEXT NOT NULL,
                slots BIGINT NOT NULL CHECK (slots > 0),
                PRIMARY KEY (day, place, section, topics, kind, language, device)
            )
            """,
            """
            CREATE TABLE make_good (
                flight TEXT NOT NULL PRIMARY KEY REFERENCES flight (id),
                makes_good TEXT NOT NULL REFERENCES flight (id),
                worth BIGINT NOT NULL CHECK (worth >= 0),
                CHECK (flight <> makes_good)
            )
            """,
            "CREATE INDEX make_good_by_original ON make_good (makes_good)",
        ]
    }
}
