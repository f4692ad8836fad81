/// A record for a domain’s administrator to add.
package struct DNSRecord: Sendable, Hashable {
    package let name: String
    /// Such as `TXT`.
    package let type: String
    package let value: String

    package init(name: String, type: String, value: String) {
        self.name = name
        self.type = type
        self.value = value
    }

    /// As a zone file has it; a text is cut into strings of at most 255 bytes (RFC 1035 §3.3.14).
    package var line: String {
        guard type == "TXT" else { return "\(name). \(type) \(value)" }
        var strings: [String] = []
        var rest = Substring(value)
        while !rest.isEmpty {
            strings.append("\"\(rest.prefix(255).map { "\"\\".contains($0) ? "\\\($0)" : "\($0)" }.joined())\"")
            rest = rest.dropFirst(255)
        }
        return "\(name). TXT \(strings.joined(separator: " "))"
    }
}
