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
    }

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
        let outlines = shelf.withLock { shelf in articles.compactMap { shelf.places[$0]?.outline } }
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
