package import Database
package import Kernel

/// Keeps the links that were given out; one is made when its page first needs it, and never goes.
package struct AffiliateLinkStore: Sendable {
    private let database: any Database
    private let clock: any WallClock

    package init(database: any Database, clock: any WallClock) {
        self.database = database
        self.clock = clock
    }

    /// The links at these places, each made if it isn’t there yet.
    package func links(at sites: [AffiliateLink.Site]) async throws -> [AffiliateLink.Site: AffiliateLink.ID] {
        let pages = Set(sites.map(\.page)).sorted()
        let known = try await database.read { connection in try Self.links(onPages: pages, connection) }
        let missing = Set(sites).subtracting(known.keys)
        guard !missing.isEmpty else { return known }
        let now = clock.now()
        return try await database.write { connection in
            var generator = SystemRandomNumberGenerator()
            for site in missing {
                // Another node may prepare the same page at the same time; both then find the one that came first.
                try connection.execute(
                    """
                    INSERT INTO affiliate_link (id, destination, page, place, made)
                    VALUES (\(AffiliateLink.ID(using: &generator)), \(site.destination), \(site.page), \(site.place),
                        \(now))
                    ON CONFLICT (destination, page, place) DO NOTHING
                    """)
            }
            return try Self.links(onPages: pages, connection)
        }
    }

    /// The link with an identifier.
    package func link(_ id: AffiliateLink.ID) async throws -> AffiliateLink? {
        try await database.read { connection in
            try connection.first(AffiliateLink.self, "SELECT * FROM affiliate_link WHERE id = \(id)")
        }
    }

    private static func links(onPages pages: [String], _ connection: any Connection) throws
        -> [AffiliateLink.Site: AffiliateLink.ID]
    {
        var known: [AffiliateLink.Site: AffiliateLink.ID] = [:]
        for page in pages {
            let links = try connection.all(AffiliateLink.self, "SELECT * FROM affiliate_link WHERE page = \(page)")
            for link in links { known[link.site] = link.id }
        }
        return known
    }
}
