import Editorial
import HTTPSupport
import Kernel

extension ReaderPages {
    static let versionsPerPage = 50

    private static let withheld = Problem(
        .gone, slug: "version-withheld", title: "This version was withdrawn",
        detail: "The article was withdrawn after it, and came back with another text.")

    /// The history of an article, one of its versions, or what changed after one; it moves and goes with the article.
    func history(of slug: Slug, at route: Route) async throws -> PageAnswer? {
        if let page = try await historyPage(slug, at: route) { return .page(page) }
        try await refuseWithdrawn(slug)
        guard let present = try await articles.redirect(from: slug) else { return nil }
        return switch route {
        case .articleVersion(_, let number): .moved(to: .articleVersion(present, number))
        case .articleChange(_, let number): .moved(to: .articleChange(present, number))
        default: .moved(to: .articleHistory(present))
        }
    }

    private func historyPage(_ slug: Slug, at route: Route) async throws -> Page? {
        switch route {
        case .articleVersion(_, let number):
            return try await readable(articles.version(number, of: slug)).map {
                EarlierVersionPage(version: $0, shell: shell).page
            }
        case .articleChange(_, let number):
            return try await readable(articles.change(after: number, of: slug)).map {
                VersionChangePage(change: $0, shell: shell).page
            }
        default:
            return try await articles.history(slug, limit: Self.versionsPerPage).map {
                ArticleHistoryPage(history: $0, isContinued: false, shell: shell).page
            }
        }
    }

    /// A page further down a long history.
    ///
    /// - Throws: ``Problem`` of kind `invalid` when there can be no such page.
    func historyPage(_ slug: Slug, before: String) async throws -> Page? {
        guard let number = Int(before), number > 1 else {
            throw Problem(
                .invalid, slug: "cursor-invalid", title: "There is no such page of the list",
                detail: "The address is not one that this site has given out. Start from the newest page.")
        }
        return try await articles.history(slug, before: number, limit: Self.versionsPerPage).map {
            ArticleHistoryPage(history: $0, isContinued: number <= $0.present, shell: shell).page
        }
    }

    private func readable<Value>(_ answer: VersionAnswer<Value>?) throws(Problem) -> Value? {
        switch answer {
        case nil: return nil
        case .withheld: throw Self.withheld
        case .found(let value): return value
        }
    }
}
