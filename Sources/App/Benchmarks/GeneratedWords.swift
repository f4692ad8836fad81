/// Invented words with the frequencies of a language: the nth most common word about 1/n as often as the first (Zipf).
struct GeneratedWords {
    private static let vocabulary = 20_000

    private var state: UInt64
    private let cumulative: [Double]

    init(seed: UInt64 = 20_150_706) {
        state = seed
        var total = 0.0
        cumulative = (1...Self.vocabulary).map { rank in
            total += 1 / Double(rank)
            return total
        }
    }

    /// So many words, the first with a capital.
    mutating func sentence(_ length: Int) -> String {
        let words = (0..<length).map { _ in word() }.joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private mutating func word() -> String {
        let target = Double(next() >> 11) / Double(1 << 53) * (cumulative.last ?? 1)
        var low = 0
        var high = cumulative.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] < target { low = middle + 1 } else { high = middle }
        }
        return Self.spelling(of: low)
    }

    /// A word for each rank: syllables of its digits, so that words look different and none is another's prefix alone.
    private static func spelling(of rank: Int) -> String {
        let syllables = [
            "ba", "ke", "di", "lo", "mu", "na", "re", "si", "to", "vu", "pa", "ge", "hi", "jo", "cu", "fa",
        ]
        var rest = rank + 16
        var word = ""
        while rest > 0 {
            word += syllables[rest % 16]
            rest /= 16
        }
        return word
    }

    /// SplitMix64 (Steele, Lea and Flood, 2014).
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
