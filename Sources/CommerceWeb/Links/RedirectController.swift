import Commerce
package import HTTPSupport
import HTTPTypes
package import Hummingbird
import Kernel

/// Sends readers on from `/go/…` to where a link leads; to nowhere that the store does not know.
///
/// It answers what ``RedirectAnswerer`` leaves: links that are asked for the first time, and addresses that are none.
package struct RedirectController: Sendable {
    private let redirects: Redirects

    package init(redirects: Redirects) { self.redirects = redirects }

    package func add(to router: Router<ReaderContext>) {
        router.get(RouterPath(Route.go(":id").path)) { request, context in
            guard let id = AffiliateLink.ID(context.parameters.get("id") ?? ""),
                let direction = try await redirects.find(id)
            else {
                throw Problem(
                    .notFound, slug: "link-unknown", title: "There is no such link",
                    detail: "We never gave out a link with this address.")
            }
            let visit = Visit(request, context, isBehindProxy: redirects.isBehindProxy)
            let address = await redirects.send(visit, to: direction)
            var response = Response(status: .found, headers: [.location: RedirectFields.location(address)])
            for (name, value) in RedirectFields.all {
                guard let name = HTTPField.Name(name) else { continue }
                response.headers[name] = value
            }
            return response
        }
    }
}
