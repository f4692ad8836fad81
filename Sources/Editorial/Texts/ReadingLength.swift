/// How long a text is for a reader.
package struct ReadingLength: Sendable, Hashable {
    package let words: Int

    /// What most adults read of prose in a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047), rounded.
    private static let wordsInAMinute = 230

    /// Counts what white space divides, as the editor's script does.
    package init(_ text: String) {
        var words = 0
        var isInWord = false
        for scalar in text.unicodeScalars {
            let isSpace = scalar.properties.isWhitespace
            if !isSpace, !isInWord { words += 1 }
            isInWord = !isSpace
        }
        self.words = words
    }

    /// At least one.
    package var minutes: Int { max(1, (words + Self.wordsInAMinute / 2) / Self.wordsInAMinute) }
}
