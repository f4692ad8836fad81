package import Database
package import Kernel

/// The right to check an address that articles link to.
package struct LinkLease: CheckLease, Hashable {
    package let address: String
    /// When the right ends and another process may check the address instead.
    package let until: Timestamp

    package var key: String { address }
}

/// An address that articles link to, with what checks of it have shown.
package struct CheckedLink: Sendable, Hashable {
    package let address: String
    package let health: AddressHealth
}

/// Keeps what checks of the addresses have shown that published articles link to.
package struct LinkHealthStore: CheckRegister {
    private let database: any Database

    private static let most = 500

    package init(database: any Database) { self.database = database }

    /// Has these addresses checked from now on, and forgets what is known of all others.
    package func keep(_ addresses: Set<String>, at moment: Timestamp) async throws {
        try await database.write { connection in
            let known = try Set(
                connection.rows("SELECT address FROM link_health").map { try $0.value(at: 0, as: String.self) })
            for address in addresses.subtracting(known).sorted() {
                try connection.execute(
                    """
                    INSERT INTO link_health (address, state, next_check, failures, unclear)
                    VALUES (\(address), 'unchecked', \(moment), 0, 0) ON CONFLICT (address) DO NOTHING
                    """)
            }
            for some in known.subtracting(addresses).sorted().chunks(of: 50) {
                try connection.execute("DELETE FROM link_health WHERE address IN \(list: some)")
            }
        }
    }

    package func claim(at moment: Timestamp, limit: Int, lease: Duration) async throws -> [LinkLease] {
        let limit = min(max(limit, 1), Self.most)
        let until = Self.end(of: lease, from: moment)
        return try await database.write { connection in
            let lock: SQL = connection.dialect == .postgres ? " FOR UPDATE SKIP LOCKED" : ""
            return try connection.rows(
                """
                UPDATE link_health SET next_check = \(until) WHERE address IN (
                    SELECT address FROM link_health WHERE next_check <= \(moment)
                    ORDER BY next_check, address LIMIT \(limit)\(lock)
                ) RETURNING address
                """
            ).map { try $0.value("address", as: String.self) }.sorted().map { LinkLease(address: $0, until: until) }
        }
    }

    package func claim(_ address: String, at moment: Timestamp, lease: Duration) async throws -> LinkLease {
        let until = Self.end(of: lease, from: moment)
        return try await database.write { connection in
            let claimed = try connection.rows(
                "UPDATE link_health SET next_check = \(until) WHERE address = \(address) RETURNING address")
            guard !claimed.isEmpty else {
                throw Problem(
                    .notFound, slug: "link-unknown", title: "No published article has this link",
                    detail: "It may have been taken out meanwhile.")
            }
            return LinkLease(address: address, until: until)
        }
    }

    @discardableResult
    package func record(
        _ outcome: CheckOutcome, of lease: LinkLease, at moment: Timestamp, spread: Double = 0
    ) async throws -> AddressHealth? {
        try await database.write { connection in
            let lock: SQL = connection.dialect == .postgres ? " FOR UPDATE" : ""
            let present = try connection.first(
                AddressHealth.self,
                """
                SELECT * FROM link_health
                WHERE address = \(lease.address) AND next_check = \(lease.until)\(lock)
                """)
            guard let next = present?.next(after: outcome, at: moment, spread: spread) else { return nil }
            try connection.execute("UPDATE link_health SET \(next.assignments) WHERE address = \(lease.address)")
            return next
        }
    }

    package func health(of address: String) async throws -> AddressHealth? {
        try await database.read { connection in
            try connection.first(AddressHealth.self, "SELECT * FROM link_health WHERE address = \(address)")
        }
    }

    /// The addresses that are dead or couldn’t be reached for two weeks: the dead ones first, the longest gone first.
    package func troubled() async throws -> [CheckedLink] {
        try await database.read { connection in
            try connection.rows(
                """
                SELECT * FROM link_health WHERE state IN ('dead', 'unreachable')
                ORDER BY state, coalesce(first_failure, unclear_since), address
                """
            ).map { row in try CheckedLink(address: row.value("address"), health: AddressHealth(row: row)) }
        }
    }

    /// Those of the addresses whose page is gone.
    static func dead(among addresses: some Collection<String>, _ connection: any Connection) throws -> Set<String> {
        try addresses.sorted().chunks(of: 50).reduce(into: []) { found, addresses in
            let rows = try connection.rows(
                """
                SELECT address FROM link_health
                WHERE state = \(AddressHealth.State.dead) AND address IN \(list: addresses)
                """)
            for row in rows { found.insert(try row.value(at: 0)) }
        }
    }

    private static func end(of lease: Duration, from moment: Timestamp) -> Timestamp {
        max(moment.advanced(by: lease), Timestamp(milliseconds: moment.milliseconds + 1))
    }
}
