/// A field of a message’s header, folded, and as DKIM’s relaxed form has it (RFC 6376 §3.4.2).
struct HeaderField: Sendable {
    /// In lower case.
    let key: String
    /// With the end of its last line.
    let bytes: [UInt8]
    /// With a line’s end.
    let canonical: [UInt8]

    private static let longestLine = 76

    /// - Parameters:
    ///   - name: As it is written.
    ///   - tokens: What stands between single spaces; a line may be folded at each.
    init(_ name: String, _ tokens: [String]) {
        key = name.lowercased()
        var line = name + ":"
        var written = ""
        for token in tokens {
            // A line of the name alone would be taken for an empty field by some.
            if line.utf8.count + 1 + token.utf8.count > Self.longestLine,
                !written.isEmpty || line.utf8.count > name.utf8.count + 1
            {
                written += line + "\r\n"
                line = ""
            }
            line += " " + token
        }
        bytes = Array((written + line + "\r\n").utf8)
        canonical = Array("\(key):\(tokens.joined(separator: " "))\r\n".utf8)
    }

    init(_ name: String, _ value: String) { self.init(name, [value]) }

    /// A column after its name, a colon and a space.
    static func column(after name: String) -> Int { name.utf8.count + 2 }
}
