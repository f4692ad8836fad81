extension AddressPolicy {
    /// For an address that somebody typed on their own machine: the public internet, and the machine if it is named.
    ///
    /// So a redirect from elsewhere leads to nothing that listens here.
    package static func typed(_ address: String) -> AddressPolicy {
        guard let host = try? TargetAddress(address).host, namesThisMachine(host) else { return .publicInternet }
        return AddressPolicy { publicInternet.allows($0) || isLoopback($0) }
    }

    private static func namesThisMachine(_ host: String) -> Bool {
        if host.lowercased() == "localhost" || host == "[::1]" { return true }
        return host.hasPrefix("127.") && host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (48...57).contains($0) }
    }

    private static func isLoopback(_ address: NetworkAddress) -> Bool {
        address.isIn([127, 0, 0, 0], 8) || address.isIn([UInt8](repeating: 0, count: 15) + [1], 128)
    }
}
