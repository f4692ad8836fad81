import Crypto

/// A random text that is handed out once and kept only as a digest: sessions, invitations, recovery codes.
package struct Secret: Sendable, Hashable {
    /// What its owner shows, in the URL-safe alphabet of base 64 (RFC 4648 §5) without padding.
    package let text: String

    private static let length = 32

    /// Makes a new one of 256 random bits.
    package init() {
        text = BaseEncoding.base64URL.encode(Self.bytes(Self.length))
    }

    /// Takes what somebody showed; `nil` for what cannot be one.
    package init?(shown text: String) {
        guard text.utf8.count == 43, BaseEncoding.base64URL.allows(text) else { return nil }
        self.text = text
    }

    /// What is kept: SHA-256 is enough, since nobody can guess 256 random bits.
    package var digest: [UInt8] { Digest.of(text) }

    /// A text that only the owner of this secret and the server can name, such as the token of a form.
    package func derived(for purpose: String) -> String {
        let key = SymmetricKey(data: Array(text.utf8))
        return BaseEncoding.base64URL.encode(
            Array(HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8), using: key)))
    }

    /// Random bytes that nobody can guess.
    package static func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// Whether two texts are the same, in a time that tells nothing of where they differ.
    package static func areEqual(_ left: String, _ right: String) -> Bool {
        areEqual(Array(left.utf8), Array(right.utf8))
    }

    /// Whether bytes are the same, in a time that tells nothing of where they differ.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
