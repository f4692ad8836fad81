package import Database
package import Kernel

/// Keeps the advertisers.
package struct AdvertiserStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Adds an advertiser, or changes the one of the same partner.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used.
    package func save(_ advertiser: Advertiser, by signature: Signature) async throws {
        let found = Self.faults(of: advertiser)
        try await database.write { connection in
            var faults = found
            if try PartnerStore.partner(advertiser.partner, connection) == nil {
                faults.add("partner", "There is no partner “\(advertiser.partner)”.")
            }
            try faults.check(slug: "advertiser-invalid", title: "The advertiser can’t be saved")
            try Self.write(advertiser, by: signature, connection)
        }
    }

    /// Adds an advertiser together with the partner that it is; both or neither.
    ///
    /// - Throws: ``Problem`` of kind `invalid` with an error for each field that cannot be used; the partner’s begin with
    ///   `partner-`.
    package func add(_ advertiser: Advertiser, with partner: Partner, by signature: Signature) async throws {
        var found = Self.faults(of: advertiser)
        for error in PartnerStore.faults(of: partner).errors { found.add("partner-\(error.field)", error.message) }
        let known = found
        try await database.write { connection in
            var faults = known
            if try PartnerStore.partner(partner.slug, connection) != nil {
                faults.add("partner-slug", "There is a partner of this name already.")
            }
            try faults.check(slug: "advertiser-invalid", title: "The advertiser can’t be added")
            try PartnerStore.write(partner, by: signature, connection)
            try Self.write(advertiser, by: signature, connection)
        }
    }

    private static func faults(of advertiser: Advertiser) -> FieldFaults {
        var faults = FieldFaults()
        faults.length(of: advertiser.name, 1...120, field: "name", called: "name of who is billed")
        if advertiser.categories.isEmpty {
            faults.add("categories", "Name at least one category, so that competitors can be kept apart.")
        } else if advertiser.categories.count > Advertiser.categoryLimit {
            faults.add("categories", "At most \(Advertiser.categoryLimit) categories fit.")
        }
        return faults
    }

    private static func write(_ advertiser: Advertiser, by signature: Signature, _ connection: any Connection) throws {
        let old = try advertisers(connection)[advertiser.partner]
        try connection.execute(
            """
            INSERT INTO advertiser (partner, name, ended)
            VALUES (\(advertiser.partner), \(advertiser.name), \(advertiser.ended))
            ON CONFLICT (partner) DO UPDATE SET name = excluded.name, ended = excluded.ended
            """)
        try connection.execute("DELETE FROM advertiser_category WHERE advertiser = \(advertiser.partner)")
        for category in advertiser.categories.sorted() {
            try connection.execute(
                "INSERT INTO advertiser_category (advertiser, category) VALUES (\(advertiser.partner), \(category))")
        }
        try CommerceHistory.record(old, became: advertiser, signature, in: connection)
    }

    /// The advertiser that a partner is.
    package func advertiser(_ partner: Slug) async throws -> Advertiser? {
        try await database.read { connection in try Self.advertisers(connection)[partner] }
    }

    /// All of them, by who is billed.
    package func all() async throws -> [Advertiser] {
        try await database.read { connection in
            try Self.advertisers(connection).values.sorted { ($0.name, $0.partner) < ($1.name, $1.partner) }
        }
    }

    /// The partners that have a flight which runs on a day.
    ///
    /// - Parameter allowsFrames: Whether the site shows frames of third parties; flights of nothing else don’t run otherwise.
    package func running(on day: CalendarDay, allowsFrames: Bool = false) async throws -> Set<Slug> {
        try await database.read { connection in
            try LiveFlights.Bookings.read(connection, on: day).partners(payingOn: day, allowsFrames: allowsFrames)
        }
    }

    static func advertisers(_ connection: any Connection) throws -> [Slug: Advertiser] {
        var categories: [Slug: Set<Slug>] = [:]
        for row in try connection.rows("SELECT advertiser, category FROM advertiser_category") {
            categories[try row.value("advertiser"), default: []].insert(try row.value("category"))
        }
        var advertisers: [Slug: Advertiser] = [:]
        for row in try connection.rows("SELECT partner, name, ended FROM advertiser") {
            let partner = try row.value("partner", as: Slug.self)
            advertisers[partner] = try Advertiser(
                partner: partner, name: row.value("name"), categories: categories[partner] ?? [],
                ended: row.value("ended"))
        }
        return advertisers
    }
}
