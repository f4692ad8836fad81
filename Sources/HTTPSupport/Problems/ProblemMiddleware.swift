import HTTPTypes
package import Hummingbird
package import Kernel
import Logging
import Markup
import NIOCore

/// Turns whatever a handler throws into an answer; no other middleware or handler knows how.
package struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    private let pages: ProblemPages
    private let problem: @Sendable (any Error) -> Problem?

    /// - Parameter problem: Tells an error of another layer as a problem, such as a database that cannot be reached;
    ///   `nil` for a fault of ours.
    package init(pages: ProblemPages, problem: @escaping @Sendable (any Error) -> Problem?) {
        self.pages = pages
        self.problem = problem
    }

    @concurrent
    package func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return answer(PresentedProblem(problem), to: request)
        } catch let error as HTTPError where error.status.code < 500 {
            guard error.status == .notFound else {
                return answer(
                    PresentedProblem(
                        Problem(
                            .invalid, slug: "request-invalid", title: "The request could not be read",
                            detail: error.body ?? error.status.reasonPhrase)), to: request)
            }
            // The router knows a method only where somebody handles it; every address can at least be read.
            let isRead = request.method == .get || request.method == .head
            return answer(isRead ? .notFound : .methodNotAllowed, to: request)
        } catch {
            context.logger.error(
                "A request failed",
                metadata: ["path": .string(request.uri.path), "error": .string(String(describing: error))])
            return answer(problem(error).map(PresentedProblem.init) ?? .fault(requestID: context.id), to: request)
        }
    }

    private func answer(_ presented: PresentedProblem, to request: Request) -> Response {
        let accept = request.headers[.accept] ?? ""
        let wantsJSON = accept.contains("json") && !accept.contains("text/html")
        var response =
            if let door = pages.offices.door(to: request.uri.path) {
                office(presented, to: request, behind: door, inJSON: wantsJSON)
            } else {
                reader(presented, inJSON: wantsJSON)
            }
        response.headers[.vary] = "Accept"
        if presented.status == 405 { response.headers[.allow] = "GET, HEAD" }
        if presented.status == 429 || presented.status == 503 { response.headers[.retryAfter] = "10" }
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func office(
        _ presented: PresentedProblem, to request: Request, behind door: OfficeProblemPages.Door, inJSON: Bool
    ) -> Response {
        guard !inJSON else { return OfficeResponse.json(presented.json, status: presented.status) }
        let page = pages.offices.page(
            of: presented, at: request.uri.path, behind: door,
            isRead: request.method == .get || request.method == .head)
        return OfficeResponse.page(page, status: presented.status)
    }

    private func reader(_ presented: PresentedProblem, inJSON: Bool) -> Response {
        var response = Response(
            status: .init(code: presented.status),
            headers: [
                .contentType: inJSON ? "application/problem+json" : Page.MediaType.html.rawValue,
                .cacheControl: "no-store",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: inJSON ? presented.json.bytes : pages.page(of: presented))))
        SecurityHeaders.apply(to: &response)
        return response
    }
}
