import CoreMetrics

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the process takes from the machine, under the names that Prometheus clients share.
enum ProcessFigures {
    static func record(in metrics: any MetricsFactory) {
        guard let memory = residentMemory() else { return }
        metrics.makeMeter(label: "process_resident_memory_bytes", dimensions: []).set(Int64(memory))
    }

    /// In bytes; from `/proc/self/statm`, so `nil` where there is none.
    private static func residentMemory() -> Int? {
        guard let file = fopen("/proc/self/statm", "r") else { return nil }
        defer { fclose(file) }
        var total = 0
        var resident = 0
        guard
            withUnsafeMutablePointer(
                to: &total,
                { total in
                    withUnsafeMutablePointer(to: &resident) { resident in
                        withVaList([total, resident]) { vfscanf(file, "%ld %ld", $0) }
                    }
                }) == 2
        else { return nil }
        return resident * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
