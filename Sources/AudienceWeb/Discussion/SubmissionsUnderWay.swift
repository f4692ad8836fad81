import Audience
import Synchronization

/// Lets a form that is sent twice at the same time be taken in once: who comes second waits for what becomes of the first.
final class SubmissionsUnderWay: Sendable {
    private let tasks = Mutex<[[UInt8]: Task<CommentReceipt, any Error>]>([:])

    /// - Parameter nonce: What the form is known by.
    func receipt(
        for nonce: [UInt8], _ send: @escaping @Sendable () async throws -> CommentReceipt
    ) async throws -> CommentReceipt {
        let (task, isFirst) = tasks.withLock { tasks in
            if let known = tasks[nonce] { return (known, false) }
            let task = Task {
                defer { self.tasks.withLock { $0[nonce] = nil } }
                return try await send()
            }
            tasks[nonce] = task
            return (task, true)
        }
        let receipt = try await task.value
        if case .written(let id, _, _, _) = receipt, !isFirst { return .repeated(id) }
        return receipt
    }
}
