/// Words that a header field can hold: one line without control characters, so that nothing in them can begin another field.
package struct HeaderText: Sendable, Hashable {
    package let text: String

    /// In bytes; a subject that is longer is no subject.
    package static let longest = 800

    /// Takes a line as it is; `nil` where it has a line break, a NUL or any other control character, or is too long.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= Self.longest, text.unicodeScalars.allSatisfy(Self.isAllowed) else { return nil }
        self.text = String(text)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: true
        }
    }

    private var isPlain: Bool { text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }

    /// For a field of free text, as tokens between which a line may be folded (RFC 5322 §2.2.1, RFC 2047).
    ///
    /// - Parameter column: What stands before it on the first line, in letters.
    func unstructured(after column: Int) -> [String] {
        let tokens = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let isReadable =
            isPlain && !text.contains("=?") && tokens.allSatisfy { (1...76 - column).contains($0.utf8.count) }
        return isReadable ? tokens : EncodedWords.words(of: text, after: column)
    }

    /// For a name before an address: letters and digits, a quoted string (RFC 5322 §3.2.4), or encoded words.
    func phrase(after column: Int) -> [String] {
        let tokens = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard isPlain, text.utf8.count <= 60, tokens.allSatisfy({ !$0.isEmpty }), !text.contains("=?") else {
            return EncodedWords.words(of: text, after: column)
        }
        if tokens.allSatisfy({ $0.utf8.allSatisfy(Self.isLetterOrDigit) }) { return tokens }
        return ["\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""]
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
