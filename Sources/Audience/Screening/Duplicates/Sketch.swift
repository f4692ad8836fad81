/// What is kept of a text to tell how much another has in common with it: the smallest of 64 hashes over pairs of
/// neighbouring words (MinHash, Broder 1997), eight bits of each.
struct Sketch: Sendable, Hashable {
    /// Shorter texts have too little in common with themselves.
    static let fewestWords = 6

    private static let count = 64

    /// Eight hashes in each element.
    private let lanes: SIMD8<UInt64>

    /// `nil` for a text of fewer than six words.
    init?(_ words: [ArraySlice<UInt8>]) {
        guard words.count >= Self.fewestWords else { return nil }
        let pairs = Self.pairs(words)
        var lanes = SIMD8<UInt64>()
        // A plain loop over the pairs is what the compiler makes vectors of; the generic operations of wide SIMD types are calls.
        for lane in 0..<Self.count {
            let (factor, offset) = (Self.factors[lane], Self.offsets[lane])
            var least = UInt32.max
            for pair in pairs { least = min(least, (factor &* pair) ^ ((offset &+ pair) >> 15)) }
            lanes[lane / 8] |= UInt64(UInt8(truncatingIfNeeded: least >> 24 ^ least >> 13)) << UInt64(lane % 8 * 8)
        }
        self.lanes = lanes
    }

    /// A hash of each two words that stand beside each other.
    private static func pairs(_ words: [ArraySlice<UInt8>]) -> [UInt32] {
        var pairs: [UInt32] = []
        pairs.reserveCapacity(words.count)
        var last: UInt64?
        for word in words {
            let hash = ByteHash.of(word)
            if let last { pairs.append(UInt32(truncatingIfNeeded: ByteHash.mixed(last &* 31 &+ hash) >> 32)) }
            last = hash
        }
        return pairs
    }

    /// The share of pairs that two texts have in common, as far as can be told, from 0 to 1.
    func likeness(to other: Sketch) -> Double {
        // The highest bit of each byte that is the same in both: such a byte alone doesn’t reach it by adding all lower bits.
        let low = SIMD8<UInt64>(repeating: 0x7F7F_7F7F_7F7F_7F7F)
        let differing = lanes ^ other.lanes
        let same = ~(((differing & low) &+ low) | differing | low)
        var sums: UInt64 = 0
        for element in 0..<8 { sums &+= same[element] >> 7 }
        let count = (sums &* 0x0101_0101_0101_0101) >> 56
        // One in 256 is the same by chance.
        return max((Double(count) / Double(Self.count) - 1 / 256) * 256 / 255, 0)
    }

    private static let factors = numbers(seed: 1).map { $0 | 1 }
    private static let offsets = numbers(seed: 2)

    private static func numbers(seed: UInt64) -> [UInt32] {
        (0..<count).map { UInt32(truncatingIfNeeded: ByteHash.mixed(seed << 32 | UInt64($0)) >> 16) }
    }
}
