/// An article as search sees it.
struct SearchDocument: Sendable {
    let title: String
    /// The answer and the body in plain text.
    let content: String
    /// The words as spelled, without stop words; what readers may mean when they mistype.
    let words: Set<String>
    /// What the full-text index holds, each term once.
    let terms: [String]
    let impacts: DocumentImpacts

    private static let titleWeight = 8.0
    private static let answerWeight = 3.0
    /// BM25's k1 and b, and the length against which documents are set.
    private static let damping = 1.2
    private static let lengthShare = 0.75
    private static let usualLength = 600.0
    private static let mostStrongTerms = 32

    private struct Count {
        var weighted = 0.0
        var isInTitle = false

        mutating func add(_ weight: Double, isInTitle: Bool = false) {
            weighted += weight
            self.isInTitle = self.isInTitle || isInTitle
        }
    }

    /// - Parameters:
    ///   - stems: The stems of words met before, which documents written together share.
    init(title: String, answer: String, body: String, stems: inout StemCache) {
        self.title = title
        content = body.isEmpty ? answer : "\(answer)\n\(body)"
        var counts: [String: Count] = [:]
        var length = 0.0
        for word in WordScanner(title) {
            counts[word.text, default: Count()].add(Self.titleWeight, isInTitle: true)
        }
        for word in WordScanner(answer) {
            counts[word.text, default: Count()].add(Self.answerWeight)
            length += 1
        }
        for word in WordScanner(body) {
            counts[word.text, default: Count()].add(1)
            length += 1
        }
        words = Set(counts.keys.filter { !StopWords.all.contains($0) })
        let norm = Self.damping * (1 - Self.lengthShare + Self.lengthShare * length / Self.usualLength)
        let entries = Self.stemmed(counts, &stems).map { stem, count in
            (term: SearchTerm(stem: stem), impact: count.weighted / (count.weighted + norm), count: count)
        }
        impacts = DocumentImpacts(entries.map { ($0.term, $0.impact, $0.count.isInTitle) })
        terms = Self.terms(entries)
    }

    /// Counts by stem; a stop word counts only where a title has it.
    private static func stemmed(_ counts: [String: Count], _ stems: inout StemCache) -> [String: Count] {
        var sums: [String: Count] = [:]
        sums.reserveCapacity(counts.count)
        for (word, count) in counts {
            if !StopWords.all.contains(word) {
                sums[stems.stem(word), default: Count()].add(count.weighted, isInTitle: count.isInTitle)
            } else if count.isInTitle {
                sums[word, default: Count()].add(titleWeight, isInTitle: true)
            }
        }
        return sums
    }

    private static func terms(_ entries: [(term: SearchTerm, impact: Double, count: Count)]) -> [String] {
        var terms: [String] = []
        terms.reserveCapacity(entries.count + 2 * mostStrongTerms)
        var strong: [(term: SearchTerm, impact: Double)] = []
        for entry in entries {
            if entry.count.isInTitle { terms.append(entry.term.text(.title)) }
            guard !StopWords.all.contains(entry.term.stem) else { continue }
            terms.append(entry.term.text(.anywhere))
            if entry.count.weighted >= 3 { strong.append((entry.term, entry.impact)) }
        }
        strong.sort { ($0.impact, $0.term.stem) > ($1.impact, $1.term.stem) }
        for entry in strong.prefix(mostStrongTerms) { terms.append(entry.term.text(.strong)) }
        return terms
    }
}

extension SearchDocument {
    /// The document of texts that show no facts, evaluations or products, which is the same whenever it is made; `nil`
    /// when they do.
    init?(_ title: String, _ answer: MarkdownDocument, _ body: MarkdownDocument, stems: inout StemCache) {
        guard !answer.showsMatter, !body.showsMatter else { return nil }
        let renderer = MarkdownRenderer()
        self.init(
            title: title, answer: renderer.plainText(of: answer), body: renderer.plainText(of: body), stems: &stems)
    }
}
