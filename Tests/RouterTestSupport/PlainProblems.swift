package import HTTPSupport
package import Hummingbird
import Kernel
import NIOCore

/// Tells problems by their status and slug alone.
package struct PlainProblems: RouterMiddleware {
    package typealias Context = ReaderContext

    package init() {}

    @concurrent
    package func handle(
        _ request: Request, context: ReaderContext,
        next: @concurrent (Request, ReaderContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return Response(
                status: .init(code: PresentedProblem(problem).status),
                body: .init(byteBuffer: ByteBuffer(string: problem.slug)))
        } catch let error as HTTPError {
            return Response(status: error.status)
        }
    }
}
