import Kernel
import Synchronization

/// Counts in memory how often something was tried within a stretch of time, for so many keys at most.
final class AttemptCounter<Key: Hashable & Sendable>: Sendable {
    private struct Count {
        var begun: Timestamp
        var number: Int
    }

    private let window: Duration
    private let most: Int
    private let capacity: Int
    private let counts = Mutex<[Key: Count]>([:])

    /// - Parameters:
    ///   - most: How often a key may try within the window.
    ///   - capacity: How many keys are remembered; when there are more, those whose time is over are forgotten, and then all.
    init(window: Duration, most: Int, capacity: Int = 20_000) {
        self.window = window
        self.most = most
        self.capacity = capacity
    }

    /// Counts one more, unless that is too many.
    func take(_ key: Key, at now: Timestamp) -> Bool {
        counts.withLock { counts in
            if counts.count >= capacity, counts[key] == nil {
                counts = counts.filter { $0.value.begun.advanced(by: window) > now }
                if counts.count >= capacity { counts.removeAll(keepingCapacity: true) }
            }
            var count = counts[key] ?? Count(begun: now, number: 0)
            if count.begun.advanced(by: window) <= now { count = Count(begun: now, number: 0) }
            guard count.number < most else { return false }
            count.number += 1
            counts[key] = count
            return true
        }
    }
}
