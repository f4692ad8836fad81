package import NIOHTTP1

/// A GET or HEAD request that is answered once something has been done for it.
package struct LaterRequest: Sendable {
    /// The request's path, without the query.
    package let path: String
    /// Without the question mark; `nil` when there is none.
    package let query: String?
    package let head: HTTPRequestHead
    /// The network address at the other end of the connection, a proxy's where there is one; empty when it has none.
    package let peer: String

    package init(path: String, query: String?, head: HTTPRequestHead, peer: String) {
        self.path = path
        self.query = query
        self.head = head
        self.peer = peer
    }
}

/// Answers requests on the event loop for which something has to be done first, such as writing a row.
///
/// It is for answers that are asked for so often that the way through the router would cost more than the work itself.
package protocol LaterAnswerer: Sendable {
    /// Whether requests for this path are its own; runs on the event loop for each request that has no ready answer.
    func takes(_ path: String) -> Bool

    /// Begins to work on the answers to requests that came together; runs on the event loop, so it must not wait.
    ///
    /// - Parameter completion: Has to be called exactly once, on any thread, with an answer for each request in their order.
    func answer(_ requests: [LaterRequest], completion: @escaping @Sendable ([ReadyAnswer]) -> Void)
}
