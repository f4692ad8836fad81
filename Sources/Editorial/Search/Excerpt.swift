/// Cuts from a text the stretch that shows best why it was found.
struct Excerpt {
    /// Stems with how much each tells.
    private let stems: [String: Double]
    /// Stems of words met before: one excerpt's words are mostly the next one's.
    private var known: [String: String] = [:]

    /// In bytes of UTF-8; what is shown ends at a word.
    private static let length = 220
    private static let searched = 65_536

    init(_ words: [ResolvedWord]) {
        var stems: [String: Double] = [:]
        for word in words {
            for alternative in word.alternatives { stems[alternative.term.stem] = alternative.weight }
        }
        self.stems = stems
    }

    /// The stretch with its matches marked; the beginning of the text when nothing in it matches.
    mutating func runs(of text: String) -> [SearchHit.Run] {
        let bytes = Self.head(of: text)
        var matches: [(range: Range<Int>, stem: String)] = []
        var boundaries: [Range<Int>] = []
        for word in WordScanner(bytes) {
            boundaries.append(word.range)
            let stem = stem(of: word.text)
            if stems[stem] != nil { matches.append((word.range, stem)) }
        }
        let start = bestStart(matches)
        let first = start == 0 ? 0 : boundaries.first { $0.lowerBound >= max(0, start - 40) }?.lowerBound ?? 0
        let last = boundaries.last { $0.upperBound <= first + Self.length }?.upperBound ?? min(bytes.count, Self.length)
        let reachesEnd = boundaries.last.map { $0.upperBound <= last } ?? true
        let end = reachesEnd ? bytes.count : last
        guard first < end else { return [] }
        var runs: [SearchHit.Run] = []
        func add(_ range: Range<Int>, isMatch: Bool, before: String = "", after: String = "") {
            let words = String(decoding: bytes[range], as: UTF8.self).split { $0.isNewline }.joined(separator: " ")
            let text = before + words + after
            if !text.isEmpty { runs.append(SearchHit.Run(text: text, isMatch: isMatch)) }
        }
        var position = first
        if first > 0 { runs.append(SearchHit.Run(text: "…", isMatch: false)) }
        for match in matches where match.range.lowerBound >= first && match.range.upperBound <= end {
            add(position..<match.range.lowerBound, isMatch: false)
            add(match.range, isMatch: true)
            position = match.range.upperBound
        }
        add(position..<end, isMatch: false, after: reachesEnd && bytes.count < Self.searched ? "" : "…")
        return Self.joined(runs)
    }

    /// The start of the match from which a stretch holds the most telling set of different words; of equals the first.
    private func bestStart(_ matches: [(range: Range<Int>, stem: String)]) -> Int {
        var best = (start: 0, value: 0.0)
        var left = 0
        var counts: [String: Int] = [:]
        var value = 0.0
        for match in matches {
            if counts[match.stem, default: 0] == 0 { value += stems[match.stem] ?? 0 }
            counts[match.stem, default: 0] += 1
            while match.range.upperBound - matches[left].range.lowerBound > Self.length - 60 {
                let leaving = matches[left].stem
                counts[leaving, default: 1] -= 1
                if counts[leaving] == 0 { value -= stems[leaving] ?? 0 }
                left += 1
            }
            if value > best.value + 0.001 { best = (matches[left].range.lowerBound, value) }
        }
        // A stretch that begins near the start may as well begin at it.
        return best.start < 60 ? 0 : best.start
    }

    private mutating func stem(of word: String) -> String {
        if let stem = known[word] { return stem }
        let stem = PorterStemmer.stem(word)
        known[word] = stem
        return stem
    }

    /// The first bytes of a text, without a part of a scalar at their end.
    private static func head(of text: String) -> [UInt8] {
        var bytes = Array(text.utf8.prefix(searched))
        guard bytes.count == searched else { return bytes }
        while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
        if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
        return bytes
    }

    private static func joined(_ runs: [SearchHit.Run]) -> [SearchHit.Run] {
        var joined: [SearchHit.Run] = []
        for run in runs {
            if let last = joined.last, !last.isMatch, !run.isMatch {
                joined[joined.count - 1] = SearchHit.Run(text: last.text + run.text, isMatch: false)
            } else {
                joined.append(run)
            }
        }
        return joined
    }
}
