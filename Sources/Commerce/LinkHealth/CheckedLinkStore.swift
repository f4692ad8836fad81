package import Database
package import Kernel

/// The right to check one of a link’s addresses, which one process at a time has.
package struct CheckedLinkLease: Sendable, Hashable {
    package let link: CheckedLink.ID
    package let destination: String
    package let way: LinkCheck.Way
    package let address: String
    /// When the right ends and another process may check the address instead.
    package let until: Timestamp
}

/// Keeps what checks of links have shown, and what was done about it.
package struct CheckedLinkStore: Sendable {
    let database: any Database

    private static let most = 500
    /// Under which a program signs what it found.
    static let checker = "The link check"

    package init(database: any Database) { self.database = database }

    /// Has these destinations checked from now on, each with the address over a network that it earns by if there is
    /// one, and forgets the state of all others.
    package func keep(_ wanted: [String: String?], at moment: Timestamp) async throws {
        try await database.write { connection in
            let known = try Self.links(where: "1 = 1", connection)
            for link in known where wanted[link.destination] == nil {
                try connection.execute("DELETE FROM link_check WHERE link = \(link.id)")
                try connection.execute("DELETE FROM checked_link WHERE id = \(link.id)")
            }
            let byDestination = Dictionary(known.map { ($0.destination, $0) }) { first, _ in first }
            for (destination, earning) in wanted.sorted(by: { $0.key < $1.key }) {
                let link = byDestination[destination]
                guard link == nil || link?.earning?.address != earning else { continue }
                let id = link?.id ?? CheckedLink.ID(at: moment)
                if link == nil {
                    try connection.execute("INSERT INTO checked_link (id, destination) VALUES (\(id), \(destination))")
                    try Self.add(.plain, destination, of: id, at: moment, connection)
                }
                // Another address is another check.
                try connection.execute("DELETE FROM link_check WHERE link = \(id) AND way = 'earning'")
                if let earning { try Self.add(.earning, earning, of: id, at: moment, connection) }
            }
        }
    }

    /// Takes what is due, so that no other process takes it too before `lease` is over.
    ///
    /// - Parameters:
    ///   - limit: From 1 to 500.
    package func claim(at moment: Timestamp, limit: Int, lease: Duration) async throws -> [CheckedLinkLease] {
        let limit = min(max(limit, 1), Self.most)
        return try await claim(at: moment, lease: lease) { connection in
            let lock: SQL = connection.dialect == .postgres ? " FOR UPDATE SKIP LOCKED" : ""
            return """
                (link, way) IN (SELECT link, way FROM link_check WHERE next_check <= \(moment)
                    ORDER BY next_check, link, way LIMIT \(limit)\(lock))
                """
        }
    }

    /// Takes both addresses of one link, due or not; whoever has them comes too late with what they find.
    ///
    /// - Returns: The merchant’s own first; none when there is no such link.
    package func claim(_ link: CheckedLink.ID, at moment: Timestamp, lease: Duration) async throws -> [CheckedLinkLease]
    {
        try await claim(at: moment, lease: lease) { _ in "link = \(link)" }
    }

    private func claim(
        at moment: Timestamp, lease: Duration, _ condition: @escaping @Sendable (any Connection) -> SQL
    ) async throws -> [CheckedLinkLease] {
        let until = max(moment.advanced(by: lease), Timestamp(milliseconds: moment.milliseconds + 1))
        return try await database.write { connection in
            try connection.rows(
                """
                UPDATE link_check SET next_check = \(until) WHERE \(condition(connection))
                RETURNING link, way, address,
                    (SELECT destination FROM checked_link WHERE checked_link.id = link_check.link) AS destination
                """
            ).map { row in
                try CheckedLinkLease(
                    link: row.value("link"), destination: row.value("destination"), way: row.value("way"),
                    address: row.value("address"), until: until)
            }.sorted { ($0.destination, $1.way.rawValue) < ($1.destination, $0.way.rawValue) }
        }
    }

    /// Records a check, unless its lease is over, and writes down what it changed.
    ///
    /// - Parameter spread: From 0 to 1, drawn by chance: by how much the pause until the next check is drawn out.
    /// - Returns: The link before and after, or `nil` when the check came too late.
    @discardableResult
    package func record(
        _ judgement: LinkJudgement, chain: [LinkHop], of lease: CheckedLinkLease, at moment: Timestamp,
        spread: Double = 0
    ) async throws -> (before: CheckedLink, after: CheckedLink)? {
        try await database.write { connection in
            let lock: SQL = connection.dialect == .postgres ? " FOR UPDATE" : ""
            let present = try connection.first(
                LinkCheck.self,
                """
                SELECT * FROM link_check
                WHERE link = \(lease.link) AND way = \(lease.way) AND next_check = \(lease.until)\(lock)
                """)
            guard let present, let before = try Self.links(where: "id = \(lease.link)", connection).first else {
                return nil
            }
            let next = present.next(after: judgement, chain: chain, at: moment, spread: spread)
            try connection.execute(
                "UPDATE link_check SET \(next.assignments) WHERE link = \(lease.link) AND way = \(lease.way)")
            guard let after = try Self.links(where: "id = \(lease.link)", connection).first else { return nil }
            let isNotable =
                before.condition != after.condition
                && (before.condition.isTrouble || after.condition.isTrouble)
            if isNotable || before.served != after.served {
                let words = [next.detail, next.health.lastError ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
                try Self.write(
                    .found, after.destination, "\(after.condition.rawValue): \(words)",
                    Signature(account: nil, name: Self.checker, at: moment), connection)
            }
            return (before, after)
        }
    }

    package static let noLink = Problem(
        .notFound, slug: "link-unknown", title: "This link is not checked",
        detail: "No published article has it any more.")

    /// Every link that is checked, by destination.
    package func all() async throws -> [CheckedLink] {
        try await database.read { connection in try Self.links(where: "1 = 1", connection) }
    }

    /// One of them.
    package func link(_ id: CheckedLink.ID) async throws -> CheckedLink? {
        try await database.read { connection in try Self.links(where: "id = \(id)", connection).first }
    }

    /// The one for a destination.
    package func link(to destination: String) async throws -> CheckedLink? {
        try await database.read { connection in
            try Self.links(where: "destination = \(destination)", connection).first
        }
    }

    /// Those of which checks say anything that may speak against sending readers on.
    static func againstSending(_ connection: any Connection) throws -> [CheckedLink] {
        try links(
            where: """
                id IN (SELECT link FROM link_check WHERE state = 'dead' OR mark IN ('parked', 'elsewhere'))
                """, connection)
    }

    static func links(where condition: SQL, _ connection: any Connection) throws -> [CheckedLink] {
        var checks: [CheckedLink.ID: [LinkCheck]] = [:]
        let rows = try connection.rows(
            "SELECT * FROM link_check WHERE link IN (SELECT id FROM checked_link WHERE \(condition))")
        for row in rows { checks[try row.value("link"), default: []].append(try LinkCheck(row: row)) }
        return try connection.rows("SELECT * FROM checked_link WHERE \(condition) ORDER BY destination")
            .compactMap { row in
                let id = try row.value("id", as: CheckedLink.ID.self)
                guard let plain = checks[id]?.first(where: { $0.way == .plain }) else { return nil }
                return try CheckedLink(
                    id: id, destination: row.value("destination"), plain: plain,
                    earning: checks[id]?.first { $0.way == .earning }, leave: leave(row))
            }
    }

    private static func leave(_ row: Row) throws -> CheckedLink.Leave? {
        guard let until = try row.value("left_until", as: CalendarDay?.self) else { return nil }
        return try CheckedLink.Leave(
            until: until, note: row.value("left_note"), name: row.value("left_by"), at: row.value("left_at"))
    }

    private static func add(
        _ way: LinkCheck.Way, _ address: String, of link: CheckedLink.ID, at moment: Timestamp,
        _ connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO link_check (link, way, address, state, next_check, failures, unclear, marks, detail, chain)
            VALUES (\(link), \(way), \(address), 'unchecked', \(moment), 0, 0, 0, '', '')
            """)
    }
}
