/// RFC 4648 §4, as mail has it (RFC 2045 §6.8).
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    /// One line.
    package static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        append(bytes[...], to: &text)
        return text
    }

    /// Lines of 76 letters, each with its end.
    static func lines(of bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 3 / 2 + 4)
        for start in stride(from: 0, to: bytes.count, by: 57) {
            append(bytes[start..<min(start + 57, bytes.count)], to: &text)
            text.append(contentsOf: [0x0D, 0x0A])
        }
        return text
    }

    private static func append(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
        alphabet.withUnsafeBufferPointer { alphabet in
            var place = bytes.startIndex
            while place < bytes.endIndex {
                let left = bytes.endIndex - place
                let word =
                    Int(bytes[place]) << 16 | (left > 1 ? Int(bytes[place + 1]) << 8 : 0)
                    | (left > 2 ? Int(bytes[place + 2]) : 0)
                text.append(alphabet[word >> 18])
                text.append(alphabet[word >> 12 & 63])
                text.append(left > 1 ? alphabet[word >> 6 & 63] : padding)
                text.append(left > 2 ? alphabet[word & 63] : padding)
                place += 3
            }
        }
    }

    /// Skips whatever is no letter of the alphabet, as RFC 2045 asks, and takes what can be read of the rest.
    package static func decode(_ text: some Sequence<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var held = 0
        var count = 0
        for letter in text {
            if letter == padding { break }
            guard let value = value(of: letter) else { continue }
            held = (held << 6 | value) & 0xFFFF
            count += 6
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: held >> count))
        }
        return bytes
    }

    private static func value(of letter: UInt8) -> Int? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(letter) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(letter) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(letter) + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
