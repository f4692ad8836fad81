/// Random numbers that are cheap and can be had again: SplitMix64 (Steele, Lea and Flood, 2014).
struct Dice: Sendable, RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// At least 0, less than 1.
    mutating func roll() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// At least 0, less than `count`; of few, so that the bias is nothing.
    mutating func roll(below count: Int) -> Int { Int(((next() >> 32) * UInt64(count)) >> 32) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
