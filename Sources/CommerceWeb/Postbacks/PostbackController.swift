package import Commerce
package import HTTPSupport
import HTTPTypes
package import Hummingbird
package import Kernel
import Markup
import NIOCore

/// Answers networks that tell of a sale: 204 once it is durable, and otherwise what is wrong, for a program to read.
package struct PostbackController: Sendable {
    private static let longestBody = 16_384

    private let store: PostbackStore
    private let clock: any WallClock
    private let zone: @Sendable () -> Zone
    private let isBehindProxy: Bool
    private let limit = PostbackLimit()

    /// - Parameters:
    ///   - zone: Where the site is.
    ///   - isBehindProxy: Whether a reverse proxy tells in `X-Forwarded-For` who really asks.
    package init(
        store: PostbackStore, clock: any WallClock, zone: @escaping @Sendable () -> Zone, isBehindProxy: Bool
    ) {
        self.store = store
        self.clock = clock
        self.zone = zone
        self.isBehindProxy = isBehindProxy
    }

    /// Refused for their signature since the server started.
    package var refusals: Int { limit.refusals }

    package func add(to router: Router<ReaderContext>) {
        let path = RouterPath(Route.postback(":programme").path)
        for method in [HTTPRequest.Method.get, .post] {
            router.on(path, method: method) { request, context in try await answer(request, context) }
        }
    }

    private func answer(_ request: Request, _ context: ReaderContext) async throws -> Response {
        let address = Visit(request, context, isBehindProxy: isBehindProxy).address
        guard !limit.isExceeded(by: address, at: clock.now()) else {
            return Self.response(
                Problem(
                    .limited, slug: "postbacks-limited", title: "Too many postbacks",
                    detail: "Send it again in a minute."), status: 429)
        }
        do {
            guard let programme = Programme.ID(context.parameters.get("programme") ?? "") else { throw Self.unknown }
            let postback = try await Postback(parameters: Self.parameters(of: request))
            try await Zone.$current.withValue(zone()) {
                try await store.take(postback, of: programme, at: clock.now())
            }
            return Response(status: .noContent, headers: Self.fields)
        } catch let problem as Problem {
            if problem.kind == .forbidden { limit.refused(address) }
            return Self.response(problem, status: problem.kind == .invalid ? 422 : PresentedProblem(problem).status)
        }
    }

    /// Those of the address, and of a form that came with it.
    private static func parameters(of request: Request) async throws -> [(name: String, value: String)] {
        var fields: [FormBody.Field] = []
        do {
            fields = try FormBody((request.uri.query ?? "").utf8).fields
        } catch {
            throw unreadable
        }
        guard request.method == .post else { return fields.map { ($0.name, $0.value) } }
        let mediaType = request.headers[.contentType].map { String($0.prefix { $0 != ";" }).lowercased() } ?? ""
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: longestBody)
        } catch {
            throw Problem(
                .tooLong, slug: "postback-too-long", title: "The postback is too long",
                detail: "At most \(longestBody >> 10) kB are read.")
        }
        guard body.readableBytes == 0 || mediaType == "application/x-www-form-urlencoded",
            let form = try? FormBody(body.readableBytesView)
        else { throw unreadable }
        return (fields + form.fields).map { ($0.name, $0.value) }
    }

    private static let unreadable = Problem(
        .invalid, slug: "postback-unreadable", title: "The postback can’t be read",
        detail: "Its parameters belong into the address, or into a body of application/x-www-form-urlencoded.")

    /// The same as for a wrong signature, so that nobody learns which programmes there are.
    private static let unknown = Problem(
        .forbidden, slug: "postback-forbidden", title: "The postback was refused",
        detail: "It has neither a signature nor a token.")

    private static var fields: HTTPFields {
        var fields = HTTPFields()
        fields[.cacheControl] = "no-store"
        return fields
    }

    private static func response(_ problem: Problem, status: Int) -> Response {
        let presented = PresentedProblem(problem, status: status)
        var headers = fields
        headers[.contentType] = "application/problem+json"
        if status == 429 { headers[.retryAfter] = "60" }
        var response = Response(
            status: .init(code: status), headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: presented.json.bytes)))
        SecurityHeaders.apply(to: &response)
        return response
    }
}
