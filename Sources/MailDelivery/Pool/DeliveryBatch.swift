import Synchronization

/// One message of a batch and what became of it.
package struct DeliveryResult: Sendable, Hashable {
    /// Its place in the batch.
    package let index: Int
    package let outcome: DeliveryOutcome
}

/// The messages of a batch that are under way, for whoever waits for them.
final class DeliveryBatch: Sendable {
    private struct State {
        var results: [DeliveryResult] = []
        var underWay = 0
        var waiter: CheckedContinuation<[DeliveryResult], Never>?
        /// Whether the next one to wait is let go at once.
        var isNudged = false
    }

    private let state = Mutex(State())
    /// So many are worth telling at once.
    private let most: Int

    init(most: Int) { self.most = most }

    func add(_ count: Int) { state.withLock { $0.underWay += count } }

    func ended(_ index: Int, _ outcome: DeliveryOutcome) {
        let woken = state.withLock { state -> (CheckedContinuation<[DeliveryResult], Never>, [DeliveryResult])? in
            state.results.append(DeliveryResult(index: index, outcome: outcome))
            state.underWay -= 1
            return state.underWay == 0 || state.results.count >= most ? Self.wake(&state) : nil
        }
        woken?.0.resume(returning: woken?.1 ?? [])
    }

    /// Lets go whoever waits, with what there is.
    func nudge() {
        let woken = state.withLock { state in
            let woken = Self.wake(&state)
            if woken == nil { state.isNudged = true }
            return woken
        }
        woken?.0.resume(returning: woken?.1 ?? [])
    }

    /// Some results, or after a while none.
    func next() async -> [DeliveryResult] {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state -> [DeliveryResult]? in
                let isWorthTelling = !state.results.isEmpty && (state.underWay == 0 || state.results.count >= most)
                if isWorthTelling || state.isNudged {
                    defer {
                        state.results = []
                        state.isNudged = false
                    }
                    return state.results
                }
                state.waiter = continuation
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }

    private static func wake(_ state: inout State) -> (CheckedContinuation<[DeliveryResult], Never>, [DeliveryResult])?
    {
        guard let waiter = state.waiter else { return nil }
        defer {
            state.waiter = nil
            state.results = []
        }
        return (waiter, state.results)
    }
}
