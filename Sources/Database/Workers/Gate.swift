import Synchronization

/// Lets work in until it is closed, and then waits for what is inside.
final class Gate: Sendable {
    private struct State {
        var isOpen = true
        var inside = 0
        var closing: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    /// - Throws: ``DatabaseError/unreachable(_:)`` once ``close()`` was called.
    func enter() throws(DatabaseError) {
        let isOpen = state.withLock { state in
            if state.isOpen { state.inside += 1 }
            return state.isOpen
        }
        guard isOpen else { throw DatabaseError.unreachable("it was closed") }
    }

    func leave() {
        let closing = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.inside -= 1
            guard state.inside == 0 else { return [] }
            defer { state.closing = [] }
            return state.closing
        }
        for continuation in closing { continuation.resume() }
    }

    /// Refuses what comes later and returns when nothing is inside any more.
    func close() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                state.isOpen = false
                guard state.inside > 0 else { return true }
                state.closing.append(continuation)
                return false
            }
            if isEmpty { continuation.resume() }
        }
    }
}
