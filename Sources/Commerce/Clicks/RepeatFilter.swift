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
        let key = SymmetricKey(size: .bits256)
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
        let past = moment.advanced(by: .zero - Self.interval)
        return memory.withLock { memory in
            if memory.day != moment.day {
                memory = Memory()
                memory.day = moment.day
                memory.since = moment
            } else if memory.since <= past || memory.young.count >= capacity / 2 {
                // After one interval the older ones are of no use any more.
                memory.old = memory.young
                memory.young = [:]
                memory.since = moment
            }
            let mark = Self.mark(link, prefix, memory.key)
            if let last = memory.young[mark] ?? memory.old[mark], past < last {
                return true
            }
            memory.young[mark] = moment
            return false
        }
    }

    /// The first half of a hash of the key and both of them: together one block of it, and nothing can be appended since their
    /// length is fixed.
    private static func mark(_ link: AffiliateLink.ID, _ prefix: AddressPrefix, _ key: SymmetricKey) -> Mark {
        var letters = link.description
        let code = withUnsafeTemporaryAllocation(byteCount: 50, alignment: 8) { bytes in
            key.withUnsafeBytes { bytes.copyMemory(from: $0) }
            bytes.storeBytes(of: prefix.bits, toByteOffset: 32, as: UInt64.self)
            letters.withUTF8 { bytes[40...].copyBytes(from: $0) }
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
            return hash.finalize()
        }
        return code.withUnsafeBytes { code in
            Mark(code.loadUnaligned(as: UInt64.self), code.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
    }
}
