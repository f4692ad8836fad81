/// An article that matches what a reader looked for.
package struct SearchHit: Sendable, Hashable {
    /// A stretch of an excerpt.
    package struct Run: Sendable, Hashable {
        package let text: String
        /// Whether this is what was looked for.
        package let isMatch: Bool

        package init(text: String, isMatch: Bool) {
            self.text = text
            self.isMatch = isMatch
        }
    }

    package let article: ArticleSummary
    package let excerpt: [Run]

    package init(article: ArticleSummary, excerpt: [Run]) {
        self.article = article
        self.excerpt = excerpt
    }
}

/// The answer to a search.
package struct SearchResult: Sendable, Hashable {
    /// Best first.
    package let hits: [SearchHit]
    /// Whether there are more than these.
    package let hasMore: Bool
    /// What was looked for instead, when nothing matched as typed and a close spelling did.
    package let correctedQuery: String?

    package init(hits: [SearchHit], hasMore: Bool, correctedQuery: String?) {
        self.hits = hits
        self.hasMore = hasMore
        self.correctedQuery = correctedQuery
    }
}
