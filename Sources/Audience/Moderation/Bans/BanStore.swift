package import Database
package import Kernel

/// Keeps bans, and makes of them what the screen goes by.
package struct BanStore: Sendable {
    let database: any Database

    package init(database: any Database) { self.database = database }

    /// - Throws: ``Problem``: `invalid` for what cannot be banned, `conflict` when it is banned already.
    @discardableResult
    package func add(_ draft: BanDraft, by signature: ModeratorSignature) async throws -> Ban {
        try draft.check()
        let now = signature.at
        let ban = try await database.write { connection in
            let (kind, value, network) = try Self.target(draft.target, connection)
            let live = try Self.live(at: now, connection).filter { $0.kind == kind }
            let isKnown = live.contains { other in
                kind == .network ? other.network == network : FoldedText(other.value).plain == FoldedText(value).plain
            }
            guard !isKnown else {
                throw Problem(
                    .conflict, slug: "ban-known", title: "That is banned already",
                    detail: "The ban stands in the list below. Lift it first to set it anew.")
            }
            let ban = Ban(
                id: Ban.ID(at: now), kind: kind, value: value, network: network, reason: draft.reason, made: now,
                name: signature.name, expires: draft.days.map { now.advanced(by: .seconds($0 * 86_400)) },
                lifted: nil, liftedBy: nil)
            try connection.execute(
                """
                INSERT INTO comment_ban (id, kind, value, network, reason, made, account, name, expires)
                VALUES (\(ban.id), \(ban.kind), \(ban.value), \(ban.network), \(ban.reason), \(ban.made),
                    \(signature.account), \(ban.name), \(ban.expires))
                """)
            return ban
        }
        return ban
    }

    /// - Throws: ``Problem``: `notFound`, or `conflict` when it holds no more.
    package func lift(_ id: Ban.ID, by signature: ModeratorSignature) async throws -> Ban {
        try await database.write { connection in
            guard let ban = try connection.first(Ban.self, "SELECT * FROM comment_ban WHERE id = \(id)") else {
                throw Problem(
                    .notFound, slug: "ban-unknown", title: "There is no such ban", detail: "Nothing was changed.")
            }
            guard ban.isInForce(at: signature.at) else {
                throw Problem(
                    .conflict, slug: "ban-over", title: "That ban is over",
                    detail: ban.liftedBy.map { "\($0) lifted it already." } ?? "It has expired.")
            }
            try connection.execute(
                "UPDATE comment_ban SET lifted = \(signature.at), lifted_by = \(signature.name) WHERE id = \(id)")
            return ban
        }
    }

    /// The newest first.
    package func inForce(at moment: Timestamp) async throws -> [Ban] {
        try await database.read { try Self.live(at: moment, $0) }
    }

    /// Those that expired or were lifted, the last first.
    package func past(at moment: Timestamp, limit: Int) async throws -> [Ban] {
        try await database.read { connection in
            try connection.all(
                Ban.self,
                """
                SELECT * FROM comment_ban WHERE lifted IS NOT NULL OR expires <= \(moment)
                ORDER BY COALESCE(lifted, expires) DESC, id LIMIT \(limit)
                """)
        }
    }

    /// What the screen goes by; it names the days whose keys must be kept.
    package func screening(at moment: Timestamp) async throws -> ScreeningBans {
        let bans = try await inForce(at: moment)
        return ScreeningBans(
            handles: bans.filter { $0.kind == .handle }.map(\.value),
            words: bans.filter { $0.kind == .words }.compactMap { try? WordPattern($0.value) },
            networks: bans.compactMap { ban in
                guard let network = ban.network, let day = CalendarDay(ban.value) else { return nil }
                return NetworkDigest(day: day, bytes: network)
            })
    }

    private static func live(at moment: Timestamp, _ connection: any Connection) throws -> [Ban] {
        try connection.all(
            Ban.self,
            """
            SELECT * FROM comment_ban WHERE lifted IS NULL AND (expires IS NULL OR expires > \(moment))
            ORDER BY made DESC, id
            """)
    }

    static func target(
        _ target: BanDraft.Target, _ connection: any Connection
    ) throws -> (kind: Ban.Kind, value: String, network: [UInt8]?) {
        switch target {
        case .handle(let handle): return (.handle, handle, nil)
        case .words(let words): return (.words, try WordPattern(words).text, nil)
        case .network(let comment):
            let row = try connection.rows(
                "SELECT network, network_day FROM comment WHERE id = \(comment) AND network_day IS NOT NULL"
            ).first
            guard let row, let network: [UInt8] = try row.value("network") else {
                throw Problem(
                    .invalid, slug: "ban-network-gone", title: "The ban can’t be set",
                    detail: "Which network that comment came from is forgotten: the key of its day is gone.")
            }
            return (.network, try row.value("network_day"), network)
        }
    }
}
