/// What changed from one text to another, as values that a page can show.
package struct TextDiff: Sendable, Hashable {
    /// A stretch of whole lines; texts keep their line ends.
    package enum Block: Sendable, Hashable {
        /// Lines that both texts have, and how many they are, so that a page can fold them.
        case unchanged(String, lines: Int)
        case removed(String)
        case added(String)
        /// Lines that were reworded: the runs tell which words.
        case changed([Run])
    }

    /// A stretch of words.
    package enum Run: Sendable, Hashable {
        /// In both texts.
        case same(String)
        case removed(String)
        case added(String)
    }

    package let blocks: [Block]

    /// Compares two texts by lines, and what changed by words.
    ///
    /// - Parameters:
    ///   - old: Any text, such as a title or a body.
    ///   - new: What became of it.
    package init(from old: String, to new: String) {
        let (oldLines, newLines) = (TextPieces.lines(of: old), TextPieces.lines(of: new))
        var numbering = PieceNumbering()
        let partners = SequenceMatching(oldLines.numbers(&numbering), newLines.numbers(&numbering)).partners
        var blocks: [Block] = []
        var (left, right) = (0, 0)
        while left < oldLines.count || right < newLines.count {
            let start = left
            while left < oldLines.count, partners[left] == right {
                left += 1
                right += 1
            }
            if left > start {
                blocks.append(.unchanged(oldLines.text(start..<left), lines: left - start))
                continue
            }
            var end = left
            while end < oldLines.count, partners[end] == nil { end += 1 }
            let rightEnd = end < oldLines.count ? partners[end] ?? newLines.count : newLines.count
            blocks += Self.blocks(from: oldLines.text(left..<end), to: newLines.text(right..<rightEnd))
            (left, right) = (end, rightEnd)
        }
        self.blocks = blocks
    }

    /// Whether the texts are the same, byte for byte.
    package var isUnchanged: Bool {
        blocks.allSatisfy { if case .unchanged = $0 { true } else { false } }
    }

    /// The text before.
    package var old: String { text { if case .added = $0 { false } else { true } } }

    /// The text after.
    package var new: String { text { if case .removed = $0 { false } else { true } } }

    private func text(_ holds: (Run) -> Bool) -> String {
        var text = ""
        for run in blocks.flatMap(\.runs) where holds(run) { text += run.text }
        return text
    }

    /// Beyond this many bytes, a stretch of changed lines was written anew, and nobody reads its words one by one.
    private static let longestStretch = 200_000

    private static func blocks(from old: String, to new: String) -> [Block] {
        if old.isEmpty { return [.added(new)] }
        if new.isEmpty { return [.removed(old)] }
        guard max(old.utf8.count, new.utf8.count) <= longestStretch, let runs = WordDiff.runs(from: old, to: new) else {
            return [.removed(old), .added(new)]
        }
        return [.changed(runs)]
    }
}

extension TextDiff.Block {
    /// The block as runs, whatever it is.
    package var runs: [TextDiff.Run] {
        switch self {
        case .unchanged(let text, _): [.same(text)]
        case .removed(let text): [.removed(text)]
        case .added(let text): [.added(text)]
        case .changed(let runs): runs
        }
    }
}

extension TextDiff.Run {
    /// The words, whatever became of them.
    package var text: String {
        switch self {
        case .same(let text), .removed(let text), .added(let text): text
        }
    }
}
