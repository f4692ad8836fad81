#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How long the processor worked for something, whatever else the machine does meanwhile.
package enum ProcessorTime {
    /// - Parameter body: Runs on the thread that asks, without suspending.
    package static func measure(_ body: () -> Void) -> Duration {
        let start = now()
        body()
        return now() - start
    }

    private static func now() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
