import AudienceWeb
import Commerce
import CommerceWeb
import CoreMetrics
import Database
import Editorial
import HTTPSupport
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Kernel
import NIOCore

/// Everything that is not answered on the event loop.
struct SiteRouter {
    let library: PageLibrary
    let shell: any PageShell
    let dynamicPages: [any DynamicPageSource]
    let health: HealthController
    let offices: Offices
    let media: MediaController
    /// Of advertisements.
    let pictures: MediaController
    let redirects: RedirectController
    let postbacks: PostbackController
    let offers: OfferController
    let openSlots: SlotController
    let discussions: DiscussionController
    let subscriptions: SubscriptionController?
    let mailHooks: MailHookController
    let editionLinks: EditionLinkController
    let observer: any RequestObserver

    /// - Parameter library: Another than the site’s own.
    init(
        _ site: Site, databases: [any Database], metrics: PrometheusMetrics, observer: any RequestObserver,
        library: PageLibrary? = nil
    ) {
        self.library = library ?? site.library
        shell = site.shell
        dynamicPages = site.dynamicPages
        let editions = site.editions
        health = HealthController(databases: databases, metrics: metrics) { editions.record(in: $0) }
        offices = site.offices
        media = MediaController(folder: site.media.folder)
        pictures = MediaController(folder: site.pictures.folder)
        redirects = RedirectController(redirects: site.redirects, gone: site.goneLink)
        postbacks = site.postbacks
        offers = site.offers
        openSlots = site.openSlots
        discussions = site.discussions.controller(library: self.library)
        subscriptions = site.newsletter?.controller
        mailHooks = site.intake.hooks
        editionLinks = site.editionClicks.controller
        self.observer = observer
    }

    var router: Router<ReaderContext> {
        let router = Router(context: ReaderContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ObservingMiddleware<ReaderContext>(observer: observer))
        router.add(
            middleware: ProblemMiddleware<ReaderContext>(
                pages: ProblemPages(shell: shell, offices: offices.problems),
                problem: { ($0 as? DatabaseError)?.problem }))
        health.add(to: router)
        offices.add(to: router)
        redirects.add(to: router)
        postbacks.add(to: router)
        mailHooks.add(to: router)
        // Letters lead here for as long as they are kept, also when the site sends none any more.
        editionLinks.add(to: router)
        offers.add(to: router)
        openSlots.add(to: router)
        discussions.add(to: router)
        // Beside the discussions’ own addresses.
        for route in [Route.discussionRules, .removedComments] {
            router.get(RouterPath(route.path)) { request, context in try await page(for: request, context) }
        }
        // The router doesn’t go back from a branch, so that each with routes of its own needs its rest.
        if let subscriptions { subscriptions.add(to: router) }
        router.get("/newsletter") { request, context in try await page(for: request, context) }
        router.get("/newsletter/**") { request, context in try await page(for: request, context) }
        router.get("/ad/**") { request, context in try await page(for: request, context) }
        router.get("**") { request, context in try await page(for: request, context) }
        router.get("/") { request, context in try await page(for: request, context) }
        return router
    }

    private func page(for request: Request, _ context: ReaderContext) async throws -> Response {
        guard let path = PercentEncoding.decode(request.uri.path), !path.utf8.contains(0) else {
            throw Problem(
                .invalid, slug: "path-invalid", title: "The address could not be read",
                detail: "It is not percent-encoded text.")
        }
        if path.count > 1, path.hasSuffix("/"), let route = Route(path: String(path.dropLast())) {
            return .permanentRedirect(to: route)
        }
        guard let route = Route(path: path) else { throw HTTPError(.notFound) }
        if case .media(let name) = route { return try await media.response(to: name, request, context) }
        if case .advertisingPicture(let name) = route { return try await pictures.response(to: name, request, context) }
        // Elsewhere a query is ignored, whatever it is: kept pages are answered without looking at it, too.
        if route.dependsOnQuery, request.uri.query?.isEmpty == false {
            let query = try QueryParameters(of: request)
            for source in dynamicPages {
                let found = try await Zone.$current.withValue(shell.site.zone) {
                    try await source.page(at: route, query: query)
                }
                guard let page = found else { continue }
                return .composed(await library.composeOnce(page, at: route, for: ReadyRequest(request, context)))
            }
        }
        switch try await library.page(at: route) {
        case nil: throw HTTPError(.notFound)
        case .moved(let target): return .permanentRedirect(to: target)
        case .entry(let entry): return .composed(library.answer(ReadyRequest(request, context), with: entry))
        }
    }
}

extension Response {
    fileprivate static func permanentRedirect(to route: Route) -> Response {
        var response = Response(
            status: .movedPermanently, headers: [.location: route.path, .cacheControl: "max-age=3600"])
        SecurityHeaders.apply(to: &response)
        return response
    }
}
