import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Tells on standard error how far long work has come: one line that is written over on a terminal, nothing elsewhere.
final class Progress: Sendable {
    private let things: String
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let start = ContinuousClock.now
    private let hasWritten = Mutex(false)

    init(of things: String) { self.things = things }

    func reach(_ count: Int) {
        guard isTerminal else { return }
        let seconds = max(0.001, (ContinuousClock.now - start) / .seconds(1))
        write("\r\u{1B}[K\(count) \(things), \(Int(Double(count) / seconds)) a second")
        hasWritten.withLock { $0 = true }
    }

    /// Takes the line away.
    func end() {
        if hasWritten.withLock({ $0 }) { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        #if canImport(Glibc)
            _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        #else
            _ = bytes.withUnsafeBytes { Darwin.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        #endif
    }
}
