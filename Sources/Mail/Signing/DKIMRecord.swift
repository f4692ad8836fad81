/// What a domain publishes in DNS, so that its signatures can be looked into (RFC 6376 §3.6).
package struct DKIMRecord: Sendable, Hashable {
    /// Without a dot at the end.
    package let name: String
    package let value: String
    /// In base 64, as it stands behind `p=`.
    package let publicKey: String

    /// A text in DNS is made of strings of at most 255 bytes each (RFC 1035 §3.3).
    private static let longestString = 255

    init(selector: String, domain: String, key: DKIMKey) {
        name = "\(selector)._domainkey.\(domain)"
        publicKey = String(decoding: Base64.encode(key.publicKey), as: UTF8.self)
        value = "v=DKIM1; k=\(key.algorithm.rawValue); p=\(publicKey)"
    }

    /// The value in parts that DNS can hold; whoever reads it joins them without anything between.
    package var strings: [String] {
        let bytes = Array(value.utf8)
        return stride(from: 0, to: bytes.count, by: Self.longestString).map {
            String(decoding: bytes[$0..<min($0 + Self.longestString, bytes.count)], as: UTF8.self)
        }
    }

    /// As a zone’s file has it (RFC 1035 §5).
    package var zoneLine: String { "\(name). IN TXT ( \(strings.map { "\"\($0)\"" }.joined(separator: " ")) )" }
}
