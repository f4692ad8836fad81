import Database

/// Mail that a person has to look at, bounces that were forgiven, and suppressions that somebody ended.
enum M0008_ReturnedMail {
    static let migration = Migration(number: 8, name: "returned mail") { dialect in
        [
            // A mail is here until somebody has looked at it: its digest keeps the same one from coming in twice.
            """
            CREATE TABLE unread_mail (
                id TEXT NOT NULL PRIMARY KEY,
                at BIGINT NOT NULL,
                reason TEXT NOT NULL CHECK (reason IN ('words', 'delivery', 'address', 'letter')),
                recipient TEXT NOT NULL,
                delivery TEXT NOT NULL,
                subscriber TEXT,
                size BIGINT NOT NULL,
                digest BYTEA NOT NULL UNIQUE,
                content BYTEA NOT NULL CHECK (length(content) <= 131072)
            )
            """,
            "CREATE INDEX unread_mail_by_delivery ON unread_mail (delivery, id)",
            "CREATE INDEX unread_mail_by_subscriber ON unread_mail (subscriber) WHERE subscriber IS NOT NULL",
            // Nothing ever wrote to it.
            "DROP TABLE stray_mail",
            // Forgiven ones count no more, and still keep the same report from counting twice.
            "ALTER TABLE bounce ADD COLUMN forgiven BIGINT",
            "CREATE INDEX bounce_by_time ON bounce (at, kind)",
            "CREATE INDEX suppression_by_reason ON suppression (reason, made)",
            """
            CREATE TABLE suppression_end (
                id TEXT NOT NULL PRIMARY KEY,
                digest BYTEA NOT NULL,
                reason TEXT NOT NULL,
                source TEXT NOT NULL,
                made BIGINT NOT NULL,
                ended BIGINT NOT NULL,
                why TEXT NOT NULL,
                who TEXT NOT NULL
            )
            """,
            "CREATE INDEX suppression_end_by_time ON suppression_end (ended)",
        ]
    }
}
