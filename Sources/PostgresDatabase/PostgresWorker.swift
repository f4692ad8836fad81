import Database

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The owner of one connection, on a thread of its own because libpq blocks.
actor PostgresWorker {
    private let settings: ConnectionSettings
    private let patience: Duration
    private let executor = QueueExecutor(label: "masthead.postgres")
    /// Absent before the first transaction and after a loss.
    private var session: PostgresSession?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(settings: ConnectionSettings, patience: Duration) {
        self.settings = settings
        self.patience = patience
    }

    func disconnect() { session = nil }

    /// Runs a transaction, and again when the server asks for it or when its connection was lost while it was idle.
    func transact<Value: Sendable>(
        _ mode: TransactionMode, _ cancellation: Cancellation, _ body: @Sendable (any Connection) throws -> Value
    ) throws -> Value {
        let deadline = ContinuousClock.now + patience
        var tries: UInt32 = 0
        var hasForgottenPlans = false
        while true {
            try cancellation.check()
            let isFresh = session == nil
            let session = try connected()
            let transaction = PostgresTransaction(session, mode, cancellation)
            do {
                return try transaction.run(body)
            } catch {
                end(transaction, session)
                if session.isLost, !transaction.hasBegun, !isFresh { continue }
                switch transaction.failure?.remedy {
                case .runAgain where ContinuousClock.now < deadline:
                    tries += 1
                    pause(before: tries)
                case .forgetPlans where !hasForgottenPlans:
                    hasForgottenPlans = true
                    session.forgetPlans()
                default: throw error
                }
            }
        }
    }

    private func connected() throws(DatabaseError) -> PostgresSession {
        if let session { return session }
        let session = try PostgresSession(settings)
        self.session = session
        return session
    }

    /// Leaves the session without a transaction, or gives it up.
    private func end(_ transaction: PostgresTransaction, _ session: PostgresSession) {
        if session.isLost || !transaction.rollBack() { self.session = nil }
    }

    /// Lets the transactions that were in the way pass; at random, so that two do not meet again and again.
    private func pause(before tries: UInt32) {
        guard tries > 1 else { return }
        usleep(UInt32.random(in: 0...min(tries, 20)) * 1000)
    }
}
