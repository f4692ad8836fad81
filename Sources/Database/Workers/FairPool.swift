import Synchronization

/// Lends a fixed number of elements; who has waited longest is next.
final class FairPool<Element: Sendable>: Sendable {
    private struct Waiter {
        let number: UInt64
        let continuation: CheckedContinuation<Element, any Error>
    }

    private struct State {
        var idle: [Element]
        var waiters: [Waiter] = []
        var nextNumber: UInt64 = 0
    }

    private let state: Mutex<State>

    init(_ elements: [Element]) {
        // The first element is lent first, so that few connections are made while few are needed.
        state = Mutex(State(idle: elements.reversed()))
    }

    /// Waits for an element, which has to be given back with ``takeBack(_:)``.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before there is one.
    func lend() async throws -> Element {
        let number = state.withLock { state in
            state.nextNumber += 1
            return state.nextNumber
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let lent = state.withLock { state -> Result<Element, any Error>? in
                    // The handler below runs after the task counts as cancelled: whichever comes first here, one sees it.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if let element = state.idle.popLast() { return .success(element) }
                    state.waiters.append(Waiter(number: number, continuation: continuation))
                    return nil
                }
                if let lent { continuation.resume(with: lent) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.number == number }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    func takeBack(_ element: Element) {
        let waiter = state.withLock { state -> Waiter? in
            guard state.waiters.isEmpty else { return state.waiters.removeFirst() }
            state.idle.append(element)
            return nil
        }
        waiter?.continuation.resume(returning: element)
    }
}
