package import Kernel

extension ArticleStore {
    /// All articles, newest first.
    package func latest(_ limit: Int, before cursor: Cursor? = nil) async throws -> Listing<ArticleSummary> {
        Listing(items: [], next: nil)
    }

    /// A section's articles, newest first.
    package func articles(
        inSection section: Slug, _ limit: Int, before cursor: Cursor? = nil
    ) async throws -> Listing<ArticleSummary> { Listing(items: [], next: nil) }

    /// A topic's articles, newest first.
    package func articles(
        onTopic topic: Slug, _ limit: Int, before cursor: Cursor? = nil
    ) async throws -> Listing<ArticleSummary> { Listing(items: [], next: nil) }

    /// The articles in which a person had a part, newest first.
    ///
    /// - Parameters:
    ///   - role: Which part, or `nil` for any.
    package func articles(
        byPerson person: Slug, as role: BylineRole? = nil, _ limit: Int, before cursor: Cursor? = nil
    ) async throws -> Listing<ArticleSummary> { Listing(items: [], next: nil) }

    /// All corrections, newest first.
    package func corrections(_ limit: Int, before cursor: Cursor? = nil) async throws -> Listing<ListedCorrection> {
        Listing(items: [], next: nil)
    }

    /// How many articles the sitemap holds, and when the newest change was.
    package func sitemapExtent() async throws -> SitemapExtent { SitemapExtent(articles: 0, updated: nil) }

    /// One part of the sitemap, in the order in which articles were made.
    ///
    /// - Parameters:
    ///   - chunk: Counts from 0.
    ///   - size: How many articles a part holds, at most 50,000.
    package func sitemap(chunk: Int, size: Int = 50_000) async throws -> [SitemapEntry] { [] }
}
