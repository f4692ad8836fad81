import COpenSSL
import Synchronization

/// A private key that signs mail, of RSA (RFC 6376) or Ed25519 (RFC 8463).
///
/// Sendable without the compiler’s word for it: the key isn’t changed once it is made, and OpenSSL guards what it
/// keeps beside it with locks of its own.
package final class DKIMKey: @unchecked Sendable {
    package enum Algorithm: String, Sendable, Hashable, CaseIterable {
        case rsa
        case ed25519

        /// As the signature’s `a=` names it.
        var tag: String { rawValue + "-sha256" }
    }

    package enum Fault: Error, Sendable, Hashable {
        /// No private key in PEM, or one with a pass phrase.
        case unreadable
        case unknownAlgorithm
        /// Shorter than 2048 bits, which providers don’t take any more.
        case tooShort(bits: Int)
        /// The system has no memory or no randomness.
        case notMade
    }

    package let algorithm: Algorithm
    private let key: OpaquePointer
    /// What RSA signs with, as far as nobody is using it; to make one for each signature costs several percent.
    private let idle = Mutex(Idle())

    private struct Idle: @unchecked Sendable {
        var contexts: [OpaquePointer] = []
    }

    private static let shortestRSA = 2048

    private init(_ key: OpaquePointer) throws(Fault) {
        self.key = key
        if masthead_is_ed25519(key) == 1 {
            algorithm = .ed25519
        } else if masthead_is_rsa(key) == 1 {
            algorithm = .rsa
            let bits = Int(EVP_PKEY_get_bits(key))
            // What was initialised is freed by `deinit`.
            guard bits >= Self.shortestRSA else { throw .tooShort(bits: bits) }
        } else {
            algorithm = .rsa
            throw .unknownAlgorithm
        }
    }

    deinit {
        idle.withLock { $0.contexts.forEach(EVP_PKEY_CTX_free) }
        EVP_PKEY_free(key)
    }

    /// Reads PKCS #8 or PKCS #1 in PEM.
    package convenience init(pem: [UInt8]) throws(Fault) {
        guard let key = pem.withUnsafeBytes({ masthead_read_key($0.baseAddress, Int32(clamping: $0.count)) }) else {
            throw .unreadable
        }
        try self.init(key)
    }

    /// Makes a new one; RSA of 2048 bits takes a tenth of a second or so.
    package convenience init(making algorithm: Algorithm) throws(Fault) {
        let made = algorithm == .rsa ? masthead_make_rsa(UInt32(Self.shortestRSA)) : masthead_make_ed25519()
        guard let made else { throw .notMade }
        try self.init(made)
    }

    /// PKCS #8 in PEM (RFC 5958, RFC 7468).
    package var pem: [UInt8] {
        written { bio in PEM_write_bio_PKCS8PrivateKey(bio, key, nil, nil, 0, nil, nil) == 1 }
    }

    /// What the record in DNS holds: a SubjectPublicKeyInfo for RSA, and the bare 32 bytes for Ed25519.
    package var publicKey: [UInt8] {
        if algorithm == .rsa { return written { bio in i2d_PUBKEY_bio(bio, key) == 1 } }
        var bytes = [UInt8](repeating: 0, count: 32)
        var length = bytes.count
        return EVP_PKEY_get_raw_public_key(key, &bytes, &length) == 1 ? bytes : []
    }

    /// Signs a SHA-256 digest.
    func signature(of digest: [UInt8]) -> [UInt8] {
        precondition(digest.count == 32, "SHA-256 has 32 bytes")
        let room = Int(EVP_PKEY_get_size(key))
        return [UInt8](unsafeUninitializedCapacity: room) { signature, count in
            var length = room
            let isSigned =
                algorithm == .rsa
                ? signRSA(digest, signature.baseAddress, &length)
                : masthead_sign_ed25519(key, digest, signature.baseAddress, &length) == 1
            precondition(isSigned, "OpenSSL signs with a key that it has read")
            count = length
        }
    }

    private func signRSA(_ digest: [UInt8], _ signature: UnsafeMutablePointer<UInt8>?, _ length: inout Int) -> Bool {
        guard let context = idle.withLock({ $0.contexts.popLast() }) ?? masthead_rsa_signing(key) else { return false }
        defer { idle.withLock { $0.contexts.append(context) } }
        return EVP_PKEY_sign(context, signature, &length, digest, digest.count) == 1
    }

    private func written(_ write: (OpaquePointer) -> Bool) -> [UInt8] {
        guard let bio = BIO_new(BIO_s_mem()) else { return [] }
        defer { BIO_free(bio) }
        var data: UnsafePointer<CChar>?
        guard write(bio), case let length = masthead_bio_data(bio, &data), length > 0, let data else { return [] }
        return Array(UnsafeRawBufferPointer(start: data, count: length))
    }
}
