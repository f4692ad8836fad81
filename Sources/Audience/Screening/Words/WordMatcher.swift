/// Finds many patterns in a text at once (Aho and Corasick, 1975): one walk over the text, however many there are.
///
/// The walk finds the anchors of patterns; where one stands, the pattern’s words are compared with those around it.
struct WordMatcher: Sendable {
    /// A pattern that was found, and which words of the text it is.
    struct Match: Sendable, Hashable {
        let pattern: Int
        let words: Range<Int>
    }

    /// Of longer words only the beginning is compared, so that none takes long.
    private static let longestWord = 200

    private let patterns: [WordPattern]
    private var tree = ByteTree()
    /// The patterns whose anchor ends at a node.
    private var ends: [[Int]] = []

    /// Matches name patterns by their place among these.
    init(_ patterns: [WordPattern]) {
        self.patterns = patterns
        let nodes = tree.add(patterns.map(\.anchor.bytes))
        ends = [[Int]](repeating: [], count: tree.count)
        for (pattern, node) in nodes.enumerated() { ends[node].append(pattern) }
        let ends = ends
        tree.link { !ends[$0].isEmpty }
    }

    var isEmpty: Bool { patterns.isEmpty }

    /// All that is found in words that have a space before each and one at the end, each pattern once for each first word.
    func matches(in text: [UInt8]) -> [Match] {
        guard !patterns.isEmpty else { return [] }
        let space = UInt8(ascii: " ")
        var words: [ArraySlice<UInt8>]?
        var matches: [Match] = []
        var checked: [Int: Int] = [:]
        var node = 0
        var word = -1
        for byte in text {
            if byte == space { word += 1 }
            node = tree.next(node, byte)
            var end = node
            while end != 0 {
                for pattern in ends[end] {
                    let anchor = patterns[pattern].anchor
                    let first = word - (byte == space ? 1 : 0) - anchor.word
                    guard checked.updateValue(first, forKey: pattern) != first else { continue }
                    let known = words ?? text.split(separator: space)
                    words = known
                    if fits(pattern, at: first, of: known) {
                        matches.append(Match(pattern: pattern, words: first..<first + patterns[pattern].words.count))
                    }
                }
                end = tree.shorterEnd(of: end)
            }
        }
        return matches
    }

    private func fits(_ pattern: Int, at first: Int, of words: [ArraySlice<UInt8>]) -> Bool {
        let wanted = patterns[pattern].words
        guard first >= 0, first + wanted.count <= words.count else { return false }
        return zip(words[first...], wanted).allSatisfy { word, wanted in
            WordPattern.matches(word.prefix(Self.longestWord), wanted)
        }
    }
}
