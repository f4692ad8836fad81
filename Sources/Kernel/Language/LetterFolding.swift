/// Makes letters comparable: lower case, without diacritics and ligatures.
package enum LetterFolding {
    /// The folded text: “Café Ångström” gives `cafe angstrom`.
    package static func folded(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars { append(scalar, to: &result) }
        return result
    }

    /// Appends the folded form of one scalar, which may be empty or several letters.
    package static func append(_ scalar: Unicode.Scalar, to result: inout String) {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            result.unicodeScalars.append(Unicode.Scalar(isUpper ? byte | 0x20 : byte))
            return
        }
        if let letters = special[scalar] {
            result += letters
        } else if let letter = latinLetters[scalar.value] {
            result.unicodeScalars.append(letter)
        } else if scalar.properties.generalCategory != .nonspacingMark {
            result += scalar.properties.lowercaseMapping
        }
    }

    /// The plain letters under Latin letters with marks, taken from the names that Unicode gives them.
    ///
    /// “LATIN SMALL LETTER E WITH ACUTE” is an e. The standard library has no decomposition to ask instead.
    private static let latinLetters: [UInt32: Unicode.Scalar] = {
        var letters: [UInt32: Unicode.Scalar] = [:]
        for value in Array(UInt32(0xC0)...0x24F) + Array(0x1E00...0x1EFF) {
            guard let words = Unicode.Scalar(value)?.properties.name?.split(separator: " "), words.count >= 6,
                words[0] == "LATIN", words[2] == "LETTER", words[4] == "WITH", words[3].count == 1,
                let letter = words[3].lowercased().unicodeScalars.first
            else { continue }
            letters[value] = letter
        }
        return letters
    }()

    private static let special: [Unicode.Scalar: String] = [
        "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
        "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ł": "l", "Ł": "l", "ı": "i", "İ": "i", "ﬁ": "fi", "ﬂ": "fl",
        "ħ": "h", "Ħ": "h", "ŋ": "n", "Ŋ": "n",
    ]
}
