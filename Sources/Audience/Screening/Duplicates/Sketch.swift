/// What is kept of a text to tell how much another has in common with it: the smallest of 64 hashes over pairs of
/// neighbouring words (MinHash, Broder 1997), eight bits of each.
struct Sketch: Sendable, Hashable {
    /// Shorter texts have too little in common with themselves.
    static let fewestWords = 6

    private let lanes: SIMD64<UInt8>

    /// `nil` for a text of fewer than six words.
    init?(_ words: [ArraySlice<UInt8>]) {
        guard words.count >= Self.fewestWords else { return nil }
        var least = SIMD64<UInt32>(repeating: .max)
        var last: UInt64 = 0
        for (number, word) in words.enumerated() {
            let hash = ByteHash.of(word)
            if number > 0 {
                let pair = UInt32(truncatingIfNeeded: ByteHash.mixed(last &* 31 &+ hash) >> 32)
                let lanes = (Self.factors &* pair) ^ ((Self.offsets &+ pair) &>> 15)
                least.replace(with: lanes, where: lanes .< least)
            }
            last = hash
        }
        lanes = SIMD64<UInt8>(truncatingIfNeeded: least &>> 24 ^ least &>> 13)
    }

    /// The share of pairs that two texts have in common, as far as can be told, from 0 to 1.
    func likeness(to other: Sketch) -> Double {
        let same = SIMD64<UInt8>(repeating: 0).replacing(with: 1, where: lanes .== other.lanes)
        // One in 256 is the same by chance.
        return max((Double(same.wrappedSum()) / 64 - 1 / 256) * 256 / 255, 0)
    }

    private static let factors = numbers(seed: 1) | SIMD64(repeating: 1)
    private static let offsets = numbers(seed: 2)

    private static func numbers(seed: UInt64) -> SIMD64<UInt32> {
        var result = SIMD64<UInt32>()
        for lane in 0..<64 {
            result[lane] = UInt32(truncatingIfNeeded: ByteHash.mixed(seed << 32 | UInt64(lane)) >> 16)
        }
        return result
    }
}
