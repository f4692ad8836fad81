import NIOHTTP1

/// The few fields that decide how a request is answered, found in one pass over all of them.
struct RequestFields {
    private(set) var hostCount = 0
    private(set) var acceptsGzip = false
    private(set) var ifNoneMatch: String?
    private(set) var agent: String?
    private(set) var isMobile: Bool?
    private(set) var forwarded: String?
    private(set) var optsOut = false

    init(_ headers: HTTPHeaders) {
        for (name, value) in headers {
            // Most names are told apart by their length alone.
            switch name.utf8.count {
            case 4 where Self.isSame(name, "host"): hostCount += 1
            case 7 where Self.isSame(name, "sec-gpc"): optsOut = optsOut || value == "1"
            case 10 where Self.isSame(name, "user-agent"): agent = value
            case 13 where Self.isSame(name, "if-none-match"):
                ifNoneMatch = ifNoneMatch.map { "\($0), \(value)" } ?? value
            case 15 where Self.isSame(name, "accept-encoding"):
                acceptsGzip = AcceptEncoding.allowsGzip(CollectionOfOne(value))
            case 15 where Self.isSame(name, "x-forwarded-for"): forwarded = value
            case 16 where Self.isSame(name, "sec-ch-ua-mobile"): isMobile = value == "?1"
            default: break
            }
        }
    }

    /// Compares without regard to case; `known` is in lower case and has the length of `name`.
    private static func isSame(_ name: String, _ known: StaticString) -> Bool {
        known.withUTF8Buffer { known in
            var index = 0
            for byte in name.utf8 {
                guard byte | 0x20 == known[index] || byte == known[index] else { return false }
                index += 1
            }
            return true
        }
    }
}
