package import Commerce
package import HTTPSupport
import HTTPTypes
package import Hummingbird
package import Kernel

/// Sends readers on from `/go/…` to where a link leads; to nowhere that the store does not know.
package struct RedirectController: Sendable {
    private let links: LiveLinks
    private let zone: @Sendable () -> Zone

    /// - Parameter zone: Where the site is: agreements begin and end by its clocks.
    package init(links: LiveLinks, zone: @escaping @Sendable () -> Zone) {
        self.links = links
        self.zone = zone
    }

    package func add(to router: Router<ReaderContext>) {
        router.get(RouterPath(Route.go(":id").path)) { _, context in
            guard let id = AffiliateLink.ID(context.parameters.get("id") ?? ""),
                let destination = try await destination(of: id)
            else {
                throw Problem(
                    .notFound, slug: "link-unknown", title: "There is no such link",
                    detail: "We never gave out a link with this address.")
            }
            var response = Response(
                status: .found, headers: [.location: destination, .cacheControl: "no-store"])
            if let robots = HTTPField.Name("X-Robots-Tag") { response.headers[robots] = "noindex, nofollow" }
            SecurityHeaders.apply(to: &response)
            return response
        }
    }

    private func destination(of id: AffiliateLink.ID) async throws -> String? {
        try await Zone.$current.withValue(zone()) { try await links.destination(of: id) }
    }
}
