import Database

/// The people of advertisers who may look at what is theirs, how they sign in, and how often somebody tried.
enum M0010_AdvertiserPortal {
    static let migration = Migration(number: 10, name: "advertiser portal") { _ in
        [
            """
            CREATE TABLE advertiser_contact (
                id TEXT NOT NULL PRIMARY KEY,
                advertiser TEXT NOT NULL REFERENCES advertiser (partner),
                name TEXT NOT NULL CHECK (name <> ''),
                address TEXT NOT NULL CHECK (address <> ''),
                folded_address TEXT NOT NULL UNIQUE,
                made BIGINT NOT NULL
            )
            """,
            "CREATE INDEX advertiser_contact_by_advertiser ON advertiser_contact (advertiser)",
            """
            CREATE TABLE portal_link (
                digest BYTEA NOT NULL PRIMARY KEY,
                contact TEXT NOT NULL REFERENCES advertiser_contact (id),
                expires BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE portal_session (
                digest BYTEA NOT NULL PRIMARY KEY,
                contact TEXT NOT NULL REFERENCES advertiser_contact (id),
                expires BIGINT NOT NULL
            )
            """,
            "CREATE TABLE portal_attempt (id TEXT NOT NULL PRIMARY KEY, subject BYTEA NOT NULL, at BIGINT NOT NULL)",
            "CREATE INDEX portal_attempt_by_subject ON portal_attempt (subject, at)",
        ]
    }
}
