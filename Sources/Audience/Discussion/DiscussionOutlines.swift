package import Database
package import Kernel
import Synchronization

/// The shapes of the discussions that are read, within a limit of memory: what was not asked for longest goes first.
package final class DiscussionOutlines: Sendable {
    private struct Place {
        let outline: DiscussionOutline
        var used: Int
    }

    private struct Shelf {
        var places: [ArticleID: Place] = [:]
        var uses = 0
        /// How many comments readers can read, of discussions whose shape nobody needed.
        var counts: [ArticleID: Int] = [:]
        /// How often something was called stale.
        var stalings = 0
    }

    private static let mostCounts = 50_000

    private let database: any Database
    private let capacity: Int
    private let shelf = Mutex(Shelf())

    /// - Parameter capacity: Of how many comments the places are kept; about 120 bytes each.
    package init(database: any Database, capacity: Int = 400_000) {
        self.database = database
        self.capacity = capacity
    }

    /// A page of a discussion; one beyond the last has no entries.
    ///
    /// - Parameters:
    ///   - number: From 1.
    ///   - length: How many comments stand on a page.
    package func page(_ number: Int, by length: Int, of article: ArticleID, _ sort: DiscussionSort = .oldest)
        async throws -> DiscussionPage
    {
        let outline = outline(of: article)
        try await outline.refreshIfStale()
        defer { makeRoom() }
        return outline.page(number, by: length, sort)
    }

    /// How many comments under an article readers can read.
    package func shownCount(of article: ArticleID) async throws -> Int {
        let outline = outline(of: article)
        try await outline.refreshIfStale()
        defer { makeRoom() }
        return outline.shownCount
    }

    /// How many comments under each of these articles readers can read; none is left out that has any.
    package func shownCounts(of articles: [ArticleID]) async throws -> [ArticleID: Int] {
        let (known, stalings) = shelf.withLock { shelf in (shelf.counts, shelf.stalings) }
        let unknown = articles.filter { known[$0] == nil }
        var counts = articles.reduce(into: [ArticleID: Int]()) { $0[$1] = known[$1] }
        guard !unknown.isEmpty else { return counts }
        let rows = try await database.read { connection in
            try connection.rows(
                """
                SELECT article, count(*) AS shown FROM comment
                WHERE article IN \(list: unknown) AND state = 'shown' GROUP BY article
                """)
        }
        for article in unknown { counts[article] = 0 }
        for row in rows { counts[try row.value("article")] = try row.value("shown") }
        shelf.withLock { [counts] shelf in
            guard shelf.stalings == stalings else { return }
            if shelf.counts.count > Self.mostCounts { shelf.counts.removeAll() }
            for article in unknown { shelf.counts[article] = counts[article] }
        }
        return counts
    }

    /// Where a comment stands in its discussion now, from 0; `nil` when readers don’t see it.
    package func position(
        of comment: Comment.ID, in article: ArticleID, _ sort: DiscussionSort = .oldest
    ) async throws -> Int? {
        let outline = outline(of: article)
        try await outline.refreshIfStale()
        if let position = outline.position(of: comment, sort), outline.state(of: comment) == .shown { return position }
        // Another node may have taken it in a moment ago.
        try await outline.refresh()
        defer { makeRoom() }
        return outline.position(of: comment, sort)
    }

    /// Has these discussions read anew when somebody asks for them.
    package func markStale(_ articles: some Sequence<ArticleID>) {
        let outlines = shelf.withLock { shelf in
            shelf.stalings += 1
            return articles.compactMap { article in
                shelf.counts[article] = nil
                return shelf.places[article]?.outline
            }
        }
        for outline in outlines { outline.markStale() }
    }

    private func outline(of article: ArticleID) -> DiscussionOutline {
        shelf.withLock { shelf in
            shelf.uses += 1
            let outline = shelf.places[article]?.outline ?? DiscussionOutline(of: article, in: database)
            shelf.places[article] = Place(outline: outline, used: shelf.uses)
            return outline
        }
    }

    private func makeRoom() {
        shelf.withLock { shelf in
            // Looking at all of them each time would cost more than what they take meanwhile.
            guard shelf.uses.isMultiple(of: 64) else { return }
            // Empty ones take room, too.
            var size = shelf.places.values.reduce(0) { $0 + $1.outline.count + 16 }
            while size > capacity, shelf.places.count > 1,
                let oldest = shelf.places.min(by: { $0.value.used < $1.value.used })
            {
                size -= oldest.value.outline.count + 16
                shelf.places[oldest.key] = nil
            }
        }
    }
}
