/// What a reader typed, taken apart; any text is a query, if only one that finds nothing.
struct SearchQuery: Sendable, Hashable {
    struct Word: Sendable, Hashable {
        /// Folded, as ``WordScanner`` has it.
        let text: String
        /// Where it stands in the UTF-8 of the query.
        let range: Range<Int>
        /// Whether it may be the beginning of a longer word, as the last word of a query may.
        let isPrefix: Bool

        var term: SearchTerm {
            StopWords.all.contains(text) ? SearchTerm(stem: text) : SearchTerm(word: text)
        }
    }

    /// What was typed, up to the limit.
    let text: String
    /// At most ``mostWords``, each stem once.
    let words: [Word]
    /// Whether there is nothing but stop words, which only titles are searched for.
    let looksOnlyAtTitles: Bool

    private static let longestText = 500
    private static let mostWords = 8
    private static let shortestPrefix = 2

    init(_ typed: String) {
        var text = ""
        text.unicodeScalars.append(contentsOf: typed.unicodeScalars.prefix(Self.longestText))
        self.text = text
        let all = Array(WordScanner(text).prefix(64))
        let telling = all.filter { !StopWords.all.contains($0.text) }
        looksOnlyAtTitles = telling.isEmpty
        var stems: Set<String> = []
        var words: [Word] = []
        for word in telling.isEmpty ? all : telling where words.count < Self.mostWords {
            let isLast = word.range == all.last?.range
            let isPrefix = isLast && !telling.isEmpty && word.text.count >= Self.shortestPrefix
            let candidate = Word(text: word.text, range: word.range, isPrefix: isPrefix)
            if stems.insert(candidate.term.stem).inserted { words.append(candidate) }
        }
        self.words = words
    }

    /// The query with some of its words put right.
    func replacing(_ corrections: [Range<Int>: String]) -> String {
        var bytes = Array(text.utf8)
        for (range, word) in corrections.sorted(by: { $0.key.lowerBound > $1.key.lowerBound }) {
            bytes.replaceSubrange(range, with: word.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
