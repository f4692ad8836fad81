package import HTTPSupport
import NIOCore

extension PageLibrary {
    /// A page as a reader would be answered with it at a route; it is not kept.
    package func document(of page: Page, at route: Route) async -> [UInt8] {
        let request = ReadyRequest(path: route.path, hasQuery: false, acceptsGzip: false, ifNoneMatch: nil)
        return await composeOnce(page, at: route, for: request).body.flatMap { Array(buffer: $0) }
    }
}
