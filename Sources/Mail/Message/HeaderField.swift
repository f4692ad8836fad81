/// A field of a message’s header, folded, and as DKIM’s relaxed form has it (RFC 6376 §3.4.2).
struct HeaderField: Sendable {
    /// In lower case.
    let key: String
    /// With the end of its last line.
    let bytes: [UInt8]
    /// With a line’s end.
    let canonical: [UInt8]

    private static let longestLine = 76
    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    /// - Parameters:
    ///   - name: As it is written.
    ///   - tokens: What stands between single spaces; a line may be folded at each.
    init(_ name: String, _ tokens: [String]) {
        key = name.lowercased()
        let length = tokens.reduce(0) { $0 + 1 + $1.utf8.count }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(name.utf8.count + 1 + length * 21 / 20 + 8)
        var canonical: [UInt8] = []
        canonical.reserveCapacity(key.utf8.count + 3 + length)
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: ":"))
        canonical.append(contentsOf: key.utf8)
        canonical.append(UInt8(ascii: ":"))
        var column = bytes.count
        for (number, token) in tokens.enumerated() {
            // A line of the name alone would be taken for an empty field by some.
            if number > 0, column + 1 + token.utf8.count > Self.longestLine {
                bytes.append(contentsOf: Self.lineEnd)
                column = 0
            }
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: token.utf8)
            column += 1 + token.utf8.count
            if number > 0 { canonical.append(UInt8(ascii: " ")) }
            canonical.append(contentsOf: token.utf8)
        }
        bytes.append(contentsOf: Self.lineEnd)
        canonical.append(contentsOf: Self.lineEnd)
        self.bytes = bytes
        self.canonical = canonical
    }

    init(_ name: String, _ value: String) { self.init(name, [value]) }

    /// A column after its name, a colon and a space.
    static func column(after name: String) -> Int { name.utf8.count + 2 }
}
