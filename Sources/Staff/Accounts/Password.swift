import CArgon2
package import Kernel
import Secrets

/// Passwords, kept only as Argon2id hashes (RFC 9106).
package enum Password {
    /// The shortest and longest that are taken, in characters.
    package static let lengths = 12...200

    /// 19 MiB, two passes, one lane: the smallest setting that OWASP's cheat sheet recommends for Argon2id.
    private static let memory: UInt32 = 19 * 1024
    private static let passes: UInt32 = 2
    private static let saltLength = 16
    private static let hashLength = 32

    /// Hashes a password with a new salt.
    ///
    /// - Returns: The encoded form `$argon2id$v=19$…`, which holds the settings and the salt.
    /// - Throws: ``Problem`` of kind `invalid` for a password of a length that is not taken, `unavailable` when there
    ///   is no memory for the hash.
    package static func hash(_ password: String) throws(Problem) -> String {
        guard lengths.contains(password.count) else {
            throw Problem(
                .invalid, slug: "password-length", title: "The password cannot be used",
                detail: "A password has \(lengths.lowerBound) to \(lengths.upperBound) characters.")
        }
        let salt = Secret.bytes(saltLength)
        let length = argon2_encodedlen(passes, memory, 1, UInt32(saltLength), UInt32(hashLength), Argon2_id)
        var encoded = [CChar](repeating: 0, count: length)
        let bytes = Array(password.utf8)
        let status = argon2id_hash_encoded(
            passes, memory, 1, bytes, bytes.count, salt, salt.count, hashLength, &encoded, encoded.count)
        guard status == ARGON2_OK.rawValue else {
            throw Problem(
                .unavailable, slug: "password-hash", title: "The password could not be kept",
                detail: String(cString: argon2_error_message(status)))
        }
        return String(decoding: encoded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether a password is the one that was hashed; takes the same time either way.
    package static func matches(_ password: String, hash: String) -> Bool {
        let bytes = Array(password.utf8)
        return argon2id_verify(hash, bytes, bytes.count) == ARGON2_OK.rawValue
    }

    /// Makes a password that nobody has chosen: 120 random bits in 24 characters that are not mistaken for others.
    package static func generate() -> String {
        let alphabet = Array("abcdefghijkmnpqrstuvwxyz23456789")
        var generator = SystemRandomNumberGenerator()
        let characters = (0..<24).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
        return stride(from: 0, to: 24, by: 6).map { String(characters[$0..<$0 + 6]) }.joined(separator: "-")
    }
}
