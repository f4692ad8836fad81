package import Kernel

/// A word or phrase of a list: `casino`, `free money`, `viagr*`, `*coin`, `buy * now`.
///
/// A `*` stands for any letters of one word, and alone for any word. Both the pattern and the text are compared folded, so
/// `Cásino` is `casino`.
package struct WordPattern: Sendable, Hashable {
    /// In characters.
    package static let longest = 100
    private static let asterisk = UInt8(ascii: "*")

    /// As it was written, without spaces around it.
    package let text: String
    /// Folded, with their asterisks.
    let words: [[UInt8]]
    /// What any match contains: the longest piece of a word between asterisks.
    let anchor: Anchor

    struct Anchor: Sendable, Hashable {
        /// Which of the words it is in.
        let word: Int
        /// With a space where the word begins or ends with it.
        let bytes: [UInt8]
    }

    /// - Throws: ``Problem`` of kind `invalid` when it has more than 100 characters, or nowhere two letters next to each
    ///   other that could be looked for.
    package init(_ text: String) throws(Problem) {
        var trimmed = text[...]
        while trimmed.first?.isWhitespace == true { trimmed.removeFirst() }
        while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
        self.text = String(trimmed)
        words = FoldedText.pattern(self.text)
        guard self.text.count <= Self.longest, let anchor = Self.anchor(of: words) else {
            throw Problem(
                .invalid, slug: "word-pattern", title: "“\(self.text.prefix(Self.longest))” cannot be looked for",
                detail: "A word or phrase has up to \(Self.longest) characters, and two letters next to each other.")
        }
        self.anchor = anchor
    }

    private static func anchor(of words: [[UInt8]]) -> Anchor? {
        let space = UInt8(ascii: " ")
        var longest: (length: Int, anchor: Anchor)?
        for (number, word) in words.enumerated() {
            for piece in word.split(separator: asterisk) where piece.count >= 2 && piece.count > longest?.length ?? 0 {
                let bytes =
                    (piece.startIndex == word.startIndex ? [space] : []) + piece
                    + (piece.endIndex == word.endIndex ? [space] : [])
                longest = (piece.count, Anchor(word: number, bytes: bytes))
            }
        }
        return longest?.anchor
    }

    /// Whether a word of the pattern, asterisks and all, is a word of a text.
    static func matches(_ word: ArraySlice<UInt8>, _ pattern: [UInt8]) -> Bool {
        var (place, start) = (word.startIndex, pattern.startIndex)
        // Where to go on when what follows the last asterisk didn’t fit.
        var retry: (place: Int, start: Int)?
        while place < word.endIndex {
            if start < pattern.endIndex, pattern[start] == asterisk {
                retry = (place, start)
                start += 1
            } else if start < pattern.endIndex, pattern[start] == word[place] {
                place += 1
                start += 1
            } else if let last = retry {
                retry = (last.place + 1, last.start)
                place = last.place + 1
                start = last.start + 1
            } else {
                return false
            }
        }
        return pattern[start...].allSatisfy { $0 == asterisk }
    }
}
