import Crypto
package import Database
package import Kernel

/// Keeps the keys under which offers are sealed: a new one each day, the same on all servers.
package struct OfferKeyStore: Sendable {
    /// After this time a new one is made.
    private static let interval = Duration.seconds(86_400)
    /// So long a key waits until the other servers have it.
    private static let notice = Duration.seconds(60)
    /// How many are kept: the offers of one may be clicked for hours.
    private static let kept = 3

    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// What seals offers at a moment; makes a key when the last is a day old.
    package func seal(at moment: Timestamp) async throws -> OfferSeal {
        let known = try await database.read { try Self.keys($0) }
        let keys = Self.needsKey(known, at: moment) ? try await added(at: moment) : known
        return OfferSeal(Self.inOrder(keys, at: moment))
    }

    /// The one to be used comes last: the youngest that the others have heard of.
    private static func inOrder(_ keys: [OfferSeal.Key], at moment: Timestamp) -> [OfferSeal.Key] {
        let current = keys.last { $0.made.advanced(by: notice) <= moment } ?? keys.first
        return keys.filter { $0.number != current?.number } + [current].compactMap(\.self)
    }

    /// A clock that was set back makes no keys.
    private static func needsKey(_ keys: [OfferSeal.Key], at moment: Timestamp) -> Bool {
        guard let last = keys.last else { return true }
        return last.made.advanced(by: interval) <= moment
    }

    private func added(at moment: Timestamp) async throws -> [OfferSeal.Key] {
        try await database.write { connection in
            let keys = try Self.keys(connection)
            // Another server may have been quicker.
            guard Self.needsKey(keys, at: moment) else { return keys }
            let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
            let number = (keys.last?.number ?? 0) + 1
            try connection.execute(
                """
                INSERT INTO offer_key (number, secret, made) VALUES (\(Int64(number)), \(secret), \(moment))
                """)
            try connection.execute("DELETE FROM offer_key WHERE number <= \(Int64(number) - Int64(Self.kept))")
            return try Self.keys(connection)
        }
    }

    private static func keys(_ connection: any Connection) throws -> [OfferSeal.Key] {
        try connection.rows("SELECT number, secret, made FROM offer_key ORDER BY number").map { row in
            try OfferSeal.Key(
                number: UInt32(clamping: row.value("number", as: Int64.self)), secret: row.value("secret"),
                made: row.value("made"))
        }
    }
}
