#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The network that an address belongs to: the first 24 bits of IPv4, or 48 bits of IPv6.
package struct AddressPrefix: Sendable, Hashable {
    let bytes: [UInt8]

    /// Takes an address such as `192.0.2.7`, `2001:db8::7` or `::ffff:192.0.2.7`; `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 45, !text.utf8.contains(0) else { return nil }
        var address = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, String(text), &address) == 1 {
            bytes = [4] + address.prefix(3)
        } else if inet_pton(AF_INET6, String(text), &address) == 1 {
            let isMapped = address.prefix(10).allSatisfy { $0 == 0 } && address[10] == 0xFF && address[11] == 0xFF
            bytes = isMapped ? [4] + address[12..<15] : [6] + address.prefix(6)
        } else {
            return nil
        }
    }
}
