package import Database
package import Kernel

/// Keeps the sponsored articles.
package struct SponsoredArticleStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds an article as a draft, or changes what the one with the same identifier says; its state stays.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used.
    package func save(_ article: SponsoredArticle, by signature: Signature) async throws {
        var faults = FieldFaults()
        SponsoredArticleCheck.check(article, &faults)
        let found = faults
        try await database.write { connection in
            var faults = found
            let old = try Self.article(article.id, connection)
            let new = article.with(published: old?.published, withdrawn: old?.withdrawn)
            if try connection.value(
                Int.self, "SELECT 1 FROM sponsored_article WHERE slug = \(new.slug) AND id <> \(new.id)") != nil
            {
                faults.add("slug", "There is a sponsored article at this address already.")
            }
            if let old, old.published != nil, old.slug != new.slug || old.advertiser != new.advertiser {
                faults.add("advertiser", "It was published, so its address and its advertiser stay as they are.")
            }
            try Self.check(new, &faults, connection)
            try faults.check(slug: "sponsored-article-invalid", title: "The sponsored article can’t be saved")
            try Self.write(new, connection)
            try CommerceHistory.record(old, became: new, signature, in: connection)
        }
    }

    /// Shows an article to readers on its days.
    ///
    /// - Throws: ``Problem`` of kind `notFound` when there is none, `conflict` when it is published already, and `invalid` when
    ///   it can’t be shown.
    package func publish(_ id: SponsoredArticle.ID, on day: CalendarDay, by signature: Signature) async throws {
        try await change(id, by: signature) { article, connection in
            guard article.state != .published else {
                throw Problem(
                    .conflict, slug: "sponsored-article-published", title: "It is published already",
                    detail: "Nothing was changed.")
            }
            var faults = FieldFaults()
            if article.lastDay < day { faults.add("last", "Its last day, \(article.lastDay), is over.") }
            try Self.check(article, &faults, connection)
            try faults.check(slug: "sponsored-article-invalid", title: "The sponsored article can’t be published")
            return article.with(published: article.published ?? signature.at, withdrawn: nil)
        }
    }

    /// Takes an article back; its address tells that it is over.
    ///
    /// - Throws: ``Problem`` of kind `notFound` when there is none, and `conflict` when it is not published.
    package func withdraw(_ id: SponsoredArticle.ID, by signature: Signature) async throws {
        try await change(id, by: signature) { article, _ in
            guard article.state == .published else {
                throw Problem(
                    .conflict, slug: "sponsored-article-not-published", title: "It is not published",
                    detail: "Nothing was changed.")
            }
            return article.with(published: article.published, withdrawn: signature.at)
        }
    }

    /// The article with an identifier.
    package func article(_ id: SponsoredArticle.ID) async throws -> SponsoredArticle? {
        try await database.read { connection in try Self.article(id, connection) }
    }

    /// The article at an address, shown or not.
    package func article(at slug: Slug) async throws -> SponsoredArticle? {
        try await database.read { connection in
            try connection.first(
                SponsoredArticle.self, "SELECT * FROM sponsored_article WHERE slug = \(slug)")
        }
    }

    /// All of them, the newest first.
    package func all() async throws -> [SponsoredArticle] {
        try await database.read { connection in
            try connection.all(SponsoredArticle.self, "SELECT * FROM sponsored_article ORDER BY id DESC")
        }
    }

    /// Those that readers are shown on a day, the newest first.
    package func shown(on day: CalendarDay) async throws -> [ShownSponsoredArticle] {
        try await database.read { connection in try Self.shown(on: day, connection) }
    }

    /// The partners that have a sponsored article shown on a day.
    package func advertisers(on day: CalendarDay) async throws -> Set<Slug> {
        Set(try await shown(on: day).map(\.article.advertiser))
    }

    private static func shown(on day: CalendarDay, _ connection: any Connection) throws -> [ShownSponsoredArticle] {
        let rows = try connection.rows(
            """
            SELECT sponsored_article.*, partner.name AS payer
            FROM sponsored_article
            JOIN advertiser ON advertiser.partner = sponsored_article.advertiser
            JOIN partner ON partner.slug = advertiser.partner
            LEFT JOIN campaign ON campaign.id = sponsored_article.campaign
            WHERE published IS NOT NULL AND withdrawn IS NULL AND first_day <= \(day) AND last_day >= \(day)
                AND partner.since <= \(day) AND (partner.ended IS NULL OR partner.ended >= \(day))
                AND (advertiser.ended IS NULL OR advertiser.ended >= \(day))
                AND (campaign.ended IS NULL OR campaign.ended >= \(day))
            ORDER BY published DESC, sponsored_article.id DESC
            """)
        guard !rows.isEmpty else { return [] }
        let blocklist = try Blocklist.read(connection)
        let advertisers = try AdvertiserStore.advertisers(connection)
        return try rows.compactMap { row in
            let article = try SponsoredArticle(row: row)
            guard let advertiser = advertisers[article.advertiser],
                SponsoredArticleCheck.isAllowed(article, of: advertiser, by: blocklist)
            else { return nil }
            return try ShownSponsoredArticle(article: article, payer: row.value("payer"))
        }
    }

    private func change(
        _ id: SponsoredArticle.ID, by signature: Signature,
        _ change: @escaping @Sendable (SponsoredArticle, any Connection) throws -> SponsoredArticle
    ) async throws {
        try await database.write { connection in
            guard let old = try Self.article(id, connection) else {
                throw Problem(
                    .notFound, slug: "sponsored-article-unknown", title: "There is no such sponsored article",
                    detail: "Nothing was changed.")
            }
            let new = try change(old, connection)
            try connection.execute(
                """
                UPDATE sponsored_article SET published = \(new.published), withdrawn = \(new.withdrawn) WHERE id = \(id)
                """)
            try CommerceHistory.record(old, became: new, signature, in: connection)
        }
    }

    private static func check(
        _ article: SponsoredArticle, _ faults: inout FieldFaults, _ connection: any Connection
    ) throws {
        guard let advertiser = try AdvertiserStore.advertisers(connection)[article.advertiser],
            let payer = try connection.first(
                Partner.self, "SELECT * FROM partner WHERE slug = \(article.advertiser)")
        else { return faults.add("advertiser", "There is no advertiser “\(article.advertiser)”.") }
        let campaign = try article.campaign.flatMap { id in
            try connection.first(Campaign.self, "SELECT * FROM campaign WHERE id = \(id)")
        }
        SponsoredArticleCheck.check(
            article, payer: payer, advertiser: advertiser, campaign: campaign, try Blocklist.read(connection), &faults)
    }

    private static func article(_ id: SponsoredArticle.ID, _ connection: any Connection) throws -> SponsoredArticle? {
        try connection.first(SponsoredArticle.self, "SELECT * FROM sponsored_article WHERE id = \(id)")
    }

    private static func write(_ article: SponsoredArticle, _ connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO sponsored_article (id, slug, advertiser, campaign, title, summary, body, first_day, last_day,
                published, withdrawn)
            VALUES (\(article.id), \(article.slug), \(article.advertiser), \(article.campaign), \(article.title),
                \(article.summary), \(article.body), \(article.firstDay), \(article.lastDay), \(article.published),
                \(article.withdrawn))
            ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, advertiser = excluded.advertiser,
                campaign = excluded.campaign, title = excluded.title, summary = excluded.summary, body = excluded.body,
                first_day = excluded.first_day, last_day = excluded.last_day
            """)
    }
}
