import Synchronization

/// Carries a task's cancellation to the thread on which its transaction runs.
final class Cancellation: Sendable {
    private let isCancelled = Atomic(false)

    func cancel() { isCancelled.store(true, ordering: .relaxed) }

    func check() throws(CancellationError) {
        guard !isCancelled.load(ordering: .relaxed) else { throw CancellationError() }
    }
}
