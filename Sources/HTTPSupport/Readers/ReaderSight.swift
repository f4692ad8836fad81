import HTTPTypes
package import Hummingbird
package import Kernel

/// Sees of a request what a slot may depend on, and keeps none of it.
package struct ReaderSight: Sendable {
    /// The country of a network address, where the site knows countries.
    package typealias CountryFinder = @Sendable (_ address: String) -> Country?

    private let isBehindProxy: Bool
    private let country: CountryFinder?
    private let allowsFrames: @Sendable () -> Bool

    /// - Parameters:
    ///   - isBehindProxy: Whether a proxy of our own wrote the last address of `X-Forwarded-For`.
    ///   - allowsFrames: Whether the site allows frames of third parties now.
    package init(
        isBehindProxy: Bool = false, country: CountryFinder? = nil,
        allowsFrames: @escaping @Sendable () -> Bool = { false }
    ) {
        self.isBehindProxy = isBehindProxy
        self.country = country
        self.allowsFrames = allowsFrames
    }

    package func reader(of request: ReadyRequest) -> Reader {
        Reader(
            device: DeviceClass(agent: request.agent, isMobile: request.isMobile),
            country: country.flatMap { $0(address(request)) }, allowsFrames: !request.optsOut && allowsFrames())
    }

    private func address(_ request: ReadyRequest) -> String {
        // The last entry is the one that our own proxy wrote; those before it are anybody’s.
        guard isBehindProxy, let last = request.forwarded?.split(separator: ",").last else { return request.peer }
        return String(last.drop { $0 == " " })
    }
}

extension ReadyRequest {
    /// What the event loop would have seen of a request that came to the router.
    package init(_ request: Request, _ context: ReaderContext) {
        func field(_ name: String) -> String? { HTTPField.Name(name).flatMap { request.headers[values: $0].last } }
        self.init(
            path: request.uri.path, hasQuery: request.uri.query != nil,
            acceptsGzip: AcceptEncoding.allowsGzip(request.headers[values: .acceptEncoding]),
            ifNoneMatch: request.headers[.ifNoneMatch], agent: request.headers[.userAgent],
            isMobile: field("Sec-CH-UA-Mobile").map { $0 == "?1" }, peer: context.peer,
            forwarded: field("X-Forwarded-For"),
            optsOut: HTTPField.Name("Sec-GPC").map { request.headers[values: $0].contains("1") } ?? false)
    }
}
