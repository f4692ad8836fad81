import Audience
import AudienceWeb
import Editorial
import HTTPSupport
import Kernel

/// What an edition tells: what is new, updated or corrected, the best comment, and something from the archive.
struct EditionNews: Sendable {
    /// More than that nobody reads.
    static let most = 30
    /// How old an article is that the archive gives.
    static let archiveAge = Duration.seconds(90 * 86_400)
    /// So many picks and comments of before are looked at, so that none comes again soon.
    private static let remembered = 60

    let articles: ArticleStore
    let comments: CommentStore
    let editions: EditionStore

    /// - Parameters:
    ///   - day: The edition’s, which decides what comes from the archive.
    ///   - start: What happened after this moment,
    ///   - end: and up to this one.
    /// - Returns: Nothing when nothing is new, updated or corrected.
    func items(on day: CalendarDay, after start: Timestamp, upTo end: Timestamp) async throws -> [EditionItem] {
        let news = try await articles.news(after: start, upTo: end, Self.most)
        var items = news.filter(\.isNew).map { Self.item(.published, $0, at: $0.summary.published) }
        for article in news where !article.isNew {
            let correction = article.corrections.map(\.text).joined(separator: " ")
            items.append(
                Self.item(correction.isEmpty ? .updated : .corrected, article, at: article.summary.updated, correction))
        }
        let order = EditionItem.Part.allCases
        items.sort { one, other in
            (order.firstIndex(of: one.part) ?? 0, other.at) < (order.firstIndex(of: other.part) ?? 0, one.at)
        }
        guard !items.isEmpty else { return [] }
        if let comment = try await comment(after: start, upTo: end) { items.append(comment) }
        if let pick = try await pick(on: day, before: min(start, end.advanced(by: .zero - Self.archiveAge))) {
            items.append(pick)
        }
        return items
    }

    /// What is best of the discussions and no edition has told.
    private func comment(after start: Timestamp, upTo end: Timestamp) async throws -> EditionItem? {
        let told = Set(try await editions.told(in: .comment, most: Self.remembered).map { [$0.path, $0.summary] })
        for comment in try await comments.best(after: start, upTo: end, 10) {
            guard let article = try await articles.news(of: comment.article) else { continue }
            let path = Route.article(article.summary.slug).path
            let item = EditionItem(
                quoting: comment, path: path, title: article.summary.title, kind: article.summary.kind.rawValue,
                topics: Set(article.topics))
            if let item, !told.contains([item.path, item.summary]) { return item }
        }
        return nil
    }

    private func pick(on day: CalendarDay, before moment: Timestamp) async throws -> EditionItem? {
        let lately = try await editions.told(in: .archive, most: Self.remembered).compactMap { item -> Slug? in
            guard case .article(let slug)? = Route(path: item.path) else { return nil }
            return slug
        }
        let article = try await articles.archived(before: moment, number: day.daysSince1970, avoiding: lately)
        return article.map { Self.item(.archive, $0, at: $0.summary.published) }
    }

    private static func item(
        _ part: EditionItem.Part, _ news: ArticleNews, at moment: Timestamp, _ note: String = ""
    ) -> EditionItem {
        EditionItem(
            part, path: Route.article(news.summary.slug).path, title: news.summary.title,
            summary: news.summary.description, kind: news.summary.kind.rawValue, topics: Set(news.topics),
            bylines: news.authors, at: moment, note: note)
    }
}
