#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How long decisions took, each of them.
package struct DecisionClock: Sendable {
    /// By nanosecond; what took longer is in the last.
    private var counts = [Int32](repeating: 0, count: 200_001)
    package private(set) var decisions = 0
    /// Of all together.
    package private(set) var nanoseconds = 0
    package private(set) var longest = 0

    static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    }

    mutating func add(_ duration: Int) {
        counts[min(max(0, duration), counts.count - 1)] += 1
        decisions += 1
        nanoseconds += duration
        longest = max(longest, duration)
    }

    /// In one second of deciding, with the page’s part and the reading of the clock.
    package var perSecond: Double { nanoseconds > 0 ? Double(decisions) * 1e9 / Double(nanoseconds) : 0 }

    /// The duration that a part of the decisions doesn’t exceed, in nanoseconds.
    package func quantile(_ part: Double) -> Int {
        var rest = Int(Double(decisions) * part)
        for (duration, count) in counts.enumerated() {
            rest -= Int(count)
            if rest <= 0 { return duration }
        }
        return longest
    }
}
