import App
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Tells how far sending has come: on a terminal by a bar that is written over, elsewhere by a line every ten seconds.
final class SendingLine: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let last = Mutex<ContinuousClock.Instant?>(nil)

    private static let interval = Duration.seconds(10)
    private static let width = 24

    func show(_ state: NewsletterSending.State) {
        if isTerminal {
            let filled = state.share.map { Int(Double(Self.width) * $0) } ?? 0
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: Self.width - filled)
            return write("\r\u{1B}[K\(bar) \(state.text)")
        }
        let now = ContinuousClock.now
        let isDue = last.withLock { last in
            guard last.map({ now - $0 >= Self.interval }) ?? true else { return false }
            last = now
            return true
        }
        if isDue { write(state.text + "\n") }
    }

    /// Takes the line away.
    func end() {
        if isTerminal { write("\r\u{1B}[K") }
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
