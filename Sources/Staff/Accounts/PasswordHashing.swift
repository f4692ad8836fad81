import Database
import Kernel
import Synchronization

/// Hashes passwords one at a time on a thread of its own, and lets only so many wait.
///
/// A hash takes some 20 ms and 19 MiB on purpose. On the threads that everything else runs on, a few dozen people who
/// guess passwords from as many networks would keep the site from answering anybody.
actor PasswordHashing {
    /// How many may wait or be served at the same time; whoever comes then is told to come again.
    static let mostWaiting = 32

    private let executor = QueueExecutor(label: "masthead.passwords")
    private let waiting = Mutex(0)

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Hashes a password with a new salt; see ``Password/hash(_:)``.
    ///
    /// - Throws: ``Problem``: `invalid` for a length that is not taken, `limited` when too many are waiting.
    nonisolated func hash(_ password: String) async throws -> String {
        try await inTurn { try await self.hashed(password) }
    }

    /// Whether a password is the one that was hashed; see ``Password/matches(_:hash:)``.
    ///
    /// - Throws: ``Problem`` of kind `limited` when too many are waiting.
    nonisolated func matches(_ password: String, hash: String) async throws -> Bool {
        try await inTurn { await self.compared(password, hash) }
    }

    private func hashed(_ password: String) throws(Problem) -> String { try Password.hash(password) }

    private func compared(_ password: String, _ hash: String) -> Bool { Password.matches(password, hash: hash) }

    private nonisolated func inTurn<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        let isAdmitted = waiting.withLock { waiting in
            guard waiting < Self.mostWaiting else { return false }
            waiting += 1
            return true
        }
        guard isAdmitted else {
            throw Problem(
                .limited, slug: "sign-in-crowded", title: "Too many people are signing in",
                detail: "Please wait a moment and try again. Nothing was changed.")
        }
        defer { waiting.withLock { $0 -= 1 } }
        return try await work()
    }
}
