/// Writes files in MaxMind’s format (MaxMind DB 2.0) for tests: records of 24 bits, IPv6 with IPv4 below `::/96`.
struct CountryFile {
    private struct Node {
        var children: [Int?] = [nil, nil]
    }

    private var nodes = [Node()]
    private var records: [[UInt8]] = []

    /// - Parameters:
    ///   - network: Its bits; 32 of them at most are of IPv4.
    ///   - field: Under which the country stands.
    mutating func add(_ network: [UInt8], bits: Int, country: String, field: String = "country") {
        let isVersion4 = network.count == 4
        var path = isVersion4 ? Array(repeating: 0, count: 96) : []
        for bit in 0..<bits { path.append(Int(network[bit / 8] >> (7 - UInt8(bit % 8)) & 1)) }
        var node = 0
        for (index, bit) in path.enumerated() {
            if index == path.count - 1 {
                // Negative for a record, so that it is told apart from a node until all are known.
                nodes[node].children[bit] = -1 - records.count
            } else if let next = nodes[node].children[bit], next >= 0 {
                node = next
            } else {
                nodes.append(Node())
                nodes[node].children[bit] = nodes.count - 1
                node = nodes.count - 1
            }
        }
        records.append(Self.map([(field, Self.map([("iso_code", Self.text(country))]))]))
    }

    var bytes: [UInt8] {
        var data: [UInt8] = []
        var offsets: [Int] = []
        for record in records {
            offsets.append(data.count)
            data += record
        }
        var tree: [UInt8] = []
        for node in nodes {
            for child in node.children {
                let value =
                    switch child {
                    case nil: nodes.count
                    case let child? where child >= 0: child
                    case let child?: nodes.count + 16 + offsets[-1 - child]
                    }
                tree += [UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
            }
        }
        let metadata = Self.map([
            ("node_count", Self.number(nodes.count, type: 6)), ("record_size", Self.number(24, type: 5)),
            ("ip_version", Self.number(6, type: 5)), ("database_type", Self.text("Test-Country")),
            ("binary_format_major_version", Self.number(2, type: 5)),
            ("binary_format_minor_version", Self.number(0, type: 5)), ("build_epoch", [0x01, 0x02, 0x01]),
            ("languages", [0x00, 0x04]), ("description", [0xE0]),
        ])
        return tree + [UInt8](repeating: 0, count: 16) + data + [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8)
            + metadata
    }

    /// Of at most 28 bytes, as all keys of the metadata are.
    private static func text(_ text: String) -> [UInt8] { [0x40 | UInt8(text.utf8.count)] + Array(text.utf8) }

    private static func number(_ number: Int, type: UInt8) -> [UInt8] {
        [type << 5 | 2, UInt8(number >> 8), UInt8(number & 255)]
    }

    private static func map(_ members: [(String, [UInt8])]) -> [UInt8] {
        [0xE0 | UInt8(members.count)] + members.flatMap { text($0.0) + $0.1 }
    }
}
