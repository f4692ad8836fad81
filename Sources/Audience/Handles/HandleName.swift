package import Kernel

/// A name that somebody may comment under: 2 to 40 letters, digits, spaces, `-`, `_`, `.` and `’`, at least one of them a letter.
package struct HandleName: Sendable, Hashable, CustomStringConvertible {
    package static let lengths = 2...40

    package let description: String

    /// Takes a name that somebody typed; spaces around and beside each other don’t count.
    ///
    /// - Throws: ``Problem`` of kind `invalid` that says what a name may be.
    package init(_ text: String) throws(Problem) {
        let name = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard Self.lengths.contains(name.unicodeScalars.count), name.unicodeScalars.allSatisfy(Self.allows),
            name.unicodeScalars.contains(where: \.properties.isAlphabetic)
        else {
            throw Self.problem(
                "handle-invalid",
                "A name has 2 to 40 letters, digits, spaces, hyphens, underscores or full stops, at least one of them a letter."
            )
        }
        description = name
    }

    /// Whether it looks like one that the site gives out to those who choose none.
    package var isAnonymous: Bool {
        let folded = LetterFolding.folded(description)
        guard folded.hasPrefix("anon") else { return false }
        return folded.dropFirst(4).unicodeScalars.allSatisfy { $0.properties.numericType != nil || $0 == " " }
    }

    /// The same for all names that readers could take for each other.
    package var folded: String { Self.folded(description) }

    /// The words of which it consists, folded.
    var words: [String] {
        description.split { $0 == " " || $0 == "-" || $0 == "_" || $0 == "." }.map { Self.folded(String($0)) }
    }

    /// Folds letters that look alike, in whatever script, and leaves out what separates words.
    package static func folded(_ text: String) -> String {
        var plain = ""
        for scalar in LetterFolding.folded(text).unicodeScalars where !isSeparator(scalar) {
            plain.unicodeScalars.append(lookalikes[scalar] ?? scalar)
        }
        return plain
    }

    static func problem(_ slug: String, _ detail: String) -> Problem {
        Problem(
            .invalid, slug: slug, title: "Please choose another name", detail: detail,
            fieldErrors: [.init(field: "name", message: detail)])
    }

    private static func allows(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
            // Some letters are drawn as nothing at all.
            !scalar.properties.isDefaultIgnorableCodePoint
        case .nonspacingMark, .spacingMark: !scalar.properties.isDefaultIgnorableCodePoint
        default: isSeparator(scalar)
        }
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool { " -_.’'".unicodeScalars.contains(scalar) }

    /// Letters and digits that are drawn like Latin letters, after folding.
    private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = [
        "0": "o", "1": "l", "i": "l", "|": "l",
        // Cyrillic.
        "а": "a", "в": "b", "с": "c", "е": "e", "ё": "e", "һ": "h", "і": "l", "ї": "l", "ј": "j", "к": "k", "м": "m",
        "н": "h", "о": "o", "р": "p", "ѕ": "s", "т": "t", "у": "y", "х": "x", "ԁ": "d", "ԛ": "q", "ԝ": "w", "ӏ": "l",
        // Greek.
        "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "l", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u",
        "χ": "x", "γ": "y", "ω": "w",
        // Armenian.
        "օ": "o", "ո": "n", "ս": "u", "հ": "h",
    ]
}
