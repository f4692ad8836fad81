package import Database
import Kernel
import Synchronization

/// Writes clicks down, many in one transaction, and tells for each when it is durable.
///
/// While one transaction is on its way to the disk, what comes meanwhile stands in line and goes into the next one. So a
/// click waits for two transactions at most, and the number of transactions doesn’t grow with the number of clicks.
package final class ClickLedger: Sendable {
    /// Why clicks were not written down; for the operator.
    package enum Trouble: Sendable, Hashable {
        /// So many readers were sent to the merchant’s plain address.
        case notWritten(clicks: Int, reason: String)
        /// More clicks came than could be written; so many were not taken in.
        case lineIsFull(clicks: Int)
    }

    /// Whether a click is durable; called once, on any thread.
    package typealias Completion = @Sendable (_ isDurable: Bool) -> Void

    private struct Entry {
        let click: Click
        let completion: Completion
    }

    private struct Line {
        var entries: [Entry] = []
        var isWriting = false
        var isClosed = false
        var waiting: [CheckedContinuation<Void, Never>] = []
        /// Not taken in since the operator was last told.
        var turnedAway = 0
    }

    /// In one transaction, at most.
    package static let largestBatch = 2048

    private let database: any Database
    private let capacity: Int
    private let report: @Sendable (Trouble) -> Void
    private let line = Mutex(Line())

    /// - Parameters:
    ///   - capacity: How many clicks may wait for a transaction.
    ///   - report: Is told once for each transaction that failed, or before which clicks had to be turned away.
    package init(
        database: any Database, capacity: Int = 16_384, report: @escaping @Sendable (Trouble) -> Void = { _ in }
    ) {
        self.database = database
        self.capacity = capacity
        self.report = report
    }

    /// Takes a click in; doesn’t wait.
    package func enter(_ click: Click, completion: @escaping Completion) {
        enum Next { case begins, stands, isTurnedAway }
        let next = line.withLock { line -> Next in
            guard !line.isClosed, line.entries.count < capacity else {
                line.turnedAway += 1
                return .isTurnedAway
            }
            line.entries.append(Entry(click: click, completion: completion))
            guard !line.isWriting else { return .stands }
            line.isWriting = true
            return .begins
        }
        switch next {
        case .begins: Task { await writeAll() }
        case .stands: break
        case .isTurnedAway: completion(false)
        }
    }

    /// Takes a click in, and returns whether it is durable.
    package func enter(_ click: Click) async -> Bool {
        await withCheckedContinuation { continuation in
            enter(click) { continuation.resume(returning: $0) }
        }
    }

    /// Takes in no more, and returns once everything that was taken in has been written or given up.
    package func close() async {
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
            if turnedAway > 0 { report(.lineIsFull(clicks: turnedAway)) }
            for (entry, isDurable) in zip(batch, await write(batch.map(\.click))) { entry.completion(isDurable) }
        }
    }

    private func nextBatch() -> (batch: [Entry], turnedAway: Int)? {
        let (next, waiting) = line.withLock {
            line -> ((batch: [Entry], turnedAway: Int)?, [CheckedContinuation<Void, Never>]) in
            guard !line.entries.isEmpty else {
                line.isWriting = false
                defer { line.waiting = [] }
                return (nil, line.waiting)
            }
            let batch = Array(line.entries.prefix(Self.largestBatch))
            line.entries.removeFirst(batch.count)
            defer { line.turnedAway = 0 }
            return ((batch, line.turnedAway), [])
        }
        for continuation in waiting { continuation.resume() }
        return next
    }

    /// Which of the clicks are durable.
    private func write(_ clicks: [Click]) async -> [Bool] {
        do {
            try await database.write { connection in try Self.insert(clicks, connection) }
            return clicks.map { _ in true }
        } catch DatabaseError.constraint where clicks.count > 1 {
            // One click that the schema refuses must not take others along.
            var written: [Bool] = []
            for click in clicks { written += await write([click]) }
            return written
        } catch {
            report(.notWritten(clicks: clicks.count, reason: "\(error)"))
            return clicks.map { _ in false }
        }
    }

    private static let insertion = Insertion(into: "click", ["id", "link", "programme", "at", "outcome"])

    private static func insert(_ clicks: [Click], _ connection: any Connection) throws {
        try connection.insert(
            clicks.map { click in
                [
                    click.id.databaseValue, click.link.databaseValue, click.programme?.databaseValue ?? .null,
                    click.at.databaseValue, click.outcome.databaseValue,
                ]
            }, by: insertion)
    }
}
