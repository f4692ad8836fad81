import Database

/// A word of a query with the terms that it may stand for.
struct ResolvedWord: Sendable {
    struct Alternative: Sendable {
        let term: SearchTerm
        /// 1 for the word itself, less for a longer word that begins with it.
        let weight: Double
    }

    let word: SearchQuery.Word
    /// Empty when no document holds any.
    let alternatives: [Alternative]
    /// About how many documents hold one of them.
    let documents: Int

    private static let mostCompletions = 12
    private static let completionWeight = 0.6

    /// Looks up the words of a query.
    static func resolve(_ query: SearchQuery, _ connection: any Connection) throws -> [ResolvedWord] {
        if query.looksOnlyAtTitles {
            // How often titles hold them isn't kept, and as stop words they are all alike.
            return query.words.map { word in
                ResolvedWord(word: word, alternatives: [Alternative(term: word.term, weight: 1)], documents: .max)
            }
        }
        guard !query.words.isEmpty else { return [] }
        let counted = try connection.rows(
            """
            SELECT stem, CAST(sum(documents) AS bigint) AS total FROM search_word
            WHERE stem IN \(list: query.words.map(\.term.stem)) GROUP BY stem
            """)
        var totals: [String: Int] = [:]
        for row in counted { totals[try row.value("stem")] = try row.value("total") }
        return try query.words.map { word in
            var alternatives: [Alternative] = []
            var documents = 0
            if let total = totals[word.term.stem], total > 0 {
                alternatives.append(Alternative(term: word.term, weight: 1))
                documents += total
            }
            // What is often a word by itself is hardly the beginning of another.
            if word.isPrefix, documents < CandidateSearch.most {
                for (stem, total) in try completions(of: word.text, connection) where stem != word.term.stem {
                    alternatives.append(Alternative(term: SearchTerm(stem: stem), weight: completionWeight))
                    documents += total
                }
            }
            return ResolvedWord(word: word, alternatives: alternatives, documents: documents)
        }
    }

    /// The stems of known words that begin like this, the most frequent first.
    private static func completions(
        of beginning: String, _ connection: any Connection
    ) throws -> [(stem: String, total: Int)] {
        try connection.rows(
            """
            SELECT stem, CAST(sum(documents) AS bigint) AS total FROM search_word
            WHERE word >= \(beginning) AND word < \(beginning + "\u{10FFFF}") AND documents > 0
            GROUP BY stem ORDER BY total DESC, stem LIMIT \(mostCompletions)
            """
        ).map { try (stem: $0.value("stem"), total: $0.value("total")) }
    }
}
