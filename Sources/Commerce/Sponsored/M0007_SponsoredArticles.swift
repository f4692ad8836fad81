import Database

/// Articles that an advertiser pays for.
enum M0007_SponsoredArticles {
    static let migration = Migration(number: 7, name: "sponsored articles") { _ in
        [
            """
            CREATE TABLE sponsored_article (
                id TEXT NOT NULL PRIMARY KEY,
                slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
                advertiser TEXT NOT NULL REFERENCES advertiser (partner),
                campaign TEXT REFERENCES campaign (id),
                title TEXT NOT NULL CHECK (title <> ''),
                summary TEXT NOT NULL CHECK (summary <> ''),
                body TEXT NOT NULL CHECK (body <> ''),
                first_day TEXT NOT NULL,
                last_day TEXT NOT NULL CHECK (last_day >= first_day),
                published BIGINT,
                withdrawn BIGINT,
                CHECK (withdrawn IS NULL OR published IS NOT NULL)
            )
            """,
            "CREATE INDEX sponsored_article_by_advertiser ON sponsored_article (advertiser)",
        ]
    }
}
