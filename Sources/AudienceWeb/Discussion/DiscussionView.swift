package import Audience
package import HTTPSupport
package import Kernel
import Markup

/// Shows the discussion under an article, with the form to take part in it: its beginning on the article’s own page, and all of
/// it on pages of its own.
package struct DiscussionView: DiscussionFiller {
    /// So many comments stand on the article’s page; the others have pages of their own.
    static let length = 20

    private let comments: CommentStore
    private let outlines: DiscussionOutlines
    private let articles: any ArticleFinder
    private let rules: @Sendable () async throws -> DiscussionRules
    private let shell: any PageShell
    private let script: Route
    private let seal: FormSeal
    private let clock: any WallClock
    private let work: @Sendable () -> FormWork?

    /// - Parameters:
    ///   - script: What makes the form show a preview.
    ///   - seal: Marks the form as the site’s own.
    ///   - work: What browsers are to do before they send it.
    package init(
        comments: CommentStore, outlines: DiscussionOutlines, articles: any ArticleFinder,
        rules: @escaping @Sendable () async throws -> DiscussionRules, shell: any PageShell, script: Route,
        seal: FormSeal, clock: any WallClock, work: @escaping @Sendable () -> FormWork? = { nil }
    ) {
        self.comments = comments
        self.outlines = outlines
        self.articles = articles
        self.rules = rules
        self.shell = shell
        self.script = script
        self.seal = seal
        self.clock = clock
        self.work = work
    }

    package func discussion(of id: ArticleID, onPath path: String) async throws -> DiscussionFill {
        guard let article = try await articles.article(id) else { return DiscussionFill(html: [], count: 0) }
        let (isOn, isOpen) = try await standing(of: article)
        let page = try await outlines.page(1, by: Self.length, of: id)
        let list = try await CommentList(page.entries, of: comments, slug: article.slug, isOpen: isOpen)
        var html = HTMLWriter()
        if page.entries.isEmpty {
            html.element(.p, .class("note"), text: "Nobody has written here yet.")
        } else {
            html.commentCount(page.shownCount)
            list.write(into: &html)
            writeMore(page, article, into: &html)
        }
        html.discussionEnd(
            article.slug, isOpen: isOpen, isOn: isOn, script: script, seal: seal.seal(id, at: clock.now()),
            work: work())
        if page.shownCount > 0 {
            html.element(.script, .type("application/ld+json")) { html in
                html.raw(
                    list.structuredData(
                        of: shell.origin + path, origin: shell.origin, count: page.shownCount
                    ).bytes)
            }
        }
        return DiscussionFill(html: html.bytes, count: page.shownCount)
    }

    /// A page of the whole discussion; `nil` when there is none at this place.
    func page(at place: DiscussionPlace) async throws -> Page? {
        guard let article = try await articles.article(place.slug) else { return nil }
        let (isOn, isOpen) = try await standing(of: article)
        let page = try await outlines.page(place.number, by: DiscussionPlace.pageLength, of: article.id, place.sort)
        guard place.number <= page.pages else { return nil }
        let list = try await CommentList(page.entries, of: comments, slug: article.slug, isOpen: isOpen)
        return DiscussionListPage(
            article: article, place: place, page: page, list: list, isOn: isOn, shell: shell, script: script,
            seal: seal.seal(article.id, at: clock.now()), work: work()
        ).content
    }

    private func standing(of article: DiscussedArticle) async throws -> (isOn: Bool, isOpen: Bool) {
        let rules = try await rules()
        let standing = try await comments.standing(of: article.id)
        let isPastClosing = rules.isPastClosing(article, at: clock.now())
        return (rules.isOn, rules.isOn && !standing.isClosed(isPastClosing: isPastClosing))
    }

    private func writeMore(_ page: DiscussionPage, _ article: DiscussedArticle, into html: inout HTMLWriter) {
        html.element(.p, .class("pages")) { html in
            html.element(.a, .href(DiscussionPlace(slug: article.slug).path)) { html in
                let count = page.shownCount
                html.text(page.pages > 1 ? "All \(count.grouped) comments" : "The discussion on a page of its own")
            }
        }
    }
}

extension DiscussionView: PageSource {
    /// The first page of each discussion in the usual order, which is the same for everybody.
    package func page(at route: Route) async throws -> PageAnswer? {
        guard case .discussion(let slug) = route else { return nil }
        return try await page(at: DiscussionPlace(slug: slug)).map { .page($0) }
    }
}

extension HTMLWriter {
    /// The form below a discussion, or why there is none.
    mutating func discussionEnd(
        _ slug: Slug, isOpen: Bool, isOn: Bool, script: Route, seal: String, work: FormWork?
    ) {
        guard isOpen else {
            return element(
                .p, .class("note"),
                text: isOn
                    ? "This discussion is closed. It can still be read." : "Discussions on this site can only be read.")
        }
        element(.h3, .id("write"), text: "Write a comment")
        element(.script, .src(script.path), .defer) { _ in }
        CommentForm(target: .discussion(slug), seal: seal, work: work).write(into: &self)
    }
}
