/// What stands in a mailed link for whom it was mailed to: closed for one purpose, and for links that must not work for
/// ever, until a moment.
package struct LinkTokens: Sendable {
    private let seal: Seal
    private let expires: Bool

    /// - Parameters:
    ///   - purpose: What the link does; a token for one purpose is nothing to another.
    ///   - expires: Whether each token has an end; the end is part of it.
    package init(for purpose: String, expires: Bool, keys: SealingKeys) {
        seal = Seal(for: (expires ? "link.until." : "link.") + purpose, keys: keys)
        self.expires = expires
    }

    /// A token that has no end, in the URL-safe alphabet of base 64: 44 letters for the 16 bytes of an identifier.
    package func token(for bytes: [UInt8]) -> String {
        precondition(!expires, "this purpose’s tokens have an end")
        return BaseEncoding.base64URL.encode(seal.close(bytes))
    }

    /// A token that works until a moment, in whole seconds since 1970.
    package func token(for bytes: [UInt8], until end: Int64) -> String {
        precondition(expires, "this purpose’s tokens have no end")
        let end = UInt64(bitPattern: end)
        let ending = (0..<8).map { UInt8(truncatingIfNeeded: end >> (56 - 8 * UInt64($0))) }
        return BaseEncoding.base64URL.encode(seal.close(ending + bytes))
    }

    /// What a shown token stands for.
    ///
    /// - Parameter now: In seconds since 1970; tokens without an end don’t look at it.
    package func read(_ token: some StringProtocol, now: Int64) -> Reading {
        guard token.utf8.count <= 200, let closed = BaseEncoding.base64URL.decode(token), let bytes = seal.open(closed)
        else { return .invalid }
        guard expires else { return .valid(bytes) }
        guard bytes.count >= 8 else { return .invalid }
        let end = Int64(bitPattern: bytes[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        return now < end ? .valid(Array(bytes[8...])) : .expired(Array(bytes[8...]))
    }

    package enum Reading: Sendable, Hashable {
        /// With the bytes that the token was made for.
        case valid([UInt8])
        /// Ours, but too old: a new mail can be sent to whom it was made for.
        case expired([UInt8])
        case invalid
    }
}
