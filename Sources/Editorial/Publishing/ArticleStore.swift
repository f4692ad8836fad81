package import Database
package import Kernel

/// Keeps articles: their revisions, addresses, dates and corrections.
///
/// ``ArticleStore`` writes; what readers see comes from the extension in `ArticleStore+Reading.swift`.
package struct ArticleStore: Sendable {
    let database: any Database
    let changes: ChangeFeed
    /// Slugs that are pages of their own, such as `search`, which no article may take.
    let reservedSlugs: Set<Slug>

    package init(database: any Database, changes: ChangeFeed, reservedSlugs: Set<Slug> = []) {
        self.database = database
        self.changes = changes
        self.reservedSlugs = reservedSlugs
    }

    /// Publishes an article, or the next revision of the article that has the draft's slug.
    ///
    /// - Parameters:
    ///   - note: What changed and why, in plain text; for the first revision it may be empty.
    /// - Throws: ``Problem``: `invalid` with field errors, or `conflict` when the slug is or was another's.
    @discardableResult
    package func publish(_ draft: ArticleDraft, at moment: Timestamp, note: String) async throws -> Publication {
        throw Problem(.unavailable, slug: "article-store", title: "Not ready", detail: "")
    }

    /// Publishes many articles with their own dates in one transaction; all of them, or none.
    ///
    /// - Throws: ``Problem``: `invalid` with field errors that name the article, or `conflict` when a slug is taken.
    @discardableResult
    package func publish(contentsOf articles: [ArchivedArticle]) async throws -> [Publication] {
        throw Problem(.unavailable, slug: "article-store", title: "Not ready", detail: "")
    }

    /// Records that somebody checked the whole article.
    ///
    /// - Throws: ``Problem`` of kind `notFound`.
    package func reviewed(_ slug: Slug, at moment: Timestamp) async throws {}

    /// Gives an article another slug; the one it had leads to it for good.
    ///
    /// - Throws: ``Problem``: `notFound`, or `conflict` when the new slug is or was another's.
    package func rename(_ slug: Slug, to newSlug: Slug, at moment: Timestamp) async throws {}

    /// Publishes a correction together with the text that it corrects.
    ///
    /// - Throws: ``Problem`` as ``publish(_:at:note:)`` does, or `notFound` when there is no such article.
    @discardableResult
    package func correct(
        _ slug: Slug, _ correction: Correction, draft: ArticleDraft, at moment: Timestamp
    ) async throws -> Publication {
        throw Problem(.unavailable, slug: "article-store", title: "Not ready", detail: "")
    }
}
