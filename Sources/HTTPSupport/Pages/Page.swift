package import Kernel

/// What stands at a route, before anything is filled in.
package struct Page: Sendable {
    /// The media types that pages come in.
    package enum MediaType: String, Sendable {
        case html = "text/html; charset=utf-8"
        case rss = "application/rss+xml; charset=utf-8"
        case atom = "application/atom+xml; charset=utf-8"
        case xml = "application/xml; charset=utf-8"
        case jsonFeed = "application/feed+json; charset=utf-8"
        case json = "application/json"
        case plainText = "text/plain; charset=utf-8"
        case css = "text/css; charset=utf-8"
        case javaScript = "text/javascript; charset=utf-8"
        case svg = "image/svg+xml"
        case png = "image/png"
        case icon = "image/x-icon"
    }

    /// How long a reader's browser may use its copy without asking.
    package enum Freshness: Sendable {
        /// Asks each time, and is told “not modified” when nothing has changed.
        case asked
        /// Never asks again: the address changes when the content does.
        case immutable
    }

    package let plate: Plate
    package let mediaType: MediaType
    package let freshness: Freshness
    /// Whether scripts of the site’s own run in it; in pages with slots they do anyway.
    package var isScripted = false

    package init(plate: Plate, mediaType: MediaType = .html, freshness: Freshness = .asked) {
        self.plate = plate
        self.mediaType = mediaType
        self.freshness = freshness
    }

    /// A page without openings.
    package init(bytes: [UInt8], mediaType: MediaType, freshness: Freshness = .asked) {
        self.init(plate: Plate(pieces: [.bytes(bytes)]), mediaType: mediaType, freshness: freshness)
    }
}

/// What a page source has at a route.
package enum PageAnswer: Sendable {
    case page(Page)
    /// It has moved for good.
    case moved(to: Route)
}

/// Makes the pages of one part of the site.
package protocol PageSource: Sendable {
    /// `nil` when this source has nothing at the route.
    func page(at route: Route) async throws -> PageAnswer?
}
