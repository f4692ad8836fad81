/// What a server on the web answered in the end.
package struct WebAnswer: Sendable, Hashable {
    package let status: Int
    /// Where redirects led; the address that was asked for when there were none.
    package let address: String
    /// How many redirects were followed.
    package let redirects: Int
    /// For how long the server wants to be left alone.
    package let retryAfter: Duration?
    /// As much of the body as the limits allow.
    package let body: [UInt8]
    /// Whether the body went on.
    package let isCut: Bool
}

/// One request on the way to an answer.
package struct WebHop: Sendable, Hashable {
    package let address: String
    /// `nil` when nobody answered.
    package let status: Int?

    package init(address: String, status: Int?) {
        self.address = address
        self.status = status
    }
}

/// The way to an answer, or to where there was none.
package struct WebTrace: Sendable {
    /// In the order in which they were asked; the first is the address that was asked for.
    package let hops: [WebHop]
    package let result: Result<WebAnswer, WebFailure>

    package var answer: WebAnswer? { if case .success(let answer) = result { answer } else { nil } }

    package var failure: WebFailure? { if case .failure(let failure) = result { failure } else { nil } }
}

/// How much an answer may take.
package struct WebLimits: Sendable, Hashable {
    /// For everything, redirects included.
    package var time: Duration
    /// Bytes of header fields, of each answer on the way.
    package var headers: Int
    /// Bytes of the body; what lies beyond is not read.
    package var body: Int
    package var redirects: Int

    package init(time: Duration = .seconds(20), headers: Int = 65_536, body: Int = 65_536, redirects: Int = 5) {
        self.time = time
        self.headers = headers
        self.body = body
        self.redirects = redirects
    }
}
