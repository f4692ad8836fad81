import Commerce
package import HTTPSupport
import HTTPTypes
package import Hummingbird
import Kernel
import NIOCore

/// Sends readers on from `/go/…` to where a link leads, to nowhere that the store does not know, or tells them that it is
/// gone.
///
/// It answers what ``RedirectAnswerer`` leaves: links that are asked for the first time, and addresses that are none.
package struct RedirectController: Sendable {
    private let redirects: Redirects
    private let gone: GoneLinkPage

    package init(redirects: Redirects, gone: GoneLinkPage) {
        self.redirects = redirects
        self.gone = gone
    }

    package func add(to router: Router<ReaderContext>) {
        router.get(RouterPath(Route.go(":id").path)) { request, context in
            guard let id = AffiliateLink.ID(context.parameters.get("id") ?? ""),
                let way = try await redirects.find(id)
            else {
                throw Problem(
                    .notFound, slug: "link-unknown", title: "There is no such link",
                    detail: "We never gave out a link with this address.")
            }
            let visit = Visit(request, context, isBehindProxy: redirects.isBehindProxy)
            let address = await redirects.send(visit, by: way)
            if way.direction.leadsNowhere {
                let page = Response(status: .ok, body: .init(byteBuffer: ByteBuffer(bytes: gone.html(way.direction))))
                return Self.response(page, RedirectFields.ofPage)
            }
            return Self.response(
                Response(status: .found, headers: [.location: RedirectFields.location(address)]), RedirectFields.all)
        }
    }

    private static func response(_ bare: Response, _ fields: [(name: String, value: String)]) -> Response {
        var response = bare
        for (name, value) in fields {
            guard let name = HTTPField.Name(name) else { continue }
            response.headers[name] = value
        }
        return response
    }
}
