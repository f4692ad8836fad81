/// Remembers the stems of words, most of which come again and again.
struct StemCache {
    private var stems: [String: String] = [:]

    private static let mostWords = 100_000

    mutating func stem(_ word: String) -> String {
        if let stem = stems[word] { return stem }
        let stem = PorterStemmer.stem(word)
        if stems.count < Self.mostWords { stems[word] = stem }
        return stem
    }
}
