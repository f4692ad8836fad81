import Crypto
package import Kernel
import Synchronization

/// Tells whether the same link was just asked for from the same network.
///
/// What it remembers are keyed hashes, in memory only, until later clicks drive them out. The key is random, is changed
/// with the first click of each day (UTC) and is kept nowhere else, so that no hash can be led back to a network
/// afterwards. Each server remembers for itself.
package final class RepeatFilter: Sendable {
    /// Within this time after a click that counted, another doesn’t.
    package static let interval = Duration.seconds(10)

    private typealias Mark = SIMD2<UInt64>

    private struct Memory {
        var day = CalendarDay(daysSince1970: 0)
        /// The code that has taken in the key, and nothing yet of what it is for.
        let keyed = HMAC<SHA256>(key: SymmetricKey(size: .bits256))
        /// When each was last counted: the younger, and those before them.
        var young: [Mark: Timestamp] = [:]
        var old: [Mark: Timestamp] = [:]
        var since = Timestamp(milliseconds: .min)
    }

    private let capacity: Int
    private let memory = Mutex(Memory())

    /// - Parameter capacity: How many clicks are remembered at most; beyond it the oldest are forgotten early.
    package init(capacity: Int = 131_072) { self.capacity = capacity }

    /// Whether a click is a repetition; remembers it when it is none.
    package func isRepeated(_ link: AffiliateLink.ID, from prefix: AddressPrefix, at moment: Timestamp) -> Bool {
        memory.withLock { memory in
            if memory.day != moment.day {
                memory = Memory()
                memory.day = moment.day
                memory.since = moment
            } else if memory.since.advanced(by: Self.interval) <= moment || memory.young.count >= capacity / 2 {
                // After one interval the older ones are of no use any more.
                memory.old = memory.young
                memory.young = [:]
                memory.since = moment
            }
            let mark = Self.mark(link, prefix, memory.keyed)
            if let last = memory.young[mark] ?? memory.old[mark], moment < last.advanced(by: Self.interval) {
                return true
            }
            memory.young[mark] = moment
            return false
        }
    }

    private static func mark(_ link: AffiliateLink.ID, _ prefix: AddressPrefix, _ keyed: HMAC<SHA256>) -> Mark {
        var code = keyed
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 18) { bytes in
            UnsafeMutableRawBufferPointer(bytes).storeBytes(of: prefix.bits, as: UInt64.self)
            for (offset, letter) in link.description.utf8.prefix(10).enumerated() { bytes[8 + offset] = letter }
            code.update(data: UnsafeRawBufferPointer(bytes))
        }
        return code.finalize().withUnsafeBytes { code in
            Mark(code.loadUnaligned(as: UInt64.self), code.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
    }
}
