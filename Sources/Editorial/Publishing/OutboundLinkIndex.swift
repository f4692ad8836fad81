package import Database
package import Kernel
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
/// The links of a text are found by parsing it once for each revision, and kept.
package final class OutboundLinkIndex: Sendable {
    private struct Known {
        let revision: Int
        let links: [OutboundLink]
    }

    private struct Listed {
        let id: ArticleID
        let slug: Slug
        let title: String
        let revision: Int
    }

    private let database: any Database
    private let texts = Mutex<[ArticleID: Known]>([:])

    package init(database: any Database) { self.database = database }

    /// Every published article, by slug.
    package func articles() async throws -> [LinkingArticle] {
        let known = texts.withLock { $0.mapValues(\.revision) }
        let (listed, read, sources) = try await database.read { connection in
            let listed = try connection.rows(
                "SELECT id, slug, title, revision FROM article WHERE withdrawn IS NULL ORDER BY slug"
            ).map { row in
                try Listed(
                    id: row.value("id"), slug: row.value("slug"), title: row.value("title"),
                    revision: row.value("revision"))
            }
            let new = listed.filter { known[$0.id] != $0.revision }
            return try (listed, Self.texts(of: new, connection), Self.sources(connection))
        }
        let links = texts.withLock { texts in
            texts.merge(read) { $1 }
            let present = Set(listed.map(\.id))
            texts = texts.filter { present.contains($0.key) }
            return texts.mapValues(\.links)
        }
        return listed.map { article in
            LinkingArticle(
                slug: article.slug, title: article.title,
                links: (links[article.id] ?? []) + (sources[article.id] ?? []))
        }
    }

    private static func texts(of articles: [Listed], _ connection: any Connection) throws -> [ArticleID: Known] {
        var texts: [ArticleID: Known] = [:]
        for article in articles {
            let row = try connection.rows(
                """
                SELECT answer, body FROM revision WHERE article = \(article.id) AND number = \(article.revision)
                """
            ).first
            guard let row else { continue }
            let documents = try [row.value("answer", as: String.self), row.value("body", as: String.self)]
            texts[article.id] = Known(
                revision: article.revision, links: documents.flatMap { MarkdownDocument($0).outboundLinks })
        }
        return texts
    }

    private static func sources(_ connection: any Connection) throws -> [ArticleID: [OutboundLink]] {
        let rows = try connection.rows(
            """
            SELECT used.article AS article, source.address AS address FROM (
                SELECT article, source FROM source_use
                UNION SELECT fact_use.article, fact.source FROM fact_use JOIN fact ON fact.slug = fact_use.fact
            ) AS used JOIN source ON source.slug = used.source
            ORDER BY used.article, source.slug
            """)
        var sources: [ArticleID: [OutboundLink]] = [:]
        for row in rows {
            sources[try row.value("article"), default: []].append(
                OutboundLink(address: try row.value("address"), place: .source))
        }
        return sources
    }
}

extension MarkdownDocument {
    /// The links to other sites, in the order of reading: those that the page leaves open, so none that is empty and none
    /// within another.
    var outboundLinks: [OutboundLink] {
        var links: [OutboundLink] = []
        // What stands open of links: whether each is one on the page.
        var open: [Bool] = []
        for (position, event) in events.enumerated() {
            switch event {
            case .open(.link(let address)):
                let isEmpty = if case .close = events[position + 1] { true } else { false }
                guard let target = LinkTarget(link: address), !isEmpty, !open.contains(true) else {
                    open.append(false)
                    continue
                }
                open.append(true)
                if case .outside(let outside) = target { links.append(OutboundLink(address: outside.text)) }
            case .close(.link): open.removeLast()
            case .open, .close, .leaf: break
            }
        }
        return links
    }
}
