package import Compositor
package import HTTPSupport
package import Kernel
import Logging
import Synchronization

/// The site's pages, prepared and kept in memory as long as they are used and true.
///
/// What is kept is answered on the event loop; what is not is made by the page sources, once, however many ask for it
/// at the same time.
package final class PageLibrary: ReadyAnswerer {
    /// What stands at a route.
    package enum Found: Sendable {
        case entry(Entry)
        case moved(to: Route)
    }

    private struct Flight: Hashable {
        let path: String
        let generation: Int
    }

    private let compositor: Compositor
    private let sources: [any PageSource]
    private let discussions: any DiscussionFiller
    private let links: any LinkDecorator
    private let earnings: any EarningsFiller
    private let notices: any NoticeFiller
    private let clock: any WallClock
    private let zone: @Sendable () -> Zone
    private let logger = Logger(label: "masthead.pages")
    private let sight: ReaderSight
    private let shared: Int?
    private let shelf: Mutex<PageShelf>
    private let making = FlightControl<Flight, Found?>()

    /// - Parameters:
    ///   - zone: The zone in which days and times are told.
    ///   - shared: For how many seconds those who keep copies for many readers need not ask again; `nil` when they have to.
    ///   - capacity: How much memory kept pages may take, in bytes.
    package init(
        sources: [any PageSource], discussions: any DiscussionFiller, links: any LinkDecorator,
        earnings: any EarningsFiller, notices: any NoticeFiller, compositor: Compositor, clock: any WallClock,
        zone: @escaping @Sendable () -> Zone, sight: ReaderSight = ReaderSight(), shared: Int? = nil,
        capacity: Int
    ) {
        self.sources = sources
        self.discussions = discussions
        self.links = links
        self.earnings = earnings
        self.notices = notices
        self.compositor = compositor
        self.clock = clock
        self.zone = zone
        self.sight = sight
        self.shared = shared
        shelf = Mutex(PageShelf(capacity: capacity))
    }

    package func answer(_ request: ReadyRequest) -> ReadyAnswer? {
        guard let entry = shelf.withLock({ $0[request.path] }), clock.now() < entry.expires,
            !(request.hasQuery && entry.dependsOnQuery)
        else { return nil }
        return answer(request, with: entry)
    }

    /// Answers with an entry, as long as the client does not have it already.
    package func answer(_ request: ReadyRequest, with entry: Entry) -> ReadyAnswer {
        let time = entry.page.hasSlots ? OfferTime(of: clock.now()) : nil
        // A copy with offers may have one that whoever asks doesn’t want any more.
        if let known = request.ifNoneMatch,
            let fields = entry.notModifiedFields(for: known, in: request.optsOut ? nil : time)
        {
            return ReadyAnswer(status: .notModified, fields: fields, body: [], contentLength: 0)
        }
        let coding: ContentCoding = request.acceptsGzip ? .gzip : .identity
        let reader = entry.page.hasSlots ? sight.reader(of: request) : Reader()
        let composed = compositor.compose(entry.page, for: reader, coding: coding)
        let fields = composed.isPaidFor ? time.map { entry.fields(coding, offeredIn: $0) } : nil
        return ReadyAnswer(
            status: .ok, fields: fields ?? entry.fields(coding), body: composed.buffers, contentLength: composed.length)
    }

    /// Composes a page that is not kept, such as the answer to a search.
    package func composeOnce(_ page: Page, at route: Route, for request: ReadyRequest) async -> ReadyAnswer {
        let prepared = PreparedPage(
            plate: page.plate, path: route.path, notices: await fills(of: page, path: route.path) ?? [:],
            decorations: await decorations(of: page, path: route.path) ?? [],
            effort: request.acceptsGzip ? .quick : .none)
        let entry = Entry(prepared, of: page, expires: clock.now(), dependsOnQuery: true)
        return answer(request, with: entry)
    }

    /// What stands at a route, from memory or made now; `nil` when nothing does.
    package func page(at route: Route) async throws -> Found? {
        let path = route.path
        if let entry = shelf.withLock({ $0[path] }), clock.now() < entry.expires { return .entry(entry) }
        // Who asks after a change does not want what was begun before it.
        let generation = shelf.withLock { $0.generation }
        return try await made(route, path: path, generation: generation)
    }

    /// What stands at a route, made by whoever asks first of those who ask at the same time.
    private func made(_ route: Route, path: String, generation: Int) async throws -> Found? {
        try await making.result(for: Flight(path: path, generation: generation)) {
            try await Zone.$current.withValue(self.zone()) {
                try await self.make(route, path: path, generation: generation)
            }
        }
    }

    /// The slots of the page at a path, and what it is about; `nil` when there is none.
    func slottedPage(atPath path: String) async throws -> SlottedPage? {
        guard let route = Route(path: path), case .entry(let entry)? = try await page(at: route) else { return nil }
        return entry.page.slotted
    }

    /// Forgets the pages at these paths; whoever asks next gets them made anew.
    package func forget(_ paths: [String]) { shelf.withLock { $0.forget(paths) } }

    /// Makes the pages at these paths anew; until that is done, readers get them as they were, so that nobody waits.
    ///
    /// Those that nobody has asked for since they were made are forgotten instead.
    package func renew(_ paths: [String]) async {
        let (outdated, generation) = shelf.withLock { shelf in
            let outdated = shelf.outdate(paths)
            return (outdated, shelf.generation)
        }
        for (path, entry) in outdated {
            do {
                if let route = Route(path: path) { _ = try await made(route, path: path, generation: generation) }
            } catch {
                logger.error(
                    "A page could not be made anew", metadata: ["path": .string(path), "error": .string("\(error)")])
            }
            // What was made may not have been kept; what it says of old is not to stay in its place.
            shelf.withLock { $0.forget(entry, at: path) }
        }
    }

    /// Forgets the pages that say how many comments there are under any of these articles.
    package func forget(countingCommentsOf articles: Set<ArticleID>) {
        shelf.withLock { $0.forget(countingCommentsOf: articles) }
    }

    /// Forgets everything.
    package func forgetAll() { shelf.withLock { $0.forgetAll() } }

    private func make(_ route: Route, path: String, generation: Int) async throws -> Found? {
        // Taken before the page is made: one that is begun on a day speaks of that day.
        let midnight = Zone.current.start(of: clock.now().localDay.advanced(byDays: 1))
        for source in sources {
            switch try await source.page(at: route) {
            case nil: continue
            case .moved(let target): return .moved(to: target)
            case .page(let page):
                let decorations = await decorations(of: page, path: path)
                let notices = await fills(of: page, path: path)
                let prepared = try await prepare(
                    page, path: path, notices: notices ?? [:], decorations: decorations ?? [])
                let entry = Entry(
                    prepared, of: page, shared: shared, expires: midnight, dependsOnQuery: route.dependsOnQuery)
                // Readers get their page also while nobody knows how it earns; the next one asks again.
                guard decorations != nil, notices != nil else { return .entry(entry) }
                shelf.withLock { shelf in
                    // Something changed while it was being made: it may be old already, so it is not kept.
                    guard shelf.generation == generation else { return }
                    shelf.insert(entry, at: path)
                }
                return .entry(entry)
            }
        }
        return nil
    }

    private func prepare(
        _ page: Page, path: String, notices: [Notice: NoticeFill], decorations: [LinkDecoration?]
    ) async throws -> PreparedPage {
        var discussion: [UInt8] = []
        for case .discussion(let article) in page.plate.regions {
            discussion = try await discussions.discussion(of: article, onPath: path).html
        }
        let statement = page.plate.regions.contains(.earnings) ? try await earnings.statement() : []
        return PreparedPage(
            plate: page.plate, path: path, discussion: discussion, earnings: statement, notices: notices,
            decorations: decorations)
    }

    /// What the page says of who pays; `nil` when that can’t be found out now.
    private func fills(of page: Page, path: String) async -> [Notice: NoticeFill]? {
        do {
            return try await notices.fills(of: page.plate.notices)
        } catch {
            logger.error(
                "Notices could not be written", metadata: ["path": .string(path), "error": .string("\(error)")])
            return nil
        }
    }

    /// What becomes of a page’s links; `nil` when that can’t be found out now.
    private func decorations(of page: Page, path: String) async -> [LinkDecoration?]? {
        let outbound = page.plate.outboundLinks
        guard !outbound.isEmpty else { return [] }
        do {
            return try await links.decorations(of: outbound, onPath: path)
        } catch {
            logger.error(
                "Links could not be decorated", metadata: ["path": .string(path), "error": .string("\(error)")])
            return nil
        }
    }
}
