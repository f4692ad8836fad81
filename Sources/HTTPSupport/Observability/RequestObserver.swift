/// What can be told of a request once it is answered; nothing of it names the reader.
package struct ObservedRequest: Sendable {
    package let method: String
    package let uri: String
    package let status: Int
    /// Of the answer's body, in bytes.
    package let length: Int

    package init(method: String, uri: String, status: Int, length: Int) {
        self.method = method
        self.uri = uri
        self.status = status
        self.length = length
    }
}

/// Is told of each answered request.
package protocol RequestObserver: Sendable {
    /// May run on the event loop: it must not wait.
    func answered(_ request: ObservedRequest)
}
