import NIOHTTP1

/// A request that is wrong in itself, whatever it asks for.
struct RequestRefusal: Equatable {
    let status: Int
    let reason: String
    /// Plain text for whoever reads it, ended by a line feed.
    let text: String

    private init(_ status: Int, _ reason: String, _ text: String) {
        self.status = status
        self.reason = reason
        self.text = text + "\n"
    }

    private static let longestTarget = 8192

    /// Looks at the parts of a head that the decoder leaves to the server (RFC 9112 §3.2, RFC 9110 §15.5.15).
    init?(of head: HTTPRequestHead, hostCount: Int) {
        if head.uri.utf8.count > Self.longestTarget {
            self.init(414, "URI Too Long", "The address is longer than \(Self.longestTarget) bytes.")
        } else if head.version.major != 1 {
            self.init(505, "HTTP Version Not Supported", "This server speaks HTTP/1.0 and HTTP/1.1.")
        } else if head.version.minor >= 1, hostCount != 1 {
            self.init(400, "Bad Request", "A request needs exactly one Host field.")
        } else {
            return nil
        }
    }

    /// Tells a request that could not be read; `nil` for errors that are not the request's, such as a lost connection.
    init?(of error: any Error) {
        guard let error = error as? HTTPParserError else { return nil }
        switch error {
        case .headerOverflow:
            self.init(431, "Request Header Fields Too Large", "The header fields are too large.")
        case .invalidMethod: self.init(501, "Not Implemented", "This server does not know that method.")
        case .invalidVersion:
            self.init(505, "HTTP Version Not Supported", "This server speaks HTTP/1.0 and HTTP/1.1.")
        case .closedConnection, .invalidEOFState, .paused: return nil
        default: self.init(400, "Bad Request", "The request could not be read.")
        }
    }
}
