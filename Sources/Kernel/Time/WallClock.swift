#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where the time comes from; what depends on the time of day takes one, so that a test can set it.
package protocol WallClock: Sendable {
    func now() -> Timestamp
}

/// The machine's clock.
package struct SystemClock: WallClock {
    package init() {}

    package func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// A clock that stands still.
package struct FixedClock: WallClock {
    private let timestamp: Timestamp

    package init(_ timestamp: Timestamp) { self.timestamp = timestamp }

    package func now() -> Timestamp { timestamp }
}
