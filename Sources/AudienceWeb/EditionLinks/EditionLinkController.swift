package import Audience
package import HTTPSupport
import HTTPTypes
package import Hummingbird
package import Kernel
import Synchronization

/// Leads from an edition to its pages, and counts that somebody went there.
///
/// It leads nowhere but to pages of this site that the edition names, so that nobody can make it lead elsewhere.
package struct EditionLinkController: Sendable {
    private let clicks: EditionClicks
    private let counter: EditionClickCounter
    private let counts: @Sendable () async throws -> Bool
    private let clock: any WallClock
    private let isBehindProxy: Bool
    private let known = KnownEditionPages()

    /// - Parameters:
    ///   - counts: Whether the publisher wants clicks counted; links lead on either way.
    ///   - isBehindProxy: Whether a reverse proxy tells in `X-Forwarded-For` who really asks.
    package init(
        clicks: EditionClicks, counter: EditionClickCounter, counts: @escaping @Sendable () async throws -> Bool,
        clock: any WallClock, isBehindProxy: Bool
    ) {
        self.clicks = clicks
        self.counter = counter
        self.counts = counts
        self.clock = clock
        self.isBehindProxy = isBehindProxy
    }

    /// The address by which an edition leads to a page, from the root; what follows a `#` stays with the browser.
    package static func link(from edition: Edition.ID, to path: String) -> String {
        Route.editionLink(edition.description, PercentEncoding.ascii(path)).path
    }

    package func add(to router: Router<ReaderContext>) {
        router.get(RouterPath(Route.editionLink(":edition", "/**").path)) { request, context in
            guard let name = context.parameters.get("edition"), let edition = Edition.ID(name),
                edition.description == name, let path = Self.path(request.uri.path, after: edition),
                let pages = try await pages(of: edition), pages.paths.contains(path)
            else { throw StaffRequest.nothingHere }
            let visit = Visit(request, context, isBehindProxy: isBehindProxy)
            if pages.isOut, Self.isPerson(visit), try await counts() {
                counter.note(path, of: edition, from: visit.address, at: clock.now())
            }
            var response = Response(
                status: .found,
                headers: [.location: PercentEncoding.ascii(path), .cacheControl: "no-store"])
            SecurityHeaders.apply(to: &response)
            if let name = HTTPField.Name("X-Robots-Tag") { response.headers[name] = "noindex" }
            return response
        }
    }

    private static func path(_ whole: String, after edition: Edition.ID) -> String? {
        guard let decoded = PercentEncoding.decode(whole) else { return nil }
        let start = Route.editionLink(edition.description, "").path
        return decoded.hasPrefix(start) ? String(decoded.dropFirst(start.count)) : nil
    }

    private static func isPerson(_ visit: Visit) -> Bool {
        guard !visit.isHead, !visit.isAhead, let agent = visit.agent, agent.utf8.contains(where: { $0 > 0x20 }) else {
            return false
        }
        return KnownAgents.kind(of: agent) == nil
    }

    private func pages(of edition: Edition.ID) async throws -> EditionClicks.Pages? {
        if let pages = known[edition] { return pages }
        let pages = try await clicks.pages(of: edition)
        known[edition] = pages
        return pages
    }
}

/// The pages that editions lead to, which are the same from the moment at which one is begun to be sent.
private final class KnownEditionPages: Sendable {
    private let pages = Mutex<[Edition.ID: EditionClicks.Pages]>([:])

    private static let most = 64

    subscript(edition: Edition.ID) -> EditionClicks.Pages? {
        get { pages.withLock { $0[edition] } }
        set {
            guard let newValue, newValue.isOut else { return }
            pages.withLock { pages in
                if pages.count >= Self.most { pages = [:] }
                pages[edition] = newValue
            }
        }
    }
}
