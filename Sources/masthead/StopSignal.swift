import UnixSignals

/// Ctrl-C, or a polite request to end, for a command that has to finish what it has begun.
enum StopSignal {
    /// Returns when it has come, or the task is cancelled.
    static func waited() async {
        for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return }
    }
}
