/// The field in which a client says which codings it can read (RFC 9110 §12.5.3).
package enum AcceptEncoding {
    /// Whether `gzip`, or `*`, is listed with a weight above 0.
    package static func allowsGzip(_ values: some Sequence<String>) -> Bool {
        var wildcard = false
        for value in values {
            for item in value.utf8.split(separator: UInt8(ascii: ",")) {
                let parts = item.split(separator: UInt8(ascii: ";"), maxSplits: 1)
                guard let coding = parts.first.map(trimmed) else { continue }
                let allowed = parts.count == 1 || !isZeroWeight(trimmed(parts[1]))
                if matches(coding, "gzip") || matches(coding, "x-gzip") { return allowed }
                if matches(coding, "*") { wildcard = allowed }
            }
        }
        return wildcard
    }

    private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        var text = text.drop(while: isSpace)
        while let last = text.last, isSpace(last) { text = text.dropLast() }
        return text
    }

    private static func matches(_ text: Substring.UTF8View, _ name: StaticString) -> Bool {
        guard text.count == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { name in zip(text, name).allSatisfy { $0 | 0x20 == $1 | 0x20 } }
    }

    private static func isZeroWeight(_ parameter: Substring.UTF8View) -> Bool {
        let text = parameter.filter { $0 != UInt8(ascii: " ") }
        guard text.count >= 3, text[0] | 0x20 == UInt8(ascii: "q"), text[1] == UInt8(ascii: "=") else { return false }
        return text[2...].allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
    }
}
