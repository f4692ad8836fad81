import Database

/// Counts of deliveries beside the ledger, so that neither a page nor a report has to go through a million rows, and what is left of an
/// edition whose rows are gone.
enum M0010_DeliveryCounts {
    static let migration = Migration(number: 10, name: "delivery counts") { _ in
        [
            // A row for each process and each stretch of time, so that nobody waits for anybody else; their sum is what counts.
            """
            CREATE TABLE delivery_tally (
                edition TEXT NOT NULL,
                worker TEXT NOT NULL,
                slot BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('sent', 'failed', 'uncertain', 'skipped')),
                count BIGINT NOT NULL,
                PRIMARY KEY (edition, worker, slot, state)
            )
            """,
            """
            INSERT INTO delivery_tally (edition, worker, slot, state, count)
            SELECT edition, '', 0, state, count(*) FROM delivery WHERE state NOT IN ('pending', 'sending')
            GROUP BY edition, state
            """,
            // What waits and what is in somebody’s hands are counted in the index alone.
            "DROP INDEX delivery_due",
            "CREATE INDEX delivery_due ON delivery (edition, due, lease) WHERE state = 'pending'",
            "CREATE INDEX delivery_by_reason ON delivery (edition, state, reason) WHERE reason <> ''",
            """
            CREATE TABLE edition_reason (
                edition TEXT NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                state TEXT NOT NULL,
                reason TEXT NOT NULL,
                count BIGINT NOT NULL,
                PRIMARY KEY (edition, state, reason)
            )
            """,
            // Why an edition was stopped, how often nothing was sent between two of these stops, and how much had been sent at the last.
            """
            CREATE TABLE edition_halt (
                edition TEXT NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                cause TEXT NOT NULL,
                times BIGINT NOT NULL,
                sent BIGINT NOT NULL,
                PRIMARY KEY (edition, cause)
            )
            """,
        ]
    }
}
