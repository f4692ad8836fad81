package import NIOCore

/// What the event loop needs to know of a GET or HEAD request to answer it from memory.
package struct ReadyRequest: Sendable {
    /// The request's path, without the query.
    package let path: String
    /// Whether a query follows the path, which may ask for another page than the path alone.
    package let hasQuery: Bool
    package let acceptsGzip: Bool
    /// The value of `If-None-Match`, if there is one.
    package let ifNoneMatch: String?
    /// What the program that asks says of itself.
    package let agent: String?
    /// The value of `Sec-CH-UA-Mobile`, if there is one.
    package let isMobile: Bool?
    /// The network address at the other end of the connection, a proxy's where there is one; empty when it has none.
    package let peer: String
    /// The last value of `X-Forwarded-For`, if there is one.
    package let forwarded: String?
    /// Whether the reader wants nothing of theirs sold or shared: `Sec-GPC: 1` (Global Privacy Control).
    package let optsOut: Bool

    package init(
        path: String, hasQuery: Bool, acceptsGzip: Bool, ifNoneMatch: String?, agent: String? = nil,
        isMobile: Bool? = nil, peer: String = "", forwarded: String? = nil, optsOut: Bool = false
    ) {
        self.path = path
        self.hasQuery = hasQuery
        self.acceptsGzip = acceptsGzip
        self.ifNoneMatch = ifNoneMatch
        self.agent = agent
        self.isMobile = isMobile
        self.peer = peer
        self.forwarded = forwarded
        self.optsOut = optsOut
    }
}

/// An answer that only has to be written.
package struct ReadyAnswer: Sendable {
    package enum Status: Int, Sendable {
        case ok = 200
        case found = 302
        case notModified = 304
    }

    package let status: Status
    /// Header lines, each ended by CR LF, without `Content-Length`, `Connection` and `Date`.
    package let fields: ByteBuffer
    /// To be written one after another.
    package let body: [ByteBuffer]
    /// The sum of the body's lengths, in bytes.
    package let contentLength: Int

    package init(status: Status, fields: ByteBuffer, body: [ByteBuffer], contentLength: Int) {
        self.status = status
        self.fields = fields
        self.body = body
        self.contentLength = contentLength
    }
}

/// Answers requests from memory.
package protocol ReadyAnswerer: Sendable {
    /// Runs on the event loop: it must not wait. `nil` hands the request to the router.
    func answer(_ request: ReadyRequest) -> ReadyAnswer?
}
