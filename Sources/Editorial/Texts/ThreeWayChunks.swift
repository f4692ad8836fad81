/// Two versions of a sequence beside the one that both come from, cut where all three agree (the diff3 algorithm).
struct ThreeWayChunks {
    /// A stretch of each sequence.
    struct Chunk: Sendable, Hashable {
        var base: Range<Int>
        var mine: Range<Int>
        var theirs: Range<Int>
        /// Whether all three have the same here.
        var isStable: Bool
    }

    private(set) var chunks: [Chunk] = []

    init(base: [Int], mine: [Int], theirs: [Int]) {
        let mineByBase = SequenceMatching(base, mine).partners
        let theirsByBase = SequenceMatching(base, theirs).partners
        var (b, m, t) = (0, 0, 0)
        while b < base.count || m < mine.count || t < theirs.count {
            var same = 0
            while b + same < base.count, mineByBase[b + same] == m + same, theirsByBase[b + same] == t + same {
                same += 1
            }
            if same > 0 {
                chunks.append(
                    Chunk(base: b..<b + same, mine: m..<m + same, theirs: t..<t + same, isStable: true))
                (b, m, t) = (b + same, m + same, t + same)
                continue
            }
            var next = b
            while next < base.count, mineByBase[next] == nil || theirsByBase[next] == nil { next += 1 }
            let mineEnd = next < base.count ? mineByBase[next] ?? mine.count : mine.count
            let theirsEnd = next < base.count ? theirsByBase[next] ?? theirs.count : theirs.count
            chunks.append(Chunk(base: b..<next, mine: m..<mineEnd, theirs: t..<theirsEnd, isStable: false))
            (b, m, t) = (next, mineEnd, theirsEnd)
        }
    }

    /// Joins changes that only stable stretches part which `isTrifling` says hold nothing.
    mutating func join(overStableChunks isTrifling: (Chunk) -> Bool) {
        var joined: [Chunk] = []
        for (index, chunk) in chunks.enumerated() {
            let isBetweenChanges = index > 0 && index + 1 < chunks.count
            let isPart = !chunk.isStable || (isBetweenChanges && isTrifling(chunk))
            if isPart, let last = joined.last, !last.isStable {
                joined[joined.count - 1] = Chunk(
                    base: last.base.lowerBound..<chunk.base.upperBound,
                    mine: last.mine.lowerBound..<chunk.mine.upperBound,
                    theirs: last.theirs.lowerBound..<chunk.theirs.upperBound, isStable: false)
            } else {
                joined.append(chunk)
            }
        }
        chunks = joined
    }
}
