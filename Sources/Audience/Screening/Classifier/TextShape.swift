/// What a text looks like from afar, in coarse steps.
struct TextShape: Sendable, Hashable {
    /// A step from 0 to 255 for each thing that is looked at.
    let values: [UInt8]

    /// - Parameters:
    ///   - words: How many it has.
    ///   - unlinked: The text without its links.
    init(_ text: String, links: Int, words: Int, unlinked: String) {
        var (length, letters, capitals, digits, exclamations, questions, ends) = (0, 0, 0, 0, 0, 0, 0)
        var (hasLines, isASCII, hasCalls, endsSentence) = (false, true, false, false)
        var (shouted, wordCapitals, wordOthers) = (0, 0, 0)
        var last: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            length += 1
            let isLetter = scalar.isASCII ? scalar.isLetter : scalar.properties.isAlphabetic
            let isCapital = scalar.isASCII ? isLetter && scalar.value < 0x60 : scalar.properties.isUppercase
            if isLetter { letters += 1 }
            if isCapital { capitals += 1 }
            if (0x30...0x39).contains(scalar.value) { digits += 1 }
            let isEnd = scalar == "." || scalar == "!" || scalar == "?"
            if isEnd, !endsSentence { ends += 1 }
            endsSentence = isEnd
            if scalar == "!" { exclamations += 1 }
            if scalar == "?" { questions += 1 }
            if scalar == "\n" { hasLines = true }
            if !scalar.isASCII { isASCII = false }
            if isLetter, last == "@" || last == "+" { hasCalls = true }
            if scalar.value <= 0x20 {
                if wordCapitals > 1, wordOthers == 0 { shouted += 1 }
                (wordCapitals, wordOthers) = (0, 0)
            } else if isCapital {
                wordCapitals += 1
            } else if isLetter {
                wordOthers += 1
            }
            last = scalar
        }
        if wordCapitals > 1, wordOthers == 0 { shouted += 1 }
        let bare = unlinked.unicodeScalars.lazy.filter { $0.value > 0x20 && $0 != "🔗" }.prefix(5).count
        values = [
            Self.magnitude(length, most: 10), Self.magnitude(words, most: 8),
            Self.step(Double(capitals) / Double(max(letters, 1)), [0.05, 0.15, 0.4, 0.8]),
            Self.step(Double(digits) / Double(max(length, 1)), [.leastNonzeroMagnitude, 0.05, 0.2]),
            Self.count(links, most: 3), links > 0 && bare < 5 ? 1 : 0, Self.count(exclamations, most: 3),
            Self.count(questions, most: 2), hasLines ? 1 : 0, isASCII ? 1 : 0, Self.count(shouted, most: 3),
            hasCalls ? 1 : 0, Self.count(ends, most: 5),
        ]
    }

    private static func magnitude(_ number: Int, most: Int) -> UInt8 {
        UInt8(min(Int.bitWidth - 1 - (number + 1).leadingZeroBitCount, most))
    }

    private static func step(_ share: Double, _ steps: [Double]) -> UInt8 { UInt8(steps.count { share >= $0 }) }

    private static func count(_ number: Int, most: Int) -> UInt8 { UInt8(min(number, most)) }
}

extension Unicode.Scalar {
    /// Whether it is one of the 52 letters of ASCII.
    fileprivate var isLetter: Bool { isASCII && (0x61...0x7A).contains(value | 0x20) }
}
