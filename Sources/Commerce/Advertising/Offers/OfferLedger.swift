package import Database
package import Kernel

/// Writes down what happens to offers, many in one transaction; an event of an offer counts once at most.
package final class OfferLedger: Sendable {
    /// Why hits were not written down; for the operator.
    package enum Trouble: Sendable, Hashable {
        case notWritten(hits: Int, reason: String)
        /// More hits came than could be written; so many were not taken in.
        case lineIsFull(hits: Int)
    }

    /// An event that was counted towards the goal of its flight.
    package struct Counted: Sendable, Hashable {
        package let flight: Flight.ID
        /// When the offer was made, and by which server.
        package let made: Timestamp
        package let node: NodeNumber
    }

    /// In one transaction, at most.
    package static let largestBatch = 1024

    /// What became of a hit, `nil` when it could not be written; called once, on any thread.
    package typealias Completion = @Sendable (_ outcome: Hit.Outcome?) -> Void

    private let line: CommitLine<Hit, Hit.Outcome?>

    /// - Parameters:
    ///   - capacity: How many hits may wait for a transaction.
    ///   - counted: Is told after each transaction what was counted.
    ///   - report: Is told once for each transaction that failed, or before which hits had to be turned away.
    package init(
        database: any Database, seal: CurrentSeal, capacity: Int = 16_384,
        counted: @escaping @Sendable ([Counted]) -> Void = { _ in },
        report: @escaping @Sendable (Trouble) -> Void = { _ in }
    ) {
        line = CommitLine(
            capacity: capacity, largestBatch: Self.largestBatch, turnedAway: nil,
            isFull: { report(.lineIsFull(hits: $0)) },
            write: { hits in
                let claims = hits.map { Claim($0, seal) }
                return await Self.write(claims, to: database, counted, report)
            })
    }

    /// Takes a hit in; doesn’t wait.
    package func enter(_ hit: Hit, completion: @escaping Completion) { line.enter(hit, completion: completion) }

    /// Takes a hit in, and returns what became of it once that is durable; `nil` when it could not be written.
    package func enter(_ hit: Hit) async -> Hit.Outcome? {
        await withCheckedContinuation { continuation in enter(hit) { continuation.resume(returning: $0) } }
    }

    /// Takes in no more, and returns once everything that was taken in has been written or given up.
    package func close() async { await line.close() }

    private static func write(
        _ claims: [Claim], to database: any Database, _ counted: @Sendable ([Counted]) -> Void,
        _ report: @Sendable (Trouble) -> Void
    ) async -> [Hit.Outcome?] {
        do {
            let entries = try await database.write { connection in try OfferEntries.write(claims, connection) }
            counted(entries.filter(\.countsForGoal).compactMap(\.counted))
            return entries.map(\.outcome)
        } catch DatabaseError.constraint where claims.count > 1 {
            // One hit that the schema refuses must not take others along.
            var outcomes: [Hit.Outcome?] = []
            for claim in claims { outcomes += await write([claim], to: database, counted, report) }
            return outcomes
        } catch {
            report(.notWritten(hits: claims.count, reason: "\(error)"))
            return claims.map { _ in nil }
        }
    }
}
