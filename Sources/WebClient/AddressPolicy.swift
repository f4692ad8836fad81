/// Which network addresses may be connected to.
///
/// It is asked with the very address that a connection is about to be made to, after names were resolved and after each
/// redirect, so that no name leads around it.
package struct AddressPolicy: Sendable {
    package let allows: @Sendable (NetworkAddress) -> Bool

    package init(_ allows: @escaping @Sendable (NetworkAddress) -> Bool) { self.allows = allows }

    /// The public internet: no private, shared, loopback, link-local, multicast, reserved or documentation networks
    /// (RFC 6890 and the registries that it made), and no IPv6 address that stands for one of IPv4.
    package static let publicInternet = AddressPolicy { address in
        address.bytes.count == 4
            ? !closedFour.contains { address.isIn($0.network, $0.length) }
            : address.isIn([0x20] + [UInt8](repeating: 0, count: 15), 3)
                && !closedSix.contains { address.isIn($0.network, $0.length) }
    }

    private typealias Range = (network: [UInt8], length: Int)

    private static let closedFour: [Range] = [
        ([0, 0, 0, 0], 8), ([10, 0, 0, 0], 8), ([100, 64, 0, 0], 10), ([127, 0, 0, 0], 8), ([169, 254, 0, 0], 16),
        ([172, 16, 0, 0], 12), ([192, 0, 0, 0], 24), ([192, 0, 2, 0], 24), ([192, 88, 99, 0], 24),
        ([192, 168, 0, 0], 16), ([198, 18, 0, 0], 15), ([198, 51, 100, 0], 24), ([203, 0, 113, 0], 24),
        ([224, 0, 0, 0], 4), ([240, 0, 0, 0], 4),
    ]

    /// Within 2000::/3, which is all that is given out: IETF assignments with Teredo in them, documentation and 6to4.
    ///
    /// Loopback, IPv4-mapped addresses, NAT64, unique local and link-local ones and multicast lie outside of it.
    private static let closedSix: [Range] = [
        (six(0x20, 0x01, 0x00), 23), (six(0x20, 0x01, 0x0D, 0xB8), 32), (six(0x20, 0x02), 16),
        (six(0x3F, 0xFF), 20),
    ]

    private static func six(_ start: UInt8...) -> [UInt8] {
        start + [UInt8](repeating: 0, count: 16 - start.count)
    }
}
