import Database
package import Kernel
import Markdown
import Synchronization

/// A published article with its links to other sites.
package struct LinkingArticle: Sendable, Hashable {
    package let slug: Slug
    package let title: String
    /// Those of its text, and then those of its sources.
    package let links: [OutboundLink]
}

/// Knows which links to other sites stand in the published articles.
///
/// Each article is set once and its links are kept, until it or something that it shows changes.
package final class OutboundLinkIndex: Sendable {
    private struct Known {
        let revision: Int
        let links: [OutboundLink]
    }

    private struct Listed {
        let slug: Slug
        let title: String
        let revision: Int
    }

    private struct State {
        var known: [Slug: Known] = [:]
        /// Counts the changes, so that what was read before one is not kept after it.
        var changes = 0
    }

    private let articles: ArticleStore
    private let state = Mutex(State())

    package init(articles: ArticleStore, changes: ChangeFeed) {
        self.articles = articles
        changes.observe { [weak self] change in
            // The names of sections and people are on pages of this site.
            guard case .articles(let slugs) = change else { return }
            self?.state.withLock { state in
                state.changes += 1
                for slug in slugs { state.known[slug] = nil }
            }
        }
    }

    /// Changes with each announced change of an article.
    package var version: Int { state.withLock { $0.changes } }

    /// Every published article, by slug.
    package func all() async throws -> [LinkingArticle] {
        let listed = try await listed("SELECT slug, title, revision FROM article WHERE withdrawn IS NULL ORDER BY slug")
        var all: [LinkingArticle] = []
        for article in listed { all.append(try await linking(article)) }
        let present = Set(listed.map(\.slug))
        state.withLock { $0.known = $0.known.filter { present.contains($0.key) } }
        return all
    }

    /// A published article that fulfils a condition, found without setting those behind it.
    package func first(where isWanted: (LinkingArticle) -> Bool) async throws -> LinkingArticle? {
        for article in try await listed(
            "SELECT slug, title, revision FROM article WHERE withdrawn IS NULL ORDER BY updated DESC, slug")
        {
            let article = try await linking(article)
            if isWanted(article) { return article }
        }
        return nil
    }

    /// The published article with a slug.
    package func article(_ slug: Slug) async throws -> LinkingArticle? {
        let listed = try await listed(
            "SELECT slug, title, revision FROM article WHERE withdrawn IS NULL AND slug = \(slug)")
        guard let article = listed.first else { return nil }
        return try await linking(article)
    }

    private func listed(_ statement: SQL) async throws -> [Listed] {
        try await articles.database.read { connection in
            try connection.rows(statement).map { row in
                try Listed(slug: row.value("slug"), title: row.value("title"), revision: row.value("revision"))
            }
        }
    }

    private func linking(_ article: Listed) async throws -> LinkingArticle {
        LinkingArticle(slug: article.slug, title: article.title, links: try await links(of: article))
    }

    private func links(of listed: Listed) async throws -> [OutboundLink] {
        let (known, changes) = state.withLock { ($0.known[listed.slug], $0.changes) }
        if let known, known.revision == listed.revision { return known.links }
        // The day decides what is due for review, and no link.
        guard let article = try await articles.publishedArticle(listed.slug, today: CalendarDay(daysSince1970: 0))
        else {
            return []
        }
        let links =
            (article.answer.pieces + article.body.pieces).compactMap { piece -> OutboundLink? in
                if case .region(.outboundLink(let link)) = piece { link } else { nil }
            } + article.sources.map { OutboundLink(address: $0.address, place: .source) }
        state.withLock { state in
            guard state.changes == changes else { return }
            state.known[listed.slug] = Known(revision: article.revision, links: links)
        }
        return links
    }
}
