#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Puts candidates in order: BM25F from the impacts that the index kept and the rarity of each word.
struct Ranking {
    private struct Term {
        let hash: UInt32
        let weight: Double
    }

    private struct Word {
        let terms: [Term]
        /// The rarer the word, the more it tells.
        let rarity: Double
    }

    private let words: [Word]

    /// What an article gains whose title is just what was looked for.
    private static let titleGain = 0.5

    /// Takes the words of the query and how many documents there are.
    init(_ words: [ResolvedWord], documents: Int) {
        self.words = words.map { word in
            let holding = Double(min(word.documents, documents))
            return Word(
                terms: word.alternatives.map { Term(hash: $0.term.hash, weight: $0.weight) },
                rarity: log(1 + (Double(documents) - holding + 0.5) / (holding + 0.5)))
        }
    }

    /// The candidates, best first, and of equals the newest.
    func ranked(_ candidates: [Candidate]) -> [Candidate] {
        candidates.map { ($0, score($0.impacts)) }
            .sorted { ($1.1, $0.0.document) < ($0.1, $1.0.document) }
            .map(\.0)
    }

    private func score(_ impacts: DocumentImpacts) -> Double {
        var score = 0.0
        var inTitle = 0
        for word in words {
            var best = 0.0
            var isInTitle = false
            for term in word.terms {
                guard let found = impacts.impact(of: term.hash) else { continue }
                best = max(best, found.impact * term.weight)
                isInTitle = isInTitle || found.isInTitle
            }
            score += best * word.rarity
            if isInTitle { inTitle += 1 }
        }
        guard inTitle > 0 else { return score }
        return score * (1 + Self.titleGain * Double(inTitle) / Double(max(impacts.titleTerms, inTitle)))
    }
}
