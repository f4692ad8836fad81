package import Database
package import Kernel
import Synchronization

/// Writes comments down, many in one transaction, and tells for each when it is durable.
///
/// What comes while a transaction runs waits for the next one, and transactions that follow each other begin a moment apart, so
/// that a crowd costs hardly more of them than a single sender, and leaves the machine to those who read.
package final class CommentWriter: Sendable {
    private struct Waiting: Sendable {
        let draft: CommentDraft
        let answer: CheckedContinuation<CommentBatch.Result, any Error>
    }

    private struct Line {
        var waiting: [Waiting] = []
        var isWriting = false
    }

    /// In one transaction.
    private static let most = 500
    /// From the beginning of one transaction to that of the next, at least.
    private static let interval = Duration.milliseconds(5)
    /// How many may wait.
    private static let longest = 20_000

    private let database: any Database
    private let line = Mutex(Line())

    package init(database: any Database) { self.database = database }

    /// Writes a draft, and returns when it is durable.
    ///
    /// - Throws: ``Problem`` when it cannot be written, of kind `unavailable` when too many wait; ``DatabaseError``.
    package func write(_ draft: CommentDraft) async throws -> CommentReceipt {
        try await withCheckedThrowingContinuation { continuation in
            enter(Waiting(draft: draft, answer: continuation))
        }.get()
    }

    /// What is known before something is written: what became of the same form when it was sent before, `nil` when it was not;
    /// and what was decided about the discussion.
    package func circumstances(
        of nonce: CommentDraft.Nonce, under article: ArticleID, at now: Timestamp
    ) async throws -> (earlier: CommentReceipt?, standing: DiscussionStanding) {
        try await database.read { connection in
            let earlier = try connection.value(
                Comment.ID.self,
                "SELECT comment FROM comment_nonce WHERE nonce = \(nonce.digest) AND expires > \(now)")
            return (earlier.map { .repeated($0) }, try DiscussionStanding.of(article, in: connection))
        }
    }

    private func enter(_ waiting: Waiting) {
        let (isTaken, begins) = line.withLock { line in
            guard line.waiting.count < Self.longest else { return (false, false) }
            line.waiting.append(waiting)
            defer { line.isWriting = true }
            return (true, !line.isWriting)
        }
        guard isTaken else {
            return waiting.answer.resume(
                returning: .failure(
                    Problem(
                        .unavailable, slug: "comments-busy", title: "Too many comments come at once",
                        detail: "Yours was not taken in. Please send it again in a moment.")))
        }
        if begins { Task { await writeAll() } }
    }

    private func writeAll() async {
        var next = ContinuousClock.now
        while true {
            // It is nobody’s to cancel, and all who wait are answered in any case.
            try? await Task.sleep(until: next, clock: .continuous)
            next = .now + Self.interval
            let batch = line.withLock { line in
                let batch = Array(line.waiting.prefix(Self.most))
                line.waiting.removeFirst(batch.count)
                if batch.isEmpty { line.isWriting = false }
                return batch
            }
            guard !batch.isEmpty else { return }
            await write(batch)
        }
    }

    private func write(_ batch: [Waiting]) async {
        let drafts = batch.map(\.draft)
        do {
            let results = try await database.write { try CommentBatch.write(drafts, in: $0) }
            for (waiting, result) in zip(batch, results) { waiting.answer.resume(returning: result) }
        } catch DatabaseError.constraint where batch.count > 1 {
            // One that the schema refuses, such as a name that another node gave away just now, must not take the others
            // with it.
            for waiting in batch { await write([waiting]) }
        } catch {
            for waiting in batch { waiting.answer.resume(throwing: error) }
        }
    }
}
