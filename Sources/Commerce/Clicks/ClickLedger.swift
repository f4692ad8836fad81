package import Database
import Kernel

/// Writes clicks down, and tells for each when it is durable.
///
/// A click is durable when it is in the journal on this machine’s disk; a moment later it is a row. So a reader waits for one
/// flush of a file, and neither for the transactions of others nor for a database that is away.
package struct ClickLedger: Sendable {
    /// Why clicks were not written down, or not yet; for the operator.
    package enum Trouble: Sendable, Hashable {
        /// So many readers were sent to the merchant’s plain address.
        case notWritten(clicks: Int, reason: String)
        /// More clicks came than could be written; so many were not taken in.
        case lineIsFull(clicks: Int)
        /// Clicks are in the journal, and the database doesn’t take them at present.
        case notPosted(reason: String)
        /// The database will never take this one.
        case refused(Click, reason: String)
    }

    /// Whether what was entered is durable; called once, on any thread.
    package typealias Completion = EventJournal<Click>.Completion

    /// How often a second it should be asked to ``post()``.
    package static let postsPerSecond = 4
    /// From so many clicks a second on, the database is left alone until they get fewer.
    private static let peak = 20_000
    private static let insertion = Insertion(
        into: "click", ["id", "link", "programme", "at", "outcome"], onConflict: "ON CONFLICT (id) DO NOTHING")

    private let journal: EventJournal<Click>

    /// - Parameters:
    ///   - folder: Where the journal is kept.
    ///   - report: Is told of each failure, once for all clicks that it concerns.
    package init(
        database: any Database, folder: String, limits: EventJournal<Click>.Limits = .init(),
        report: @escaping @Sendable (Trouble) -> Void = { _ in }
    ) {
        journal = EventJournal(folder: folder, limits: limits) { trouble in
            switch trouble {
            case .notWritten(let clicks, let reason): report(.notWritten(clicks: clicks, reason: reason))
            case .lineIsFull(let clicks): report(.lineIsFull(clicks: clicks))
            case .notPosted(let reason): report(.notPosted(reason: reason))
            }
        } post: { clicks in
            try await Self.post(clicks, to: database, report)
        }
    }

    /// Takes clicks in, all or none; doesn’t wait.
    package func enter(_ clicks: [Click], completion: @escaping Completion) {
        journal.enter(clicks, completion: completion)
    }

    /// Takes a click in, and returns whether it is durable.
    package func enter(_ click: Click) async -> Bool { await journal.enter(click) }

    /// Makes rows of the clicks that are in the journal, unless very many come just now.
    package func post() async { await journal.postWhenQuiet(peak: Self.peak / Self.postsPerSecond) }

    /// Makes rows of all clicks that are in the journal.
    ///
    /// - Throws: ``DatabaseError``; then the clicks stay in the journal.
    package func settle() async throws { try await journal.settle() }

    /// Takes in no more, and returns once everything that was taken in has been written, and made rows of if the database is
    /// there.
    package func close() async { await journal.close() }

    private static func post(
        _ clicks: [Click], to database: any Database, _ report: @Sendable (Trouble) -> Void
    ) async throws {
        do {
            try await database.write { connection in try connection.insert(clicks.map(\.row), by: insertion) }
        } catch DatabaseError.constraint(_, let reason) {
            guard clicks.count == 1 else {
                // One click that the schema refuses must not hold up the others.
                for click in clicks { try await post([click], to: database, report) }
                return
            }
            report(.refused(clicks[0], reason: reason))
        }
    }
}

extension Click {
    fileprivate var row: [Value] {
        [
            id.databaseValue, link.databaseValue, programme?.databaseValue ?? .null, at.databaseValue,
            outcome.databaseValue,
        ]
    }
}
