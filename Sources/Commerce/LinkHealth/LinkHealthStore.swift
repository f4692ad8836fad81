package import Database
package import Kernel

/// The right to check one of a link’s addresses, which one process at a time has.
package struct LinkLease: Sendable, Hashable {
    package let link: CheckedLink.ID
    package let destination: String
    package let way: LinkCheck.Way
    package let address: String
    /// When the right ends and another process may check the address instead.
    package let until: Timestamp
}

/// Keeps what checks of links have shown, and what was done about it.
package struct LinkHealthStore: Sendable {
    private let database: any Database

    private static let most = 500
    /// Within which the same person's wish to have the same link checked is the same wish.
    private static let timeOfOneCheck = Duration.seconds(60)
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
    package func claim(at moment: Timestamp, limit: Int, lease: Duration) async throws -> [LinkLease] {
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
    package func claim(_ link: CheckedLink.ID, at moment: Timestamp, lease: Duration) async throws -> [LinkLease] {
        try await claim(at: moment, lease: lease) { _ in "link = \(link)" }
    }

    private func claim(
        at moment: Timestamp, lease: Duration, _ condition: @escaping @Sendable (any Connection) -> SQL
    ) async throws -> [LinkLease] {
        let until = max(moment.advanced(by: lease), Timestamp(milliseconds: moment.milliseconds + 1))
        return try await database.write { connection in
            try connection.rows(
                """
                UPDATE link_check SET next_check = \(until) WHERE \(condition(connection))
                RETURNING link, way, address,
                    (SELECT destination FROM checked_link WHERE checked_link.id = link_check.link) AS destination
                """
            ).map { row in
                try LinkLease(
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
        _ judgement: LinkJudgement, chain: [LinkHop], of lease: LinkLease, at moment: Timestamp, spread: Double = 0
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

    /// Writes down that somebody had a link checked; what is sent twice is one check.
    package func tellOfCheck(_ link: CheckedLink, by signature: Signature) async throws {
        try await database.write { connection in
            let last = try connection.first(
                LinkEvent.self,
                "SELECT * FROM link_event WHERE destination = \(link.destination) ORDER BY number DESC LIMIT 1")
            let isSame = last?.kind == .checked && last?.name == signature.name
            guard !isSame || last.map({ $0.at.advanced(by: Self.timeOfOneCheck) <= signature.at }) == true else {
                return
            }
            try Self.write(.checked, link.destination, "", signature, connection)
        }
    }

    /// Leaves a link’s trouble alone up to a day, or takes it up again.
    ///
    /// - Parameter leave: `nil` to take it up again.
    /// - Throws: ``Problem`` of kind `invalid` or `notFound`.
    package func leave(
        _ id: CheckedLink.ID, _ leave: (until: CalendarDay, note: String)?, by signature: Signature
    ) async throws {
        if let leave {
            var faults = FieldFaults()
            faults.length(of: leave.note, 1...500, field: "note", called: "note")
            let today = signature.at.localDay
            if leave.until < today { faults.add("until", "That day is over.") }
            if leave.until > today.advanced(byDays: 366) { faults.add("until", "Choose a day within a year.") }
            try faults.check(slug: "leave-invalid", title: "It can’t be left like this")
        }
        try await database.write { connection in
            guard let link = try Self.links(where: "id = \(id)", connection).first else { throw Self.noLink }
            // What is sent twice is done once.
            if let leave, let old = link.leave, old.until == leave.until, old.note == leave.note { return }
            if leave == nil, link.leave == nil { return }
            try connection.execute(
                """
                UPDATE checked_link SET left_until = \(leave?.until), left_note = \(leave?.note),
                    left_by = \(leave.map { _ in signature.name }), left_at = \(leave.map { _ in signature.at })
                WHERE id = \(id)
                """)
            try Self.write(
                leave == nil ? .takenUp : .left, link.destination,
                leave.map { "until \($0.until): \($0.note)" } ?? "", signature, connection)
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

    /// What happened to a destination, the newest first.
    package func events(of destination: String, limit: Int = 50) async throws -> [LinkEvent] {
        try await database.read { connection in
            try connection.all(
                LinkEvent.self,
                "SELECT * FROM link_event WHERE destination = \(destination) ORDER BY number DESC LIMIT \(limit)")
        }
    }

    /// How many events there are: it grows with each change of what readers get.
    static func version(_ connection: any Connection) throws -> Int {
        try connection.value(Int.self, "SELECT coalesce(max(number), 0) FROM link_event") ?? 0
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

    private static func write(
        _ kind: LinkEvent.Kind, _ destination: String, _ detail: String, _ signature: Signature,
        _ connection: any Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO link_event (number, at, account, name, destination, kind, detail)
            VALUES ((SELECT coalesce(max(number), 0) + 1 FROM link_event), \(signature.at), \(signature.account),
                \(signature.name), \(destination), \(kind), \(detail))
            """)
    }
}
