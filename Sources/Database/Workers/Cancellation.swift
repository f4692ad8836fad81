import Synchronization

/// Carries a task's cancellation to the thread on which its transaction runs.
package final class Cancellation: Sendable {
    private let isCancelled = Atomic(false)

    package func cancel() { isCancelled.store(true, ordering: .relaxed) }

    package func check() throws(CancellationError) {
        guard !isCancelled.load(ordering: .relaxed) else { throw CancellationError() }
    }
}
