package import Database
package import Kernel

/// Keeps the campaigns.
package struct CampaignStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds a campaign, or changes the one with the same identifier.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used.
    package func save(_ campaign: Campaign, by signature: Signature) async throws {
        var faults = FieldFaults()
        faults.length(of: campaign.name, 1...80, field: "name", called: "name")
        let found = faults
        try await database.write { connection in
            var faults = found
            if try AdvertiserStore.advertisers(connection)[campaign.advertiser] == nil {
                faults.add("advertiser", "There is no advertiser “\(campaign.advertiser)”.")
            }
            let old = try Self.campaign(campaign.id, connection)
            if let old, old.currency != campaign.currency || old.advertiser != campaign.advertiser,
                try connection.value(Int.self, "SELECT 1 FROM flight WHERE campaign = \(campaign.id) LIMIT 1") != nil
            {
                faults.add("currency", "It has flights, so its advertiser and its currency stay as they are.")
            }
            try faults.check(slug: "campaign-invalid", title: "The campaign can’t be saved")
            try connection.execute(
                """
                INSERT INTO campaign (id, advertiser, name, currency, ended)
                VALUES (\(campaign.id), \(campaign.advertiser), \(campaign.name), \(campaign.currency.code),
                    \(campaign.ended))
                ON CONFLICT (id) DO UPDATE SET advertiser = excluded.advertiser, name = excluded.name,
                    currency = excluded.currency, ended = excluded.ended
                """)
            try CommerceHistory.record(old, became: campaign, signature, in: connection)
        }
    }

    /// The campaign with an identifier.
    package func campaign(_ id: Campaign.ID) async throws -> Campaign? {
        try await database.read { connection in try Self.campaign(id, connection) }
    }

    /// All of them, the latest first.
    package func all() async throws -> [Campaign] {
        try await database.read { connection in
            try connection.all(Campaign.self, "SELECT * FROM campaign ORDER BY id DESC")
        }
    }

    /// Those of one advertiser, the latest first.
    package func campaigns(of advertiser: Slug) async throws -> [Campaign] {
        try await database.read { connection in
            try connection.all(
                Campaign.self, "SELECT * FROM campaign WHERE advertiser = \(advertiser) ORDER BY id DESC")
        }
    }

    static func campaign(_ id: Campaign.ID, _ connection: any Connection) throws -> Campaign? {
        try connection.first(Campaign.self, "SELECT * FROM campaign WHERE id = \(id)")
    }
}
