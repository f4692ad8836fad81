package import Kernel
package import Secrets

/// The sender in the envelope of each delivery, which names it, so that a bounce does too without guessing (VERP).
///
/// The name is closed by a ``Seal``: who sees one address can make no other, and so can’t have readers taken for dead. It
/// is in base 32, since some servers change the case of addresses.
package struct ReturnPaths: Sendable {
    private let seal: Seal
    /// Where bounces go; the part before the at sign begins with ``prefix``.
    private let host: String

    package static let prefix = "bounce-"
    /// 80 bits: a forger has to try them by mail.
    private static let tagLength = 10
    /// What 1 + 10 + 16 bytes take in base 32.
    private static let letters = 44

    /// - Parameter host: Whose mail exchanger takes our bounces in, such as `bounces.quarto.example`; nil is returned
    ///   where that is no host name.
    package init?(host: String, keys: SealingKeys) {
        let longest = Self.prefix + String(repeating: "a", count: Self.letters)
        guard EmailAddress("\(longest)@\(host)") != nil else { return nil }
        self.host = host
        seal = Seal(for: "mail.return-path", keys: keys, tagLength: Self.tagLength)
    }

    /// The address for a delivery: always the same for the same one.
    package func address<Owner>(for delivery: Identifier<Owner>) -> EmailAddress {
        let name = BaseEncoding.base32.encode(seal.close(delivery.bytes)).lowercased()
        guard let address = EmailAddress("\(Self.prefix)\(name)@\(host)") else {
            preconditionFailure("base 32 has only letters that an address may have")
        }
        return address
    }

    /// The delivery that an address names, in any case of its letters; `nil` for one that this side didn’t make.
    package func delivery<Owner>(at address: some StringProtocol, of owner: Owner.Type = Owner.self) -> Identifier<
        Owner
    >? {
        let parts = address.lowercased().split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1] == host.lowercased(), parts[0].hasPrefix(Self.prefix) else { return nil }
        let name = parts[0].dropFirst(Self.prefix.count)
        guard name.utf8.count == Self.letters, let closed = BaseEncoding.base32.decode(name.uppercased()),
            let bytes = seal.open(closed)
        else { return nil }
        return Identifier(bytes: bytes)
    }
}
