import Crypto
package import Database
package import Kernel
import Synchronization

/// Hashes networks with HMAC-SHA-256 (RFC 2104) under a random key for each day in UTC.
///
/// The keys are in the audience store, shared by all servers, and in memory, so that hashing never waits. A day’s key is
/// made the day before. It is thrown away when the day after it has ended (``refresh(at:keeping:)``), except while a ban
/// refers to it.
package final class NetworkKeys: NetworkHasher {
    private let store: AddressKeyStore
    private let keyed = Mutex<[CalendarDay: HMAC<SHA256>]>([:])
    /// For days whose key is not at hand: such digests are as private, and equal on this server until it stops.
    private let stopgap = SymmetricKey(size: .bits256)

    package init(database: any Database) { store = AddressKeyStore(database: database) }

    /// Makes the keys of today and tomorrow where there are none, throws old ones away, and takes over what all servers use.
    ///
    /// To be called before the first digest, and several times a day.
    ///
    /// - Parameter bannedDays: The days of networks that are banned.
    package func refresh(at moment: Timestamp, keeping bannedDays: Set<CalendarDay> = []) async throws {
        let today = moment.day
        try await forgetKeys(before: today.advanced(byDays: -1), keeping: bannedDays)
        let keys = try await store.keys(making: [today, today.advanced(byDays: 1)])
        keyed.withLock { $0 = keys.mapValues { HMAC<SHA256>(key: SymmetricKey(data: $0)) } }
    }

    /// Throws away the keys of days before one, and the networks of comments from those days.
    package func forgetKeys(before day: CalendarDay, keeping kept: Set<CalendarDay>) async throws {
        try await store.forget(before: day, keeping: kept)
        keyed.withLock { keys in keys = keys.filter { $0.key >= day || kept.contains($0.key) } }
    }

    /// Whether the digests of a day can be compared with those of other servers.
    package func holdsKey(of day: CalendarDay) -> Bool { keyed.withLock { $0[day] != nil } }

    package func digest(of network: AddressPrefix, for purpose: String, at moment: Timestamp) -> NetworkDigest {
        let day = moment.day
        // The bits are of a fixed length and come last, so no two pairs of purpose and network give one message.
        var message = Array(purpose.utf8)
        withUnsafeBytes(of: network.bits.bigEndian) { message += $0 }
        var code: HMAC<SHA256>
        if let known = keyed.withLock({ $0[day] }) {
            code = known
        } else {
            code = HMAC<SHA256>(key: stopgap)
            code.update(data: Array(day.description.utf8))
        }
        code.update(data: message)
        return NetworkDigest(day: day, bytes: Array(code.finalize()))
    }
}
