/// Texts and changes to them, the same in each run.
struct RandomTexts: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Sebastiano Vigna’s SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Words in several scripts, with what trips up comparisons of characters.
    static let words = [
        "the", "a", "of", "figure", "27,000", "people", "isn’t", "isn't", "caf\u{E9}", "cafe\u{301}", "👩‍👩‍👧‍👦", "🇰🇷", "👍🏽",
        "שלום", "مرحبا", "北朝鮮", "ไทย", "n\u{303}", "\u{301}", ":fact[arrivals]", "**bold**", "\u{200F}", "\u{0}", "x",
    ]
    static let gaps = [" ", " ", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "\u{A0}", ""]

    mutating func word() -> String { Self.words.randomElement(using: &self) ?? "" }

    mutating func text(words count: Int) -> String {
        (0..<count).map { _ in word() + (Self.gaps.randomElement(using: &self) ?? "") }.joined()
    }

    /// The text with some stretches taken out, put in or moved.
    mutating func changed(_ text: String, times: Int) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<times {
            let start = Int.random(in: 0...scalars.count, using: &self)
            let end = min(scalars.count, start + Int.random(in: 0...12, using: &self))
            switch Int.random(in: 0..<3, using: &self) {
            case 0: scalars.removeSubrange(start..<end)
            case 1: scalars.insert(contentsOf: self.text(words: 2).unicodeScalars, at: start)
            default:
                let moved = Array(scalars[start..<end])
                scalars.removeSubrange(start..<end)
                scalars.insert(contentsOf: moved, at: Int.random(in: 0...scalars.count, using: &self))
            }
        }
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }
}
