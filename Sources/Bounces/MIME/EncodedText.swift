import Mail

/// Words of a header in another alphabet than ASCII (RFC 2047).
enum EncodedText {
    /// In bytes: more of a field nobody reads, and each beginning of a word is looked through for its end.
    private static let longest = 4000
    private static let longestWord = 1000

    /// The beginning of a field’s text with its encoded words decoded; those in an alphabet that is unknown here stay as they are.
    static func decoded(_ text: String) -> String {
        var result = ""
        var rest = text.beginning(longest)[...]
        var isAfterWord = false
        while let start = rest.firstRange(of: "=?") {
            let before = rest[..<start.lowerBound]
            guard let (word, after) = word(at: rest[start.upperBound...]) else {
                result += rest[..<start.upperBound]
                rest = rest[start.upperBound...]
                isAfterWord = false
                continue
            }
            // White space between two of them is not part of the text (§6.2).
            if !isAfterWord || !before.allSatisfy(\.isWhitespace) { result += before }
            result += word
            rest = after
            isAfterWord = true
        }
        return result + rest
    }

    /// Reads `utf-8?q?…?=`.
    private static func word(at text: Substring) -> (String, Substring)? {
        guard let end = text.firstRange(of: "?="), case var body = text[..<end.lowerBound],
            let first = body.firstIndex(of: "?")
        else { return nil }
        // In quoted words the end may come right after the encoding’s own question mark.
        var after = text[end.upperBound...]
        if body[body.index(after: first)...].firstIndex(of: "?") == nil {
            guard let next = after.firstRange(of: "?=") else { return nil }
            body = text[..<next.lowerBound]
            after = text[next.upperBound...]
        }
        let parts = body.split(separator: "?", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].utf8.count <= longestWord else { return nil }
        let bytes: [UInt8]
        switch parts[1].lowercased() {
        case "b": bytes = Base64.decode(ArraySlice(Array(parts[2].utf8)))
        case "q": bytes = QuotedPrintable.decode(Array(parts[2].utf8.map { $0 == 0x5F ? 0x20 : $0 }))
        default: return nil
        }
        switch parts[0].lowercased().prefix(while: { $0 != "*" }) {
        case "utf-8", "us-ascii": return (String(decoding: bytes, as: UTF8.self), after)
        case "iso-8859-1", "latin1", "windows-1252":
            return (String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })), after)
        default: return nil
        }
    }
}
