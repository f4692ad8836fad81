/// Compares two texts word by word.
enum WordDiff {
    /// The least share of the shorter text that both must have in common to count as one text that was reworded.
    private static let leastInCommon = 0.3

    /// The runs from one text to the other, or `nil` when they have too little in common to be read side by side.
    static func runs(from old: String, to new: String) -> [TextDiff.Run]? {
        let (oldWords, newWords) = (TextPieces.words(of: old), TextPieces.words(of: new))
        var numbering = PieceNumbering()
        let partners = SequenceMatching(
            oldWords.numbers(&numbering), newWords.numbers(&numbering), allowance: 2_000_000
        ).partners
        let common = partners.indices.count { partners[$0] != nil && oldWords.isWord($0) }
        let fewer = min(wordCount(oldWords), wordCount(newWords))
        if Double(common) < leastInCommon * Double(fewer) { return nil }

        var runs: [TextDiff.Run] = []
        var (left, right) = (0, 0)
        var (pendingLeft, pendingRight) = (0, 0)
        func addPending() {
            if pendingLeft < left { runs.append(.removed(oldWords.text(pendingLeft..<left))) }
            if pendingRight < right { runs.append(.added(newWords.text(pendingRight..<right))) }
        }
        while left < oldWords.count || right < newWords.count {
            // What both have from here on.
            var same = 0
            while left + same < oldWords.count, partners[left + same] == right + same { same += 1 }
            let isAtEnd = left + same == oldWords.count && right + same == newWords.count
            let isAtStart = left == 0 && right == 0
            let isPending = pendingLeft < left || pendingRight < right
            // A space or a comma between two changes tells nothing, and makes them hard to read.
            let isWorthShowing =
                isAtEnd || isAtStart || !isPending || (left..<left + same).contains { oldWords.isWord($0) }
            if same > 0 {
                if isWorthShowing {
                    addPending()
                    runs.append(.same(oldWords.text(left..<left + same)))
                    (pendingLeft, pendingRight) = (left + same, right + same)
                }
                left += same
                right += same
                continue
            }
            while left < oldWords.count, partners[left] == nil { left += 1 }
            right = left < oldWords.count ? partners[left] ?? newWords.count : newWords.count
        }
        addPending()
        return runs
    }

    private static func wordCount(_ words: TextPieces) -> Int {
        (0..<words.count).count { words.isWord($0) }
    }
}
