/// A fixed number of workers, each with a connection and a thread that may block, and the queue before them.
package final class WorkerPool<Worker: Actor>: Sendable {
    private let workers: [Worker]
    private let pool: FairPool<Worker>
    private let gate = Gate()

    package init(_ workers: [Worker]) {
        self.workers = workers
        pool = FairPool(workers)
    }

    /// Runs `work` on the next free worker; who has waited longest is next.
    ///
    /// - Throws: ``DatabaseError/unreachable(_:)`` after ``close(_:)``, `CancellationError` when the task is cancelled
    ///   while it waits, or what `work` throws.
    package func run<Result>(_ work: (Worker, Cancellation) async throws -> Result) async throws -> Result {
        try gate.enter()
        defer { gate.leave() }
        let worker = try await pool.lend()
        defer { pool.takeBack(worker) }
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await work(worker, cancellation)
        } onCancel: {
            cancellation.cancel()
        }
    }

    /// Refuses what comes later, lets what is here end, and then lets each worker go by `end`.
    package func close(_ end: (Worker) async -> Void) async {
        await gate.close()
        for worker in workers { await end(worker) }
    }
}
