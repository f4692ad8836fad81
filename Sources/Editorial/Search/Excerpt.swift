/// Cuts from a text the stretch that shows best why it was found.
struct Excerpt {
    /// For each stem which word of the query it stands for.
    private let words: [String: Int]
    /// The stems without their last two letters: endings change, so a word that begins with none of these isn't stemmed.
    private let beginnings: [[UInt8]]
    private let count: Int

    /// In bytes of UTF-8; what is shown ends at a word.
    private static let length = 220
    private static let searched = 65_536

    private struct Match {
        let range: Range<Int>
        let word: Int
    }

    init(_ words: [ResolvedWord]) {
        var stems: [String: Int] = [:]
        for (index, word) in words.enumerated() {
            for alternative in word.alternatives { stems[alternative.term.stem] = index }
        }
        self.words = stems
        beginnings = Set(stems.keys.map { Array($0.utf8.dropLast(2)) }).sorted { $0.count < $1.count }
        count = words.count
    }

    /// The stretch with its matches marked; the beginning of the text when nothing in it matches.
    func runs(of text: String) -> [SearchHit.Run] {
        let bytes = Self.head(of: text)
        let (start, matches, reached) = bestStretch(bytes)
        let first = start < 60 ? 0 : Self.wordStart(in: bytes, before: start - 30)
        let isAtEnd = reached == bytes.count && bytes.count - first <= Self.length
        let end = isAtEnd ? bytes.count : Self.wordEnd(in: bytes, before: first + Self.length)
        guard first < end else { return [] }
        var runs: [SearchHit.Run] = []
        var position = first
        for match in matches where match.range.lowerBound >= position && match.range.upperBound <= end {
            runs.append(SearchHit.Run(text: Self.line(bytes[position..<match.range.lowerBound]), isMatch: false))
            runs.append(SearchHit.Run(text: Self.line(bytes[match.range]), isMatch: true))
            position = match.range.upperBound
        }
        runs.append(SearchHit.Run(text: Self.line(bytes[position..<end]), isMatch: false))
        if first > 0 { runs.insert(SearchHit.Run(text: "…", isMatch: false), at: 0) }
        if end < text.utf8.count { runs.append(SearchHit.Run(text: "…", isMatch: false)) }
        return Self.joined(runs)
    }

    /// Finds the first stretch with the most different words, and stops looking once it has them all.
    ///
    /// - Returns: Where it starts, the matches on the way, and how far the text was read.
    private func bestStretch(_ bytes: [UInt8]) -> (start: Int, matches: [Match], reached: Int) {
        var best = (start: 0, words: 0)
        var matches: [Match] = []
        var oldest = 0
        var counts = Array(repeating: 0, count: count)
        var different = 0
        for word in WordScanner(bytes) {
            if best.words == count, word.range.lowerBound > best.start + 2 * Self.length {
                return (best.start, matches, word.range.lowerBound)
            }
            guard let index = match(word, bytes) else { continue }
            matches.append(Match(range: word.range, word: index))
            if counts[index] == 0 { different += 1 }
            counts[index] += 1
            while word.range.upperBound - matches[oldest].range.lowerBound > Self.length - 60 {
                counts[matches[oldest].word] -= 1
                if counts[matches[oldest].word] == 0 { different -= 1 }
                oldest += 1
            }
            if different > best.words { best = (matches[oldest].range.lowerBound, different) }
        }
        return (best.start, matches, bytes.count)
    }

    private func match(_ word: WordScanner.Word, _ bytes: [UInt8]) -> Int? {
        guard beginnings.contains(where: { word.text.utf8.starts(with: $0) }) else { return nil }
        return words[word.text] ?? words[PorterStemmer.stem(word.text)]
    }

    private static func wordStart(in bytes: [UInt8], before limit: Int) -> Int {
        var index = max(0, limit)
        while index > 0, !isSpace(bytes[index - 1]) { index -= 1 }
        return index
    }

    /// The end of the last word that ends by `limit`, or `limit` itself within a word longer than that.
    private static func wordEnd(in bytes: [UInt8], before limit: Int) -> Int {
        guard limit < bytes.count else { return bytes.count }
        var index = limit
        while index > limit - 60, index > 0, !isSpace(bytes[index]) { index -= 1 }
        if !isSpace(bytes[index]) { index = limit }
        while index > 0, bytes[index] & 0xC0 == 0x80 { index -= 1 }
        return index
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") }

    private static func line(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }

    /// The first bytes of a text, without a part of a scalar at their end.
    private static func head(of text: String) -> [UInt8] {
        var text = text
        var bytes = text.withUTF8 { Array($0.prefix(searched)) }
        guard bytes.count == searched else { return bytes }
        while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
        if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
        return bytes
    }

    /// Runs without empty ones, and with neighbours of one kind joined.
    private static func joined(_ runs: [SearchHit.Run]) -> [SearchHit.Run] {
        var joined: [SearchHit.Run] = []
        for run in runs where !run.text.isEmpty {
            if let last = joined.last, !last.isMatch, !run.isMatch {
                joined[joined.count - 1] = SearchHit.Run(text: last.text + run.text, isMatch: false)
            } else {
                joined.append(run)
            }
        }
        return joined
    }
}
