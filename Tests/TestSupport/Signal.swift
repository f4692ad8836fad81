import Dispatch
import Synchronization

/// Lets one part of a test go on when another has come to a point; it may be raised before anybody waits.
package final class Signal: Sendable {
    private struct State {
        var isRaised = false
        var continuations: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let group = DispatchGroup()

    package init() { group.enter() }

    package func raise() {
        let continuations = state.withLock { state in
            if !state.isRaised { group.leave() }
            state.isRaised = true
            defer { state.continuations = [] }
            return state.continuations
        }
        for continuation in continuations { continuation.resume() }
    }

    package func wait() async {
        await withCheckedContinuation { continuation in
            let isRaised = state.withLock { state in
                if !state.isRaised { state.continuations.append(continuation) }
                return state.isRaised
            }
            if isRaised { continuation.resume() }
        }
    }

    /// Waits on the thread that it is called from, for the bodies of transactions; at most a minute, so that a test
    /// that has failed ends.
    package func waitOnThread() { _ = group.wait(timeout: .now() + 60) }
}
