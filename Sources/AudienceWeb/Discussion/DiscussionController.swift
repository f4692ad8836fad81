package import Audience
package import HTTPSupport
import HTTPTypes
package import Hummingbird
package import Kernel
import Markup
import NIOCore
import Secrets

/// The addresses at which readers take part in discussions.
package struct DiscussionController: Sendable {
    /// What it works with.
    package struct Parts: Sendable {
        package var comments: CommentStore
        package var outlines: DiscussionOutlines
        package var writer: CommentWriter
        package var revision: CommentRevision
        package var handles: HandleStore
        package var screen: any CommentScreen
        package var hasher: any NetworkHasher
        /// Marks forms as the site’s own.
        package var seal: FormSeal
        package var votes: CommentVotes
        package var flags: CommentFlags
        package var privacy: HandlePrivacy
        /// `nil` on sites that send no mail.
        package var mail: HandleMails?
        package var appeals: AppealStore
        package var articles: any ArticleFinder
        /// Names that nobody may take.
        package var reserved: @Sendable () async throws -> ReservedNames
        package var rules: @Sendable () async throws -> DiscussionRules
        /// What browsers are to do before they send a form.
        package var work: @Sendable () -> FormWork?

        package init(
            comments: CommentStore, outlines: DiscussionOutlines, writer: CommentWriter, revision: CommentRevision,
            handles: HandleStore, screen: any CommentScreen, hasher: any NetworkHasher, seal: FormSeal,
            votes: CommentVotes, flags: CommentFlags, privacy: HandlePrivacy,
            mail: HandleMails?, appeals: AppealStore, articles: any ArticleFinder,
            reserved: @escaping @Sendable () async throws -> ReservedNames,
            rules: @escaping @Sendable () async throws -> DiscussionRules,
            work: @escaping @Sendable () -> FormWork? = { nil }
        ) {
            self.comments = comments
            self.outlines = outlines
            self.writer = writer
            self.revision = revision
            self.handles = handles
            self.screen = screen
            self.hasher = hasher
            self.seal = seal
            self.votes = votes
            self.flags = flags
            self.privacy = privacy
            self.mail = mail
            self.appeals = appeals
            self.articles = articles
            self.reserved = reserved
            self.rules = rules
            self.work = work
        }
    }

    package typealias Compose = @Sendable (Page, Route, ReadyRequest) async -> ReadyAnswer
    package typealias Keep = @Sendable (Route, ReadyRequest) async throws -> ReadyAnswer?

    /// A comment of the longest kind, each of its characters percent-encoded, and what stands beside it.
    static let longestBody = 262_144

    let parts: Parts
    let shell: any PageShell
    let clock: any WallClock
    let script: Route
    let isBehindProxy: Bool
    let cookie: HandleCookie
    let submissions = SubmissionsUnderWay()
    private let view: DiscussionView
    private let compose: Compose
    private let keep: Keep

    /// - Parameters:
    ///   - view: Makes the pages that everybody sees alike.
    ///   - script: What makes forms show a preview.
    ///   - compose: Fills a page’s openings.
    ///   - keep: Answers with the page at a route as it is kept for everybody.
    ///   - isBehindProxy: Whether a reverse proxy tells in `X-Forwarded-For` who really asks.
    package init(
        parts: Parts, view: DiscussionView, shell: any PageShell, clock: any WallClock, script: Route,
        isBehindProxy: Bool, compose: @escaping Compose, keep: @escaping Keep
    ) {
        self.parts = parts
        self.view = view
        self.shell = shell
        self.clock = clock
        self.script = script
        self.isBehindProxy = isBehindProxy
        self.compose = compose
        self.keep = keep
        cookie = HandleCookie(isSecure: shell.origin.hasPrefix("https://"))
    }

    /// Makes the pages answer at their addresses.
    package func add(to router: Router<ReaderContext>) {
        get(.list(":slug"), on: router) { try await list($0) }
        post(.list(":slug"), on: router) { try await send($0) }
        get(.reply(":slug"), on: router) { try await reply($0) }
        post(.preview(":slug"), on: router) { try await preview($0) }
        get(.comment(":id"), on: router) { try await permalink($0) }
        get(.own(":id"), on: router) { try await own($0) }
        get(.edit(":id"), on: router) { try await editing($0) }
        post(.edit(":id"), on: router) { try await edit($0) }
        get(.delete(":id"), on: router) { try await deleting($0) }
        post(.delete(":id"), on: router) { try await delete($0) }
        get(.vote(":id"), on: router) { try await voting($0) }
        post(.vote(":id"), on: router) { try await vote($0) }
        get(.flag(":id"), on: router) { try await flagging($0) }
        post(.flag(":id"), on: router) { try await flag($0) }
        get(.appeal(":id"), on: router) { try await appealing($0) }
        post(.appeal(":id"), on: router) { try await appeal($0) }
        get(.feed(":slug"), on: router) { try await feed($0) }
        addHandles(to: router)
    }

    func get(
        _ route: DiscussionRoute, on router: Router<ReaderContext>,
        _ handler: @escaping @Sendable (DiscussionVisit) async throws -> Response
    ) {
        router.get(RouterPath(route.path)) { request, context in
            try await Zone.$current.withValue(shell.site.zone) {
                try await handler(visit(request, context, form: FormBody()))
            }
        }
    }

    /// Something to do, for forms of this site alone.
    func post(
        _ route: DiscussionRoute, on router: Router<ReaderContext>,
        _ handler: @escaping @Sendable (DiscussionVisit) async throws -> Response
    ) {
        router.post(RouterPath(route.path)) { request, context in
            try SameOrigin.require(request)
            let form = try await ReceivedForm(request, longest: Self.longestBody).form
            return try await Zone.$current.withValue(shell.site.zone) {
                try await handler(visit(request, context, form: form))
            }
        }
    }

    func visit(_ request: Request, _ context: ReaderContext, form: FormBody) async throws -> DiscussionVisit {
        let query = try QueryParameters(of: request)
        let shown = Secret(shown: form["key"]) ?? query["key"].flatMap { Secret(shown: $0) }
        let cookieKey = cookie.key(of: request)
        let (key, isRemembered) = shown.map { ($0, $0 == cookieKey) } ?? (cookieKey, true)
        let handle: Handle? = if let key { try await parts.handles.handle(byKey: key) } else { nil }
        return DiscussionVisit(
            request: request, context: context, query: query, form: form, now: clock.now(),
            network: DiscussionVisit.network(request, context, isBehindProxy: isBehindProxy),
            key: handle == nil ? nil : key, isRemembered: isRemembered, handle: handle)
    }

    /// The article of an address, and what can be done under it.
    func article(_ visit: DiscussionVisit) async throws -> (article: DiscussedArticle, standing: Standing) {
        guard let article = try await parts.articles.article(visit.slug()) else { throw DiscussionVisit.nothingHere }
        return (article, try await standing(of: article, visit))
    }

    /// Whether a discussion takes something in.
    struct Standing {
        let isOn: Bool
        let isPastClosing: Bool
        let byHand: DiscussionStanding

        var isOpen: Bool { refusal == nil }

        var refusal: Problem? {
            isOn ? byHand.refusal(isPastClosing: isPastClosing) : Self.off
        }

        static let off = Problem(
            .forbidden, slug: "discussions-off", title: "Nothing can be written here",
            detail: "Discussions on this site can only be read.")
    }

    func standing(of article: DiscussedArticle, _ visit: DiscussionVisit) async throws -> Standing {
        let rules = try await parts.rules()
        return Standing(
            isOn: rules.isOn, isPastClosing: rules.isPastClosing(article, at: visit.now),
            byHand: try await parts.comments.standing(of: article.id))
    }

    private func list(_ visit: DiscussionVisit) async throws -> Response {
        let slug = try visit.slug()
        let request = ReadyRequest(visit.request, visit.context)
        guard request.hasQuery else {
            guard let answer = try await keep(.discussion(slug), request) else { throw DiscussionVisit.nothingHere }
            return .composed(answer)
        }
        guard let page = try await view.page(at: DiscussionPlace(slug: slug, query: visit.query)) else {
            throw DiscussionVisit.nothingHere
        }
        return .composed(await compose(page, .discussion(slug), request))
    }

    private func feed(_ visit: DiscussionVisit) async throws -> Response {
        let (article, _) = try await article(visit)
        let comments = try await parts.comments.latest(under: article.id, DiscussionFeed.length)
        let feed = DiscussionFeed(article: article, comments: comments, shell: shell).page
        return .composed(
            await compose(feed, .discussionFeed(article.slug), ReadyRequest(visit.request, visit.context)))
    }

    /// Leads to where a comment stands now.
    private func permalink(_ visit: DiscussionVisit) async throws -> Response {
        let id = try visit.comment()
        guard let comment = try await parts.comments.comment(id),
            let article = try await parts.articles.article(comment.article),
            let position = try await parts.outlines.position(of: id, in: article.id)
        else { throw DiscussionVisit.nothingHere }
        let place = DiscussionPlace(slug: article.slug, number: position / DiscussionPlace.pageLength + 1)
        // By its number also if it is the first, which everybody else gets as it was up to a moment ago.
        return Self.redirect(to: "\(place.numberedPath)#comment-\(id)")
    }

    /// A page for whoever asks for it alone.
    func page(
        _ title: String, _ slug: Slug?, status: Int = 200, _ visit: DiscussionVisit,
        content: (inout HTMLWriter) -> Void
    ) async -> Response {
        let route = slug.map(Route.discussion) ?? .front
        var head = PageHead(title: title, description: "", route: route)
        head.isListed = false
        var page = shell.page(head, content: content)
        page.isScripted = true
        let request = ReadyRequest(
            path: route.path, hasQuery: true, acceptsGzip: ReadyRequest(visit.request, visit.context).acceptsGzip,
            ifNoneMatch: nil)
        var response = Response.composed(await compose(page, route, request))
        response.status = .init(code: status)
        response.headers[.eTag] = nil
        response.headers[.cacheControl] = "no-store"
        // Its address may hold a key.
        if let name = HTTPField.Name("Referrer-Policy") { response.headers[name] = "same-origin" }
        if status == 429 { response.headers[.retryAfter] = "60" }
        return response
    }

    static func redirect(to address: String) -> Response {
        var response = Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
        SecurityHeaders.apply(to: &response)
        return response
    }
}
