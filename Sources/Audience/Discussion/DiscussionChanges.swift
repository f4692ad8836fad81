package import Database
package import Kernel
import Synchronization

/// Tells which discussions have changed since it was last asked, on whichever node.
package final class DiscussionChanges: Sendable {
    private struct Seen {
        /// `nil` before it was first asked.
        var change: Int?
        var decided = Timestamp(milliseconds: 0)
    }

    /// Clocks of nodes may differ by so much.
    private static let leeway = Duration.seconds(10)

    private let database: any Database
    private let seen = Mutex(Seen())

    package init(database: any Database) { self.database = database }

    /// Asks; the first time it only takes note of how things are.
    package func next(at now: Timestamp) async throws -> Set<ArticleID> {
        let (known, decided) = seen.withLock { ($0.change, $0.decided) }
        let (change, articles) = try await database.read { connection in
            let change = try ChangeNumber.last(in: connection)
            guard let known else { return (change, Set<ArticleID>()) }
            let changed: [Row] =
                change == known
                ? [] : try connection.rows("SELECT DISTINCT article FROM comment WHERE change > \(known)")
            // Closing and opening are no changes of comments.
            let closed = try connection.rows(
                "SELECT article FROM discussion WHERE closed >= \(decided) OR opened >= \(decided)")
            return (change, Set(try (changed + closed).map { try $0.value("article", as: ArticleID.self) }))
        }
        seen.withLock { seen in
            seen.change = max(change, seen.change ?? 0)
            seen.decided = now.advanced(by: .zero - Self.leeway)
        }
        return articles
    }
}
