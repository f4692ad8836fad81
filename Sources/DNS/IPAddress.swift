#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An address of IPv4 (4 bytes) or IPv6 (16 bytes).
package struct IPAddress: Sendable, Hashable {
    /// In the order of the network.
    package let bytes: [UInt8]

    /// Takes 4 or 16 bytes; `nil` for any other number.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Takes an address such as `192.0.2.7` or `2001:db8::7`; `nil` for anything else.
    package init?(_ text: some StringProtocol) {
        let text = String(text)
        guard text.utf8.count <= 45, !text.utf8.contains(0) else { return nil }
        var short = in_addr()
        var long = in6_addr()
        if inet_pton(AF_INET, text, &short) == 1 {
            bytes = withUnsafeBytes(of: &short) { Array($0) }
        } else if inet_pton(AF_INET6, text, &long) == 1 {
            bytes = withUnsafeBytes(of: &long) { Array($0) }
        } else {
            return nil
        }
    }

    package var isVersion4: Bool { bytes.count == 4 }

    /// Whether both are in the same network.
    ///
    /// - Parameter length: Of the network’s prefix, in bits; an address of the other version is never in it.
    package func isInNetwork(of other: IPAddress, length: Int) -> Bool {
        guard bytes.count == other.bytes.count, (0...bytes.count * 8).contains(length) else { return false }
        let whole = length / 8
        guard bytes[..<whole] == other.bytes[..<whole] else { return false }
        let rest = length % 8
        return rest == 0 || (bytes[whole] ^ other.bytes[whole]) >> (8 - rest) == 0
    }

    /// Whether it means something on this machine or in its own network alone (RFC 1918, RFC 4193, RFC 4291 §2.5).
    package var isLocal: Bool {
        let networks = [
            ("127.0.0.0", 8), ("10.0.0.0", 8), ("172.16.0.0", 12), ("192.168.0.0", 16), ("169.254.0.0", 16),
            ("::1", 128),
            ("fc00::", 7), ("fe80::", 10),
        ]
        return networks.contains { network, length in
            IPAddress(network).map { isInNetwork(of: $0, length: length) } ?? false
        }
    }

    /// The name under which the address’s own names are looked up (RFC 1035 §3.5, RFC 3596 §2.5).
    package var reverseName: String {
        isVersion4
            ? bytes.reversed().map { "\($0)" }.joined(separator: ".") + ".in-addr.arpa"
            : nibbles.reversed().joined(separator: ".") + ".ip6.arpa"
    }

    /// The half bytes of an address of version 6, each as a hexadecimal digit.
    package var nibbles: [String] {
        bytes.flatMap { [String($0 >> 4, radix: 16), String($0 & 15, radix: 16)] }
    }
}

extension IPAddress: CustomStringConvertible {
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = isVersion4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
