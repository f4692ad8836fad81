import Synchronization

/// Writes entries down, many in one transaction, and tells for each what became of it.
///
/// While one transaction is on its way to the disk, what comes meanwhile stands in line and goes into the next one. So an
/// entry waits for two transactions at most, and the number of transactions doesn’t grow with the number of entries.
final class CommitLine<Entry: Sendable, Answer: Sendable>: Sendable {
    /// Called once, on any thread.
    typealias Completion = @Sendable (Answer) -> Void

    private struct Standing {
        let entry: Entry
        let completion: Completion
    }

    private struct Line {
        var standing: [Standing] = []
        var isWriting = false
        var isClosed = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        /// Not taken in since it was last told.
        var turnedAway = 0
    }

    private enum Next { case begins, stands, isTurnedAway }

    private let capacity: Int
    private let largestBatch: Int
    private let turnedAway: Answer
    private let isFull: @Sendable (_ entries: Int) -> Void
    private let write: @Sendable ([Entry]) async -> [Answer]
    private let line = Mutex(Line())

    /// - Parameters:
    ///   - capacity: How many entries may wait for a transaction.
    ///   - turnedAway: The answer to an entry that finds no place.
    ///   - isFull: Is told before the next transaction how many found none.
    ///   - write: Writes a batch in one transaction; answers for each entry, in their order.
    init(
        capacity: Int, largestBatch: Int, turnedAway: Answer, isFull: @escaping @Sendable (_ entries: Int) -> Void,
        write: @escaping @Sendable ([Entry]) async -> [Answer]
    ) {
        self.capacity = capacity
        self.largestBatch = largestBatch
        self.turnedAway = turnedAway
        self.isFull = isFull
        self.write = write
    }

    /// Takes an entry in; doesn’t wait.
    func enter(_ entry: Entry, completion: @escaping Completion) {
        let next = line.withLock { line -> Next in
            guard !line.isClosed, line.standing.count < capacity else {
                line.turnedAway += 1
                return .isTurnedAway
            }
            line.standing.append(Standing(entry: entry, completion: completion))
            guard !line.isWriting else { return .stands }
            line.isWriting = true
            return .begins
        }
        switch next {
        case .begins: Task { await writeAll() }
        case .stands: break
        case .isTurnedAway: completion(turnedAway)
        }
    }

    /// Takes in no more, and returns once everything that was taken in has been written or given up.
    func close() async {
        await withCheckedContinuation { continuation in
            let isDone = line.withLock { line in
                line.isClosed = true
                if line.isWriting { line.waiting.append(continuation) }
                return !line.isWriting
            }
            if isDone { continuation.resume() }
        }
    }

    private func writeAll() async {
        while let (batch, turnedAway) = nextBatch() {
            if turnedAway > 0 { isFull(turnedAway) }
            for (standing, answer) in zip(batch, await write(batch.map(\.entry))) { standing.completion(answer) }
        }
    }

    private func nextBatch() -> (batch: [Standing], turnedAway: Int)? {
        let (next, waiting) = line.withLock {
            line -> ((batch: [Standing], turnedAway: Int)?, [CheckedContinuation<Void, Never>]) in
            guard !line.standing.isEmpty else {
                line.isWriting = false
                defer { line.waiting = [] }
                return (nil, line.waiting)
            }
            let batch = Array(line.standing.prefix(largestBatch))
            line.standing.removeFirst(batch.count)
            defer { line.turnedAway = 0 }
            return ((batch, line.turnedAway), [])
        }
        for continuation in waiting { continuation.resume() }
        return next
    }
}
