/// A sentence that reads differently than before, with the paragraph around it.
package struct ChangedSentence: Sendable, Hashable {
    /// The sentence, with what became of each stretch of words.
    package let runs: [TextDiff.Run]
    /// The whole paragraph, in the same way.
    package let paragraph: [TextDiff.Run]

    /// Whether the paragraph says more than the sentence.
    package var isPart: Bool { runs != Self.trimmed(paragraph) }

    /// The sentences of a reworded paragraph in which anything differs, in their order.
    static func all(in paragraph: [TextDiff.Run]) -> [ChangedSentence] {
        var text: [Character] = []
        for run in paragraph {
            if case .removed = run { continue }
            text += run.text
        }
        var ends = ends(in: text)[...]
        var sentences: [[TextDiff.Run]] = [[]]
        var offset = 0
        for run in paragraph {
            if case .removed = run {
                sentences[sentences.count - 1].append(run)
                continue
            }
            var rest = Array(run.text)[...]
            while let end = ends.first, end < offset + rest.count || end == offset + rest.count {
                sentences[sentences.count - 1].append(run.saying(String(rest.prefix(end - offset))))
                sentences.append([])
                rest = rest.dropFirst(end - offset)
                offset = end
                ends = ends.dropFirst()
            }
            if !rest.isEmpty { sentences[sentences.count - 1].append(run.saying(String(rest))) }
            offset += rest.count
        }
        return sentences.map { trimmed($0.filter { !$0.text.isEmpty }) }
            .filter { $0.contains { if case .same = $0 { false } else { true } } }
            .map { ChangedSentence(runs: $0, paragraph: paragraph) }
    }

    /// The offsets, in characters, at which sentences end; white space belongs to the sentence before it.
    static func ends(in text: [Character]) -> [Int] {
        // The first scalar of a character tells what it is, and leaves the offsets as they are.
        SentenceSplitter.sentences(in: text.compactMap(\.unicodeScalars.first)).dropFirst().map(\.lowerBound)
    }

    /// Without the white space between it and the next one.
    private static func trimmed(_ runs: [TextDiff.Run]) -> [TextDiff.Run] {
        guard case .same(let text) = runs.last else { return runs }
        let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? text.startIndex
        let kept = text[..<end]
        return runs.dropLast() + (kept.isEmpty ? [] : [.same(String(kept))])
    }
}

extension TextDiff.Run {
    /// The same fate for other words.
    func saying(_ words: String) -> TextDiff.Run {
        switch self {
        case .same: .same(words)
        case .removed: .removed(words)
        case .added: .added(words)
        }
    }
}
