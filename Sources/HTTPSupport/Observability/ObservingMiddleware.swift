import HTTPTypes
package import Hummingbird

/// Tells an observer of each request that the router has answered.
package struct ObservingMiddleware<Context: RequestContext>: RouterMiddleware {
    private let observer: any RequestObserver

    package init(observer: any RequestObserver) { self.observer = observer }

    @concurrent
    package func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        observer.answered(
            ObservedRequest(
                method: request.method.rawValue, uri: request.uri.string, status: response.status.code,
                length: response.body.contentLength ?? 0))
        return response
    }
}
