import Kernel

/// Finds the words of a text, in the form in which search compares them.
///
/// A word is a run of letters, digits and marks. An apostrophe inside a word is left out, and so is a comma between
/// digits: “don’t” gives `dont`, “27,000” gives `27000`. Everything is folded to lower case without diacritics.
struct WordScanner: Sequence, IteratorProtocol {
    struct Word: Equatable {
        let text: String
        /// Where it stands in the UTF-8 of the text.
        let range: Range<Int>
    }

    /// Words beyond this many bytes are cut: nobody looks for more.
    static let longestWord = 40

    private let bytes: [UInt8]
    private var position = 0
    /// The word being read; kept, so that not every word needs room of its own.
    private var word: [UInt8] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    init(_ text: String) { self.init(Array(text.utf8)) }

    mutating func next() -> Word? {
        word.removeAll(keepingCapacity: true)
        var start = position
        var end = position
        while position < bytes.count {
            let byte = bytes[position]
            switch Self.classes[Int(byte)] {
            case .letter, .digit:
                if word.isEmpty { start = position }
                word.append(byte)
                position += 1
                end = position
            case .capital:
                if word.isEmpty { start = position }
                word.append(byte | 0x20)
                position += 1
                end = position
            case .beyondASCII:
                let (scalar, length) = scalar(at: position)
                if scalar == "’", !word.isEmpty {
                    position += length
                } else if Self.isPartOfWord(scalar) {
                    if word.isEmpty { start = position }
                    var folded = ""
                    LetterFolding.append(scalar, to: &folded)
                    word.append(contentsOf: folded.utf8)
                    position += length
                    end = position
                } else if word.isEmpty {
                    position += length
                } else {
                    return finish(start..<end)
                }
            case .apostrophe where !word.isEmpty: position += 1
            case .comma where isBetweenDigits: position += 1
            case .apostrophe, .comma, .other:
                if !word.isEmpty { return finish(start..<end) }
                position += 1
            }
        }
        return word.isEmpty ? nil : finish(start..<end)
    }

    private func finish(_ range: Range<Int>) -> Word {
        Word(text: String(decoding: word.prefix(Self.longestWord), as: UTF8.self), range: range)
    }

    private var isBetweenDigits: Bool {
        guard let last = word.last, Self.classes[Int(last)] == .digit, position + 1 < bytes.count else { return false }
        return Self.classes[Int(bytes[position + 1])] == .digit
    }

    /// The scalar that begins at `index`, which holds a leading byte; the text is valid UTF-8.
    private func scalar(at index: Int) -> (Unicode.Scalar, length: Int) {
        let lead = UInt32(bytes[index])
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC0, index + length <= bytes.count else { return ("\u{FFFD}", 1) }
        var value = lead & (0x7F >> UInt32(length))
        for offset in 1..<length { value = value << 6 | UInt32(bytes[index + offset]) & 0x3F }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }

    private enum Class {
        case letter, capital, digit, apostrophe, comma, beyondASCII, other
    }

    private static let classes: [Class] = (0...255).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): .letter
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): .capital
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case UInt8(ascii: "'"): .apostrophe
        case UInt8(ascii: ","): .comma
        case 0x80...0xFF: .beyondASCII
        default: .other
        }
    }
}
