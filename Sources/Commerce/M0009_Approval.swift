import Database

/// Who has looked at a creative before it is shown, what its picture was made from; and the end of house advertisements.
enum M0009_Approval {
    static let migration = Migration(number: 9, name: "approval") { _ in
        [
            // What there is was made by the business desk.
            """
            ALTER TABLE creative ADD COLUMN approval TEXT NOT NULL DEFAULT 'approved'
                CHECK (approval IN ('draft', 'awaiting', 'approved', 'refused'))
            """,
            """
            ALTER TABLE creative ADD COLUMN refusal TEXT
                CHECK (refusal <> '' AND (approval = 'refused') = (refusal IS NOT NULL))
            """,
            "ALTER TABLE creative ADD COLUMN decided BIGINT",
            "ALTER TABLE creative ADD COLUMN decided_by TEXT",
            "ALTER TABLE creative ADD COLUMN decided_by_name TEXT CHECK ((decided_by_name IS NULL) = (decided IS NULL))",
            "ALTER TABLE creative ADD COLUMN revision BIGINT NOT NULL DEFAULT 1 CHECK (revision > 0)",
            "ALTER TABLE creative ADD COLUMN master TEXT CHECK (master IS NULL OR picture IS NOT NULL)",
            "CREATE INDEX creative_waiting ON creative (id) WHERE approval = 'awaiting'",
            "ALTER TABLE house_advertisement ADD COLUMN ended BIGINT",
        ]
    }
}
