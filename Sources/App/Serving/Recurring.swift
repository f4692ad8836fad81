import Logging
import ServiceLifecycle

/// Work that is done again and again until the server stops.
///
/// A turn that fails is told to the operator’s log, and the next one comes all the same.
struct Recurring: Sendable {
    /// How long it rests between two turns.
    let interval: Duration
    /// What the log says when a turn fails.
    let trouble: Logger.Message
    let logger: Logger
    /// How long it waits before its first turn.
    let delay: Duration

    init(every interval: Duration, after delay: Duration = .zero, trouble: Logger.Message, logger: Logger) {
        self.interval = interval
        self.delay = delay
        self.trouble = trouble
        self.logger = logger
    }

    /// Takes turns until the server stops or the task is cancelled.
    func run(_ turn: @escaping @Sendable () async throws -> Void) async {
        await run(from: ()) { _ in try await turn() }
    }

    /// Takes turns that hand something on from each to the next; one that fails hands on what it had come to.
    func run<State: Sendable>(
        from start: State, _ turn: @escaping @Sendable (inout State) async throws -> Void
    ) async {
        await run(from: start, resting: { _ in interval }, turn: turn)
    }

    /// Takes turns after each of which it rests for as long as what they have come to asks for.
    func run<State: Sendable>(
        from start: State, resting rest: @escaping @Sendable (State) -> Duration,
        turn: @escaping @Sendable (inout State) async throws -> Void
    ) async {
        // Only cancellation ends it, and that is how it is meant to end.
        try? await cancelWhenGracefulShutdown {
            var state = start
            if delay > .zero { try await Task.sleep(for: delay) }
            while true {
                do {
                    try await turn(&state)
                } catch is CancellationError {
                    throw CancellationError()
                } catch {
                    logger.error(trouble, metadata: ["error": .string("\(error)")])
                }
                try await Task.sleep(for: rest(state))
            }
        }
    }
}
