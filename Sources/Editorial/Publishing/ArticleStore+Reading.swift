package import Kernel

extension ArticleStore {
    /// The article that has this slug now, ready for its page.
    ///
    /// - Parameters:
    ///   - today: The day against which facts are stale or not.
    package func publishedArticle(_ slug: Slug, today: CalendarDay) async throws -> PublishedArticle? { nil }

    /// The article's slug of today when `slug` is one that it had before.
    package func redirect(from slug: Slug) async throws -> Slug? { nil }

    /// The articles with these identifiers, in no order; unknown ones are left out.
    package func summaries(of identifiers: [ArticleID]) async throws -> [ArticleSummary] { [] }

    /// Every revision, newest first.
    package func revisions(_ slug: Slug) async throws -> [Revision] { [] }
}
