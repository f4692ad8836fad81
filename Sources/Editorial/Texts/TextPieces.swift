/// A text cut into pieces which, joined, are that text again byte for byte.
///
/// Pieces are compared as bytes: to `String`, two spellings of “é” are equal, and a difference between them would be lost.
struct TextPieces {
    private let bytes: [UInt8]
    /// Where each piece begins, and at last where the text ends.
    private let bounds: [Int]

    var count: Int { bounds.count - 1 }

    /// Cuts after each line feed.
    static func lines(of text: String) -> TextPieces {
        let bytes = Array(text.utf8)
        var bounds = [0]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") && index + 1 < bytes.count {
            bounds.append(index + 1)
        }
        return TextPieces(bytes: bytes, bounds: bytes.isEmpty ? bounds : bounds + [bytes.count])
    }

    /// Cuts into words, stretches of white space, and single characters of any other kind; never within a character as
    /// readers see it, such as an emoji of many parts.
    static func words(of text: String) -> TextPieces {
        var bounds: [Int] = []
        var end = 0
        var last = WordKind.mark
        for character in text {
            let kind = WordKind(character, after: last)
            if kind != last || kind == .mark { bounds.append(end) }
            last = kind
            end += character.utf8.count
        }
        return TextPieces(bytes: Array(text.utf8), bounds: bounds + [end])
    }

    private init(bytes: [UInt8], bounds: [Int]) {
        self.bytes = bytes
        self.bounds = bounds
    }

    func text(_ pieces: Range<Int>) -> String {
        String(decoding: bytes[bounds[pieces.lowerBound]..<bounds[pieces.upperBound]], as: UTF8.self)
    }

    /// How many bytes these pieces have.
    func size(_ pieces: Range<Int>) -> Int { bounds[pieces.upperBound] - bounds[pieces.lowerBound] }

    /// Whether the piece is a word, and neither white space nor a mark.
    func isWord(_ piece: Int) -> Bool {
        let start = bounds[piece]
        guard start < bounds[piece + 1] else { return false }
        let byte = bytes[start]
        if byte < 0x80 { return WordKind.isASCIIWord(byte) }
        return text(piece..<piece + 1).first?.isLetter ?? false
    }

    /// The number of each piece; equal pieces have equal numbers wherever `numbering` is used.
    func numbers(_ numbering: inout PieceNumbering) -> [Int] {
        bytes.withUnsafeBufferPointer { bytes in
            (0..<count).map { numbering.number(of: bytes[bounds[$0]..<bounds[$0 + 1]]) }
        }
    }
}

/// Gives equal pieces equal numbers, counted from 0.
struct PieceNumbering {
    private struct Key: Hashable {
        let bytes: [UInt8]

        func hash(into hasher: inout Hasher) {
            bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        }
    }

    private var known: [Key: Int] = [:]

    mutating func number(of piece: some Sequence<UInt8>) -> Int {
        let key = Key(bytes: Array(piece))
        if let number = known[key] { return number }
        known[key] = known.count
        return known.count - 1
    }
}

/// What a character is to somebody who compares words.
private enum WordKind {
    case word, space, mark

    init(_ character: Character, after previous: WordKind) {
        guard let scalar = character.unicodeScalars.first else {
            self = .mark
            return
        }
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            if Self.isASCIIWord(byte) || (scalar == "'" && previous == .word) {
                self = .word
            } else {
                self = byte == 0x20 || (0x09...0x0D).contains(byte) ? .space : .mark
            }
        } else if scalar == "’", previous == .word {
            self = .word
        } else if scalar.properties.isWhitespace {
            self = .space
        } else {
            // Chinese and Japanese have no spaces between words, so each of their characters counts for itself.
            let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            self = isLetter && !scalar.properties.isIdeographic ? .word : .mark
        }
    }

    static func isASCIIWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
