package import Database
package import Kernel

/// Keeps facts with their history, and the articles in step with them.
package struct FactStore: Sendable {
    private let database: any Database
    private let changes: ChangeFeed

    package init(database: any Database, changes: ChangeFeed) {
        self.database = database
        self.changes = changes
    }

    /// Adds a fact.
    ///
    /// - Throws: ``Problem``: `invalid` with field errors, or `conflict` when there is a fact of this slug.
    package func save(_ fact: Fact, at moment: Timestamp) async throws {
        throw Problem(.unavailable, slug: "fact-store", title: "Not ready", detail: "")
    }

    /// Changes a fact's value, and with it every published article that shows it.
    ///
    /// Each of those articles gets a revision whose note names the change. All of it happens, or nothing.
    ///
    /// - Returns: The slugs of the articles that changed.
    /// - Throws: ``Problem``: `invalid` with field errors, or `notFound`.
    @discardableResult
    package func change(_ slug: Slug, to change: FactChange, at moment: Timestamp) async throws -> [Slug] {
        throw Problem(.unavailable, slug: "fact-store", title: "Not ready", detail: "")
    }

    /// Records that somebody looked at a fact again and found that it still stands.
    ///
    /// - Throws: ``Problem`` of kind `notFound`.
    package func confirm(_ slug: Slug, on day: CalendarDay) async throws {}

    package func fact(_ slug: Slug) async throws -> Fact? { nil }

    /// Every fact, by label.
    package func facts() async throws -> [Fact] { [] }

    /// Every state of a fact, newest first.
    package func history(_ slug: Slug) async throws -> [FactRevision] { [] }

    /// The facts that are due for review on `day`, the longest overdue first.
    package func stale(on day: CalendarDay) async throws -> [Fact] { [] }

    /// The published articles that show a fact in their text or list, newest first.
    package func uses(of slug: Slug) async throws -> [ArticleSummary] { [] }
}
