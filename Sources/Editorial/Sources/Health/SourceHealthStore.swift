package import Database
package import Kernel

/// A source with what checks of its address have shown.
package struct CheckedSource: Sendable, Hashable {
    package let source: Source
    package let health: AddressHealth

    package init(source: Source, health: AddressHealth) {
        self.source = source
        self.health = health
    }
}

/// The right to check a source, which one process at a time has.
package struct SourceLease: CheckLease, Hashable {
    package let source: Source
    /// When the right ends and another process may check the source instead.
    package let until: Timestamp

    package init(source: Source, until: Timestamp) {
        self.source = source
        self.until = until
    }

    package var key: Slug { source.slug }
    package var address: String { source.address }
}

/// Keeps what checks of sources’ addresses have shown.
package struct SourceHealthStore: CheckRegister {
    private let database: any Database

    private static let most = 500

    package init(database: any Database) { self.database = database }

    /// The sources that are due for a check, the longest overdue first.
    package func due(at moment: Timestamp, limit: Int) async throws -> [CheckedSource] {
        let limit = Self.checked(limit)
        return try await database.read { connection in
            try Self.sources(
                """
                SELECT source.*, source_health.* FROM source LEFT JOIN source_health
                    ON source_health.source = source.slug
                WHERE source_health.next_check IS NULL OR source_health.next_check <= \(moment)
                ORDER BY coalesce(source_health.next_check, 0), source.slug LIMIT \(limit)
                """, at: moment, connection)
        }
    }

    /// Takes the sources that are due, so that no other process takes them too before `lease` is over.
    ///
    /// - Parameters:
    ///   - limit: From 1 to 500.
    package func claim(at moment: Timestamp, limit: Int, lease: Duration) async throws -> [SourceLease] {
        let limit = Self.checked(limit)
        let until = max(moment.advanced(by: lease), Timestamp(milliseconds: moment.milliseconds + 1))
        return try await database.write { connection in
            try Self.addMissing(at: moment, limit: limit, connection)
            let lock: SQL = connection.dialect == .postgres ? " FOR UPDATE SKIP LOCKED" : ""
            let claimed = try connection.rows(
                """
                UPDATE source_health SET next_check = \(until) WHERE source IN (
                    SELECT source FROM source_health WHERE next_check <= \(moment)
                    ORDER BY next_check, source LIMIT \(limit)\(lock)
                ) RETURNING source
                """
            ).map { try $0.value("source", as: Slug.self) }
            return try claimed.sorted().chunks(of: 50).flatMap { slugs in
                try connection.all(
                    Source.self, "SELECT * FROM source WHERE slug IN \(list: slugs) ORDER BY slug")
            }.map { SourceLease(source: $0, until: until) }
        }
    }

    /// Takes one source, due or not; whoever has it comes too late with what they find.
    ///
    /// - Throws: ``Problem`` of kind `notFound`.
    package func claim(_ slug: Slug, at moment: Timestamp, lease: Duration) async throws -> SourceLease {
        let until = max(moment.advanced(by: lease), Timestamp(milliseconds: moment.milliseconds + 1))
        return try await database.write { connection in
            guard let source = try SourceWriter(connection: connection).source(slug, forUpdate: true) else {
                throw SourceRules.noSource(slug)
            }
            try connection.execute(
                """
                INSERT INTO source_health (source, state, next_check, failures, unclear)
                VALUES (\(slug), 'unchecked', \(until), 0, 0)
                ON CONFLICT (source) DO UPDATE SET next_check = \(until)
                """)
            return SourceLease(source: source, until: until)
        }
    }

    /// Records a check, unless its lease is over or the source has another address by now.
    ///
    /// - Returns: How the source is now, or `nil` when the check came too late.
    @discardableResult
    package func record(
        _ outcome: CheckOutcome, of lease: SourceLease, at moment: Timestamp, spread: Double = 0
    ) async throws -> AddressHealth? {
        try await database.write { connection in
            let lock: SQL = connection.dialect == .postgres ? " FOR UPDATE" : ""
            let present = try connection.first(
                AddressHealth.self,
                """
                SELECT * FROM source_health
                WHERE source = \(lease.source.slug) AND next_check = \(lease.until)\(lock)
                """)
            guard let next = present?.next(after: outcome, at: moment, spread: spread) else { return nil }
            try connection.execute(
                "UPDATE source_health SET \(next.assignments) WHERE source = \(lease.source.slug)")
            return next
        }
    }

    /// Lets a source be checked at the next occasion.
    ///
    /// - Throws: ``Problem`` of kind `notFound`.
    package func checkSoon(_ slug: Slug, at moment: Timestamp) async throws {
        try await database.write { connection in
            guard try SourceWriter(connection: connection).source(slug) != nil else { throw SourceRules.noSource(slug) }
            try connection.execute("UPDATE source_health SET next_check = \(moment) WHERE source = \(slug)")
        }
    }

    /// How a source is; `nil` when it was never checked.
    package func health(of slug: Slug) async throws -> AddressHealth? {
        try await database.read { connection in
            try connection.first(AddressHealth.self, "SELECT * FROM source_health WHERE source = \(slug)")
        }
    }

    /// The sources whose page is gone, the longest gone first.
    package func dead() async throws -> [CheckedSource] {
        try await sources(.dead, orderedBy: "source_health.first_failure, source.slug")
    }

    /// The sources that we couldn’t get to for two weeks, the longest first.
    package func unreachable() async throws -> [CheckedSource] {
        try await sources(.unreachable, orderedBy: "source_health.unclear_since, source.slug")
    }

    /// Those of the sources whose page is gone.
    static func dead(among sources: some Collection<Slug>, _ connection: any Connection) throws -> Set<Slug> {
        let dead = AddressHealth.State.dead
        return try sources.sorted().chunks(of: 50).reduce(into: []) { found, slugs in
            let rows = try connection.rows(
                "SELECT source FROM source_health WHERE state = \(dead) AND source IN \(list: slugs)")
            for row in rows { found.insert(try row.value(at: 0)) }
        }
    }

    private func sources(_ state: AddressHealth.State, orderedBy order: SQL) async throws -> [CheckedSource] {
        try await database.read { connection in
            try Self.sources(
                """
                SELECT source.*, source_health.* FROM source_health JOIN source ON source.slug = source_health.source
                WHERE source_health.state = \(state) ORDER BY \(order)
                """, at: Timestamp(milliseconds: 0), connection)
        }
    }

    private static func sources(
        _ query: SQL, at moment: Timestamp, _ connection: any Connection
    ) throws -> [CheckedSource] {
        try connection.rows(query).map { row in
            let isChecked = try row.value("state", as: String?.self) != nil
            return try CheckedSource(
                source: Source(row: row), health: isChecked ? AddressHealth(row: row) : .unchecked(since: moment))
        }
    }

    /// Gives sources that were never checked a row; no more of them than are about to be claimed.
    private static func addMissing(at moment: Timestamp, limit: Int, _ connection: any Connection) throws {
        try connection.execute(
            """
            INSERT INTO source_health (source, state, next_check, failures, unclear)
            SELECT slug, 'unchecked', \(moment), 0, 0 FROM source
            WHERE NOT EXISTS (SELECT 1 FROM source_health WHERE source_health.source = source.slug)
            ORDER BY slug LIMIT \(limit)
            ON CONFLICT (source) DO NOTHING
            """)
    }

    private static func checked(_ limit: Int) -> Int { min(max(limit, 1), most) }
}
