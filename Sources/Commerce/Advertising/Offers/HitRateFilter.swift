import Crypto
package import Kernel
import Synchronization

/// Counts how often the same creative is seen or clicked from the same network, so that one reader can’t run up a bill.
///
/// What it remembers are keyed hashes, in memory only and for two intervals at most. The key is random, and another with each
/// day (UTC). Each server counts for itself.
package final class HitRateFilter: Sendable {
    /// So long is counted together.
    package static let interval = Duration.seconds(600)

    /// So many from one network count in that time: a school or an office may have many readers.
    package static func limit(of event: OfferEvent) -> Int { event == .view ? 300 : 12 }

    /// So many pairs of network and creative are told apart; beyond it counting begins anew.
    private static let capacity = 131_072

    private typealias Mark = SIMD2<UInt64>

    private struct Memory {
        var day = CalendarDay(daysSince1970: 0)
        /// The code that has taken in the key, and nothing yet of what it is for.
        let keyed = HMAC<SHA256>(key: SymmetricKey(size: .bits256))
        var counts: [Mark: Int] = [:]
        var since = Timestamp(milliseconds: .min)
    }

    private let memory = Mutex(Memory())
    private let limit: @Sendable (OfferEvent) -> Int

    /// - Parameter limit: So many from one network count in that time.
    package init(limit: @escaping @Sendable (OfferEvent) -> Int = { HitRateFilter.limit(of: $0) }) {
        self.limit = limit
    }

    /// Counts a hit, and tells whether there were too many.
    package func isTooMany(
        _ event: OfferEvent, of creative: Creative.ID, from prefix: AddressPrefix, at moment: Timestamp
    ) -> Bool {
        memory.withLock { memory in
            if memory.day != moment.day {
                memory = Memory()
                memory.day = moment.day
                memory.since = moment
            } else if memory.since.advanced(by: Self.interval) <= moment || memory.counts.count >= Self.capacity {
                memory.counts = [:]
                memory.since = moment
            }
            let mark = Self.mark(event, creative, prefix, memory.keyed)
            let count = memory.counts[mark, default: 0] + 1
            memory.counts[mark] = count
            return count > limit(event)
        }
    }

    private static func mark(
        _ event: OfferEvent, _ creative: Creative.ID, _ prefix: AddressPrefix, _ keyed: HMAC<SHA256>
    ) -> Mark {
        var code = keyed
        for part in [prefix.bits, creative.high, creative.low, event == .view ? 0 : 1] {
            withUnsafeBytes(of: part) { code.update(data: $0) }
        }
        return code.finalize().withUnsafeBytes { code in
            Mark(code.loadUnaligned(as: UInt64.self), code.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
    }
}
