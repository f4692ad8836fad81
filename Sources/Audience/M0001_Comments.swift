import Database

enum M0001_Comments {
    static let migration = Migration(number: 1, name: "comments") { _ in
        [
            """
            CREATE TABLE comment (
                id TEXT NOT NULL PRIMARY KEY,
                article TEXT NOT NULL,
                parent TEXT REFERENCES comment (id),
                handle TEXT NOT NULL CHECK (length(handle) BETWEEN 1 AND 64),
                posted BIGINT NOT NULL,
                text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 20000)
            )
            """,
            "CREATE INDEX comment_by_article ON comment (article, posted)",
            "CREATE INDEX comment_by_parent ON comment (parent)",
        ]
    }
}
