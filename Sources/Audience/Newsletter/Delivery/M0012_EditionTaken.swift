import Database

/// How many deliveries of an edition were ever taken, so that those on their way are what is left, and nobody has to count them.
///
/// Of what is on its way PostgreSQL keeps an entry in its index for each that ever was, until it tidies up: counting those took longer with
/// each mail.
enum M0012_EditionTaken {
    static let migration = Migration(number: 12, name: "edition taken") { _ in
        [
            "ALTER TABLE edition ADD COLUMN taken BIGINT NOT NULL DEFAULT 0",
            """
            UPDATE edition SET taken = (
                SELECT CAST(coalesce(sum(delivery_tally.count), 0) AS BIGINT) FROM delivery_tally
                WHERE delivery_tally.edition = edition.id
            ) + (
                SELECT count(*) FROM delivery
                WHERE delivery.edition = edition.id AND delivery.state IN ('pending', 'sending')
            )
            """,
            // Few ever are in it: those that were put off.
            "CREATE INDEX delivery_waiting ON delivery (edition) WHERE state = 'pending' AND lease IS NULL",
        ]
    }
}
