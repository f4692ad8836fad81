import Editorial
import HTTPSupport
import Kernel

extension ReaderPages {
    func feed() async throws -> Feed {
        let today = clock.now().localDay
        var entries: [FeedEntry] = []
        for summary in try await articles.latest(Feed.length).items {
            guard let article = try await articles.publishedArticle(summary.slug, today: today) else { continue }
            entries.append(FeedEntry(article))
        }
        return Feed(entries: entries, shell: shell)
    }

    func sitemapIndex() async throws -> Page {
        let extent = try await articles.sitemapExtent()
        return Sitemap.index(articles: extent.articles, updated: extent.updated, shell: shell)
    }

    /// The first file holds what is not an article; the others hold the articles.
    func sitemap(_ number: Int) async throws -> Page? {
        guard number > 1 else {
            let fixed: [Route] = [.front, .howWeMakeMoney, .partners, .standards, .corrections]
            let sections = try await taxonomy.sections().map { Route.section($0.section.slug) }
            let topics = try await taxonomy.topics().map { Route.topic($0.topic.slug) }
            let people = try await people.people().map { Route.person($0.slug) }
            return Sitemap.file((fixed + sections + topics + people).map { ($0, nil) }, shell: shell)
        }
        let entries = try await articles.sitemap(chunk: number - 2, size: Sitemap.addressesPerFile)
        guard !entries.isEmpty else { return nil }
        return Sitemap.file(entries.map { (.article($0.slug), $0.updated) }, shell: shell)
    }

    var robots: Page {
        let text = """
            User-agent: *
            Disallow: /search

            Sitemap: \(shell.address(of: .sitemapIndex))

            """
        return Page(bytes: Array(text.utf8), mediaType: .plainText)
    }
}
