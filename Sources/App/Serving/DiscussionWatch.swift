import Audience
import AudienceWeb
import HTTPSupport
import Kernel
import Logging
import ServiceLifecycle

/// Has pages made anew whose discussions have changed, here or on another node, until the server stops.
///
/// However many comments come, a page is made at most so many times a second.
struct DiscussionWatch: Service {
    let discussions: SiteDiscussions
    let editions: EditionStore
    let library: PageLibrary
    let clock: any WallClock
    let logger: Logger

    private static let interval = Duration.milliseconds(500)
    /// Lists say by then how many comments there are: each shows many articles, and would else hardly be made before it is old.
    private static let countInterval = Duration.seconds(10)

    /// The articles whose comments are to be counted anew, and when that was last done.
    private struct Counting {
        var articles: Set<ArticleID> = []
        let last = ContinuousClock.now
    }

    func run() async throws {
        let changes = discussions.changes()
        await Recurring(every: Self.interval, trouble: "Discussions could not be looked at", logger: logger)
            .run(from: Counting()) { counting in
                counting.articles.formUnion(try await look(changes))
                guard !counting.articles.isEmpty, counting.last + Self.countInterval < .now else { return }
                library.forget(countingCommentsOf: counting.articles)
                counting = Counting()
            }
    }

    private func look(_ changes: DiscussionChanges) async throws -> Set<ArticleID> {
        let articles = try await changes.next(at: clock.now())
        guard !articles.isEmpty else { return [] }
        discussions.outlines.markStale(articles)
        // What is decided on comments changes what is told of it.
        var paths = [Route.removedComments.path]
        var discussed: [String] = []
        for id in articles {
            guard let article = try await discussions.articles.article(id) else { continue }
            discussed.append(Route.article(article.slug).path)
            paths += [Route.article(article.slug).path, Route.discussion(article.slug).path]
        }
        await library.renew(paths)
        // What was quoted may have been taken back.
        let quoting = try await editions.quoting(under: discussed)
        if !quoting.isEmpty {
            library.forget(quoting.map { Route.edition($0.description).path } + [Route.newsletterFeed.path])
        }
        return articles
    }
}
