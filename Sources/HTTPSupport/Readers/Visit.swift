import HTTPTypes
package import Hummingbird

/// What a request for a link tells of whoever asks; it is looked at and kept nowhere.
package struct Visit: Sendable {
    package let isHead: Bool
    /// What the program that asks says of itself.
    package let agent: String?
    /// What fetching it is for, in the words of a browser.
    package let purpose: String?
    /// The network address that asks.
    package let address: String

    /// In the order of trust: the first is the standard’s (Fetch, “Sec-Purpose”), the others are what browsers sent before.
    private static let purposeFields = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"]
    package static let forwardedField = "X-Forwarded-For"

    package init(isHead: Bool, agent: String?, purpose: String?, address: String) {
        self.isHead = isHead
        self.agent = agent
        self.purpose = purpose
        self.address = address
    }

    /// - Parameters:
    ///   - peer: The address at the other end of the connection.
    ///   - isBehindProxy: Whether a proxy of our own wrote the last address of `X-Forwarded-For`.
    package init(isHead: Bool, peer: String, isBehindProxy: Bool, field: (String) -> String?) {
        self.isHead = isHead
        agent = field("User-Agent")
        purpose = Self.purposeFields.lazy.compactMap(field).first
        // The last entry is the one that our own proxy wrote; those before it are anybody’s.
        let forwarded = isBehindProxy ? field(Self.forwardedField)?.split(separator: ",").last : nil
        address = forwarded.map { String($0.drop { $0 == " " }) } ?? peer
    }

    /// - Parameter isBehindProxy: Whether a proxy of our own wrote the last address of `X-Forwarded-For`.
    package init(_ request: Request, _ context: ReaderContext, isBehindProxy: Bool) {
        self.init(isHead: request.method == .head, peer: context.peer, isBehindProxy: isBehindProxy) { name in
            HTTPField.Name(name).flatMap { request.headers[$0] }
        }
    }

    /// Whether a browser fetches it before anybody chose to go there.
    package var isAhead: Bool {
        guard let purpose = purpose?.lowercased() else { return false }
        return ["prefetch", "prerender", "preview"].contains { purpose.contains($0) }
    }
}
