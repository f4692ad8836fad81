import AudienceWeb
import Editorial
import Kernel
import Synchronization

/// Finds articles for those who discuss them, and remembers what it found until an article changes.
final class PublishedArticles: ArticleFinder {
    private struct Memory {
        var bySlug: [Slug: DiscussedArticle] = [:]
        var byIdentifier: [ArticleID: DiscussedArticle] = [:]
        /// How often something changed.
        var changes = 0
    }

    private static let most = 10_000

    private let articles: ArticleStore
    private let memory = Mutex(Memory())

    init(articles: ArticleStore, changes: ChangeFeed) {
        self.articles = articles
        changes.observe { [weak self] _ in self?.forget() }
    }

    func article(_ slug: Slug) async throws -> DiscussedArticle? {
        try await found {
            $0.bySlug[slug]
        } read: {
            try await articles.summary(slug)
        }
    }

    func article(_ id: ArticleID) async throws -> DiscussedArticle? {
        try await found {
            $0.byIdentifier[id]
        } read: {
            try await articles.summary(id)
        }
    }

    private func forget() {
        memory.withLock { memory in
            memory.bySlug.removeAll()
            memory.byIdentifier.removeAll()
            memory.changes += 1
        }
    }

    private func found(
        _ look: (Memory) -> DiscussedArticle?, read: () async throws -> ArticleSummary?
    ) async throws -> DiscussedArticle? {
        let (known, changes) = memory.withLock { (look($0), $0.changes) }
        if let known { return known }
        guard let summary = try await read() else { return nil }
        let article = DiscussedArticle(
            id: summary.id, slug: summary.slug, title: summary.title, published: summary.published)
        memory.withLock { memory in
            guard memory.changes == changes else { return }
            if memory.bySlug.count >= Self.most {
                memory.bySlug.removeAll()
                memory.byIdentifier.removeAll()
            }
            memory.bySlug[article.slug] = article
            memory.byIdentifier[article.id] = article
        }
        return article
    }
}
