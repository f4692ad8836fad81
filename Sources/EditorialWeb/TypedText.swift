/// What people type and paste, as it is kept.
enum TypedText {
    /// Without the control characters that no text needs and PostgreSQL would refuse (NUL).
    static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isDropped) else { return text }
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: text.unicodeScalars.filter { !isDropped($0) })
        return String(kept)
    }

    /// Clean, in one line, and without white space at its ends.
    static func line(_ text: String) -> String {
        clean(text).split { $0.isNewline || $0 == "\t" }.joined(separator: " ").trimmed
    }

    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\n", "\t": false
        default: scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        }
    }
}

extension String {
    /// Without white space at its ends.
    var trimmed: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }

    /// `nil` when there is nothing in it.
    var nonEmpty: String? { isEmpty ? nil : self }
}
