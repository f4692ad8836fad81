#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The network that an address belongs to: the first 24 bits of IPv4, or 48 bits of IPv6.
package struct AddressPrefix: Sendable, Hashable {
    /// In its upper 48 bits, and below them the version of the protocol.
    package let bits: UInt64

    /// Takes an address such as `192.0.2.7`, `2001:db8::7` or `::ffff:192.0.2.7`; `nil` for anything else.
    package init?(_ text: String) {
        var text = text
        guard text.withUTF8({ $0.count <= 45 && !$0.contains(0) }) else { return nil }
        let version4 = { (address: UInt32) in UInt64(UInt32(bigEndian: address) & 0xFFFF_FF00) << 32 | 4 }
        var short = in_addr()
        var long = in6_addr()
        if inet_pton(AF_INET, text, &short) == 1 {
            bits = version4(short.s_addr)
        } else if inet_pton(AF_INET6, text, &long) == 1 {
            bits = withUnsafeBytes(of: &long) { address in
                let isMapped = address[0..<10].allSatisfy { $0 == 0 } && address[10] == 0xFF && address[11] == 0xFF
                guard !isMapped else { return version4(address.loadUnaligned(fromByteOffset: 12, as: UInt32.self)) }
                return UInt64(bigEndian: address.loadUnaligned(as: UInt64.self)) & ~0xFFFF | 6
            }
        } else {
            return nil
        }
    }
}
