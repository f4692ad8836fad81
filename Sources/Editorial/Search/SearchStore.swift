package import Database

/// Finds articles by their words.
package struct SearchStore: Sendable {
    private let database: any Database

    package init(database: any Database) { self.database = database }

    /// Looks for articles, best first; any text is a valid query.
    ///
    /// - Parameters:
    ///   - limit: At most 50.
    ///   - offset: How many of the best to leave out.
    package func search(_ query: String, limit: Int = 20, offset: Int = 0) async throws -> SearchResult {
        SearchResult(hits: [], hasMore: false, correctedQuery: nil)
    }
}
