import Crypto
package import Kernel
import Secrets

/// What the site keeps outside its database so that a copy of the tables names nobody: addresses are sealed under it, looked up
/// and suppressed by digests under it, and the links in mails are signed with it.
///
/// Each purpose has a key of its own, made of this one by HKDF (RFC 5869).
package struct AudienceKey: Sendable {
    /// In bytes.
    package static let length = 32

    private let sealing: SymmetricKey
    private let digesting: SymmetricKey
    /// Begun, so that each signature only has to go on.
    private let signing: HMAC<SHA256>
    /// Tells this key from another one, and nothing of it.
    package let fingerprint: [UInt8]

    /// - Parameter bytes: ``length`` random bytes; `nil` for any other number of them.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        let key = SymmetricKey(data: bytes)
        func derived(_ purpose: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array("masthead \(purpose)".utf8), outputByteCount: 32)
        }
        sealing = derived("address")
        digesting = derived("digest")
        signing = HMAC<SHA256>(key: derived("token"))
        fingerprint = derived("fingerprint").withUnsafeBytes { Array($0.prefix(8)) }
    }

    /// A new one.
    package static func random() -> [UInt8] { Secret.bytes(length) }

    /// The same for all ways of writing an address that reach the same person in practice.
    package func digest(of address: EmailAddress) -> [UInt8] { digest(of: address.folded) }

    /// What attempts to sign up count as one: a mailbox, with whatever it is subaddressed (RFC 5233).
    func mailboxDigest(of address: EmailAddress) -> [UInt8] {
        let name = address.folded.prefix { $0 != "@" }
        let bare = name.prefix { $0 != "+" }
        return digest(of: "mailbox \(bare.isEmpty ? name : bare)@\(address.host.lowercased())")
    }

    func digest(of text: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: digesting))
    }

    /// The first half of an HMAC, as RFC 2104 §5 allows.
    func signature(of bytes: [UInt8]) -> [UInt8] {
        var code = signing
        code.update(data: bytes)
        return Array(code.finalize()).dropLast(16)
    }

    /// Seals an address (AES-GCM): a nonce, what nobody can read, and a tag.
    func seal(_ address: EmailAddress) throws -> [UInt8] {
        let box = try AES.GCM.seal(Array(address.text.utf8), using: sealing)
        guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return Array(combined)
    }

    /// `nil` when it was sealed under another key, or was changed.
    func open(_ sealed: [UInt8]) -> EmailAddress? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed), let bytes = try? AES.GCM.open(box, using: sealing)
        else { return nil }
        return String(validating: bytes, as: UTF8.self).flatMap { EmailAddress($0) }
    }
}
