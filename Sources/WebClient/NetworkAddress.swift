/// An address of the internet protocol, version 4 or 6.
package struct NetworkAddress: Sendable, Hashable {
    /// Four or sixteen, in network order.
    package let bytes: [UInt8]

    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Whether it lies in a network, such as `10.0.0.0/8`.
    func isIn(_ network: [UInt8], _ length: Int) -> Bool {
        guard network.count == bytes.count else { return false }
        let whole = length / 8
        guard bytes[..<whole] == network[..<whole] else { return false }
        let rest = length % 8
        guard rest > 0 else { return true }
        let mask = UInt8.max << (8 - rest)
        return bytes[whole] & mask == network[whole] & mask
    }
}
