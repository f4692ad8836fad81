package import Kernel
package import Secrets

/// The sender in the envelope of each delivery, which names it, so that a bounce does too without guessing (VERP).
///
/// The name is closed by a ``Seal``: who sees one address can make no other, and so can’t have readers taken for dead. It
/// is in base 32, since some servers change the case of addresses.
package struct ReturnPaths: Sendable {
    /// What mail to such an address tells.
    package enum Purpose: Sendable, Hashable, CaseIterable {
        /// That the delivery didn’t arrive.
        case bounces
        /// That its recipient leaves: the address stands in its List-Unsubscribe field (RFC 2369).
        case departures
        /// What its recipient answers: the address stands in its Reply-To field, where a site wants that.
        case replies

        /// With which the part before the at sign begins.
        package var prefix: String {
            switch self {
            case .bounces: ReturnPaths.prefix
            case .departures: "leave-"
            case .replies: "reply-"
            }
        }

        /// An address of one purpose is nothing to another.
        fileprivate var name: String {
            switch self {
            case .bounces: "mail.return-path"
            case .departures: "mail.leave"
            case .replies: "mail.reply"
            }
        }
    }

    private let seal: Seal
    /// Where bounces go; the part before the at sign begins with the purpose’s prefix.
    private let host: String
    private let purpose: Purpose

    package static let prefix = "bounce-"
    /// 80 bits: a forger has to try them by mail.
    private static let tagLength = 10
    /// What 1 + 10 + 16 bytes take in base 32.
    private static let letters = 44

    /// - Parameter host: Whose mail exchanger takes our bounces in, such as `bounces.quarto.example`; nil is returned
    ///   where that is no host name.
    package init?(host: String, keys: SealingKeys, for purpose: Purpose = .bounces) {
        let longest = purpose.prefix + String(repeating: "a", count: Self.letters)
        guard EmailAddress("\(longest)@\(host)") != nil else { return nil }
        self.host = host
        self.purpose = purpose
        seal = Seal(for: purpose.name, keys: keys, tagLength: Self.tagLength)
    }

    /// The address for a delivery: always the same for the same one.
    package func address<Owner>(for delivery: Identifier<Owner>) -> EmailAddress {
        let name = BaseEncoding.base32.encode(seal.close(delivery.bytes)).lowercased()
        guard let address = EmailAddress("\(purpose.prefix)\(name)@\(host)") else {
            preconditionFailure("base 32 has only letters that an address may have")
        }
        return address
    }

    /// The delivery that an address names, in any case of its letters; `nil` for one that this side didn’t make.
    package func delivery<Owner>(at address: some StringProtocol, of owner: Owner.Type = Owner.self) -> Identifier<
        Owner
    >? {
        let parts = address.lowercased().split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1] == host.lowercased(), parts[0].hasPrefix(purpose.prefix) else { return nil }
        let name = parts[0].dropFirst(purpose.prefix.count)
        guard name.utf8.count == Self.letters, let closed = BaseEncoding.base32.decode(name.uppercased()),
            let bytes = seal.open(closed)
        else { return nil }
        return Identifier(bytes: bytes)
    }
}
