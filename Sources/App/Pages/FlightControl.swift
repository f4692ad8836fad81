import Synchronization

/// Lets those who want the same thing at the same time share the work of making it.
final class FlightControl<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let underWay = Mutex<[Key: Task<Value, any Error>]>([:])

    /// The result of the work that is under way for this key, or else of `make`.
    func result(for key: Key, make: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = underWay.withLock { underWay in
            if let known = underWay[key] { return known }
            let task = Task {
                defer { self.underWay.withLock { $0[key] = nil } }
                return try await make()
            }
            underWay[key] = task
            return task
        }
        return try await task.value
    }
}
