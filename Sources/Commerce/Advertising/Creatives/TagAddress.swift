import Kernel

/// The address of a frame at a third party: `https`, at a host that has a public name.
package struct TagAddress: Sendable, Hashable, CustomStringConvertible {
    /// Why an address can’t be that of a frame.
    package enum Fault: Error, Sendable, Hashable {
        case address(AddressFault)
        case notSecure
        case port
        case fragment
        /// It is a number, or a name that means a machine nearby.
        case notPublic(String)
        case longHost(Int)

        /// For whoever typed it.
        package var message: String {
            switch self {
            case .address(let fault): fault.message
            case .notSecure: "A frame of a third party must begin with https://."
            case .port: "An address with a port is refused."
            case .fragment: "An address with a “#” is refused."
            case .notPublic(let host): "“\(host)” is not the public name of a host."
            case .longHost(let count):
                "The host has \(count) characters; \(TagAddress.longestHost) fit where readers are asked."
            }
        }
    }

    /// Readers have to see all of it before they agree.
    package static let longestHost = 50

    /// Names that never mean the same machine for everybody (RFC 6761, RFC 6762, RFC 7686, RFC 8375, RFC 9476), and those
    /// that networks commonly give their own.
    private static let nearby: Set<Substring> = [
        "localhost", "local", "internal", "intranet", "private", "corp", "home", "lan", "arpa", "onion", "alt", "test",
        "invalid",
    ]

    /// Lower-case ASCII.
    package let host: String
    /// In ASCII.
    package let description: String

    /// - Throws: ``Fault``.
    package init(_ text: some StringProtocol) throws(Fault) {
        let address: MerchantAddress
        do {
            address = try MerchantAddress(text)
        } catch {
            throw .address(error)
        }
        guard address.isSecure else { throw .notSecure }
        guard address.port.isEmpty else { throw .port }
        guard address.fragment == nil else { throw .fragment }
        let host = address.host
        guard address.registrableDomain != nil, let last = host.split(separator: ".").last,
            !Self.nearby.contains(last), last.utf8.contains(where: { $0 > 0x39 })
        else { throw .notPublic(host) }
        guard host.utf8.count <= Self.longestHost else { throw .longHost(host.utf8.count) }
        self.host = host
        description = address.text
    }
}
