package import Compositor
package import HTTPSupport
package import Kernel
import Logging
import NIOCore
import Synchronization

/// The site's pages, prepared and kept in memory as long as they are used and true.
///
/// What is kept is answered on the event loop; what is not is made by the page sources, once, however many ask for it
/// at the same time.
package final class PageLibrary: ReadyAnswerer {
    /// A page that is ready to be answered.
    package final class Entry: Sendable {
        let page: PreparedPage
        /// The first moment at which it may say something that is no longer so.
        let expires: Timestamp
        let plainFields: ByteBuffer
        let gzipFields: ByteBuffer
        let notModifiedFields: ByteBuffer
        let entityTag: String
        /// Whether a query can ask for another page than this.
        let dependsOnQuery: Bool
        /// Whether somebody has asked for it since the shelf last looked.
        let isUsed = Atomic(false)

        init(
            _ page: PreparedPage, mediaType: Page.MediaType, freshness: Page.Freshness, expires: Timestamp,
            dependsOnQuery: Bool
        ) {
            self.page = page
            self.dependsOnQuery = dependsOnQuery
            self.expires = expires
            // Weak: what fills the slots may differ while the page is the same (RFC 9110 §8.8.1).
            // What is before a full stop names the editorial state alone; what follows it, how links are decorated.
            let entityTag = "W/\"\(page.name)\""
            self.entityTag = entityTag
            let caching =
                switch freshness {
                case .asked: "no-cache"
                case .immutable: "public, max-age=31536000, immutable"
                }
            let validators = "ETag: \(entityTag)\r\nCache-Control: \(caching)\r\nVary: Accept-Encoding\r\n"
            let kind = "Content-Type: \(mediaType.rawValue)\r\n"
            notModifiedFields = ByteBuffer(string: validators)
            plainFields = ByteBuffer(string: kind + validators + SecurityHeaders.lines)
            gzipFields = ByteBuffer(string: kind + "Content-Encoding: gzip\r\n" + validators + SecurityHeaders.lines)
        }
    }

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
    private let shelf: Mutex<PageShelf>
    private let making = FlightControl<Flight, Found?>()

    /// - Parameters:
    ///   - zone: The zone in which days and times are told.
    ///   - capacity: How much memory kept pages may take, in bytes.
    package init(
        sources: [any PageSource], discussions: any DiscussionFiller, links: any LinkDecorator,
        earnings: any EarningsFiller, notices: any NoticeFiller, compositor: Compositor, clock: any WallClock,
        zone: @escaping @Sendable () -> Zone, capacity: Int
    ) {
        self.sources = sources
        self.discussions = discussions
        self.links = links
        self.earnings = earnings
        self.notices = notices
        self.compositor = compositor
        self.clock = clock
        self.zone = zone
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
        if let known = request.ifNoneMatch, EntityTags.list(known, contains: entry.entityTag) {
            return ReadyAnswer(status: .notModified, fields: entry.notModifiedFields, body: [], contentLength: 0)
        }
        let composed = compositor.compose(entry.page, coding: request.acceptsGzip ? .gzip : .identity)
        return ReadyAnswer(
            status: .ok, fields: request.acceptsGzip ? entry.gzipFields : entry.plainFields, body: composed.buffers,
            contentLength: composed.length)
    }

    /// Composes a page that is not kept, such as the answer to a search.
    package func composeOnce(_ page: Page, at route: Route, for request: ReadyRequest) async -> ReadyAnswer {
        let prepared = PreparedPage(
            plate: page.plate, path: route.path, notices: await fills(of: page, path: route.path) ?? [:],
            decorations: await decorations(of: page, path: route.path) ?? [],
            effort: request.acceptsGzip ? .quick : .none)
        let entry = Entry(
            prepared, mediaType: page.mediaType, freshness: page.freshness, expires: clock.now(),
            dependsOnQuery: true)
        return answer(request, with: entry)
    }

    /// What stands at a route, from memory or made now; `nil` when nothing does.
    package func page(at route: Route) async throws -> Found? {
        let path = route.path
        if let entry = shelf.withLock({ $0[path] }), clock.now() < entry.expires { return .entry(entry) }
        // Who asks after a change does not want what was begun before it.
        let generation = shelf.withLock { $0.generation }
        return try await making.result(for: Flight(path: path, generation: generation)) {
            try await Zone.$current.withValue(self.zone()) {
                try await self.make(route, path: path, generation: generation)
            }
        }
    }

    /// Forgets the pages at these paths; whoever asks next gets them made anew.
    package func forget(_ paths: [String]) { shelf.withLock { $0.forget(paths) } }

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
                    prepared, mediaType: page.mediaType, freshness: page.freshness, expires: midnight,
                    dependsOnQuery: route.dependsOnQuery)
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
