import Kernel

/// A text as it is compared: words in lower case, without marks and invisible characters, and with Latin letters for what
/// looks like them.
///
/// Chinese and Japanese characters and symbols are words of their own, since no spaces part them.
struct FoldedText: Sendable {
    private static let space = UInt8(ascii: " ")

    /// The words in UTF-8, a space before each and one at the end; a single space when there are none.
    let plain: [UInt8]
    /// The same with letters for the digits and signs that stand in for them, and without what parts single letters, as in
    /// `v1agra`, `c@sino` or `f.r.e.e`; `nil` when nothing is disguised.
    let disguised: [UInt8]?

    init(_ text: String) {
        let signs = Self.signs(text)
        plain = Self.words(signs)
        disguised = Self.disguise(signs)
    }

    /// The words, in order.
    var words: [ArraySlice<UInt8>] { plain.split(separator: Self.space) }

    /// The words of a pattern, with its asterisks.
    static func pattern(_ text: String) -> [[UInt8]] {
        words(signs(text), keeping: UInt8(ascii: "*")).split(separator: space).map(Array.init)
    }

    /// Folds letters and keeps ASCII signs, with a space for all that parts words.
    private static func signs(_ text: String) -> [UInt8] {
        var result = ""
        result.reserveCapacity(text.utf8.count + 8)
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                if scalar.value < 0x21 || scalar.value == 0x7F {
                    result += " "
                } else {
                    LetterFolding.append(scalar, to: &result)
                }
            } else if let like = Lookalikes.ascii(scalar) {
                result.unicodeScalars.append(like)
            } else {
                append(scalar, to: &result)
            }
        }
        return Array(result.utf8)
    }

    private static func append(_ scalar: Unicode.Scalar, to result: inout String) {
        switch scalar.properties.generalCategory {
        case .format, .nonspacingMark, .enclosingMark, .control, .unassigned, .privateUse, .surrogate: break
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .decimalNumber, .letterNumber,
            .otherNumber, .spacingMark:
            LetterFolding.append(scalar, to: &result)
        case .otherLetter where !isWordOfItsOwn(scalar.value): result.unicodeScalars.append(scalar)
        case .otherLetter, .otherSymbol, .modifierSymbol, .mathSymbol, .currencySymbol:
            result += " "
            result.unicodeScalars.append(scalar)
            result += " "
        default: result += " "
        }
    }

    private static func isWordOfItsOwn(_ value: UInt32) -> Bool {
        switch value {
        case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
        default: false
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        !isLetter(byte) && !isDigit(byte) && byte != UInt8(ascii: "$") && byte != UInt8(ascii: "@")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func words(_ signs: [UInt8], keeping sign: UInt8? = nil) -> [UInt8] {
        var result: [UInt8] = [space]
        result.reserveCapacity(signs.count + 2)
        for byte in signs {
            if isLetter(byte) || isDigit(byte) || byte == sign {
                result.append(byte)
            } else if byte != UInt8(ascii: "'"), result.last != space {
                result.append(space)
            }
        }
        if result.last != space { result.append(space) }
        return result
    }

    /// What is read from the signs when each stands for the letter that it looks like.
    private static func disguise(_ signs: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = [space]
        var isDisguised = false
        var wasSingle = false
        for chunk in signs.split(separator: space) {
            // A word’s own punctuation at its end is no letter.
            let core = chunk.drop { !isLetter($0) && letters[Int($0)] == 0 }.trimmed(isPunctuation)
            guard !core.isEmpty else { continue }
            let isSingle = core.count == 1 && isLetter(core[core.startIndex])
            let joins = isSingle && wasSingle
            if joins { isDisguised = true }
            if !joins, result.last != space { result.append(space) }
            wasSingle = isSingle
            guard core.contains(where: isLetter), !core.starts(with: "http".utf8) else {
                result += core.map { isLetter($0) || isDigit($0) ? $0 : space }
                continue
            }
            for byte in core {
                if isLetter(byte) {
                    result.append(byte)
                } else if byte != UInt8(ascii: "'") {
                    isDisguised = true
                    let letter = letters[Int(byte)]
                    if letter != 0 { result.append(letter) }
                }
            }
        }
        result.append(space)
        return isDisguised ? result : nil
    }

    /// The letter that a digit or sign stands for; 0 for none.
    private static let letters: [UInt8] = {
        var table = [UInt8](repeating: 0, count: 256)
        let pairs: [(Character, Character)] = [
            ("0", "o"), ("1", "i"), ("2", "z"), ("3", "e"), ("4", "a"), ("5", "s"), ("6", "g"), ("7", "t"), ("8", "b"),
            ("9", "g"), ("@", "a"), ("$", "s"), ("!", "i"), ("|", "i"), ("+", "t"),
        ]
        for (sign, letter) in pairs {
            if let sign = sign.asciiValue, let letter = letter.asciiValue { table[Int(sign)] = letter }
        }
        return table
    }()
}

extension ArraySlice<UInt8> {
    /// Without the bytes at its end that a rule holds for.
    fileprivate func trimmed(_ isTrimmed: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var rest = self
        while let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return rest
    }
}
