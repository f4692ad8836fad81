import Crypto

/// The keys of a ``Seal`` by their versions: the current one closes, and all open.
package struct SealingKeys: Sendable {
    /// One key for each half of the work, begun so that each use only has to go on.
    struct Pair: Sendable {
        let signing: HMAC<SHA256>
        let hiding: HMAC<SHA256>

        init(_ secret: [UInt8]) {
            func part(_ name: String) -> HMAC<SHA256> {
                let key = HKDF<SHA256>.deriveKey(
                    inputKeyMaterial: SymmetricKey(data: secret), info: Array(name.utf8), outputByteCount: 32)
                return HMAC<SHA256>(key: key)
            }
            signing = part("masthead.seal.sign")
            hiding = part("masthead.seal.hide")
        }
    }

    let current: UInt8
    let newest: Pair
    private let others: [UInt8: Pair]

    /// In bytes.
    package static let shortestSecret = 16

    /// - Parameters:
    ///   - current: The version that closes from now on.
    ///   - secret: Its random bytes; nil is returned for fewer than ``shortestSecret``.
    ///   - earlier: Those of versions before, whose texts are still about.
    package init?(current: UInt8, secret: [UInt8], earlier: [UInt8: [UInt8]] = [:]) {
        guard ([secret] + earlier.values).allSatisfy({ $0.count >= Self.shortestSecret }), earlier[current] == nil
        else {
            return nil
        }
        self.current = current
        newest = Pair(secret)
        others = earlier.mapValues(Pair.init)
    }

    subscript(version: UInt8) -> Pair? { version == current ? newest : others[version] }
}
