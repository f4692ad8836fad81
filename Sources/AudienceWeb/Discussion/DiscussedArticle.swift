package import Kernel

/// The article that a discussion is under, as far as the discussion has to know it.
package struct DiscussedArticle: Sendable, Hashable {
    package let id: ArticleID
    package let slug: Slug
    package let title: String
    package let published: Timestamp

    package init(id: ArticleID, slug: Slug, title: String, published: Timestamp) {
        self.id = id
        self.slug = slug
        self.title = title
        self.published = published
    }
}

/// Finds published articles for those who discuss them.
package protocol ArticleFinder: Sendable {
    /// `nil` when there is no such article that readers can read.
    func article(_ slug: Slug) async throws -> DiscussedArticle?
    /// `nil` when there is no such article that readers can read.
    func article(_ id: ArticleID) async throws -> DiscussedArticle?
}

/// What the publisher decided about discussions.
package struct DiscussionRules: Sendable, Hashable {
    /// Whether readers can write at all.
    package var isOn: Bool
    /// After how many days a discussion closes; 0 when it never does.
    package var closeAfterDays: Int

    package init(isOn: Bool = true, closeAfterDays: Int = 0) {
        self.isOn = isOn
        self.closeAfterDays = closeAfterDays
    }

    func isPastClosing(_ article: DiscussedArticle, at now: Timestamp) -> Bool {
        closeAfterDays > 0 && article.published.advanced(by: .seconds(86_400 * closeAfterDays)) <= now
    }
}
