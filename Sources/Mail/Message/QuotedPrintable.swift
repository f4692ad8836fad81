/// RFC 2045 §6.7, in lines of at most 76 letters.
package enum QuotedPrintable {
    private static let longestLine = 76
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Encodes a text whose lines end in `\n`.
    ///
    /// A dot at a line’s beginning is written as a number, so that no server on the way has
    /// to double it, and so is the F of “From ”, before which some put an angle bracket.
    ///
    /// - Parameter isOpen: Whether more of its last line follows; a soft line break then ends it.
    static func encode(_ text: String, isOpen: Bool = false) -> [UInt8] {
        var result: [UInt8] = []
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        result.reserveCapacity(text.utf8.count * 5 / 4)
        for (number, line) in lines.enumerated() {
            let isLastLine = number == lines.count - 1
            append(line, isOpen: isLastLine && isOpen, to: &result)
            if isLastLine {
                if isOpen, !line.isEmpty { result.append(contentsOf: [0x3D, 0x0D, 0x0A]) }
            } else {
                result.append(contentsOf: [0x0D, 0x0A])
            }
        }
        if !isOpen, !result.isEmpty, result.last != 0x0A { result.append(contentsOf: [0x0D, 0x0A]) }
        return result
    }

    private static func append(_ line: Substring.UTF8View, isOpen: Bool, to result: inout [UInt8]) {
        var column = 0
        var place = line.startIndex
        let startsLikeFrom = line.starts(with: "From ".utf8)
        while place < line.endIndex {
            let byte = line[place]
            let isFirst = place == line.startIndex
            place = line.index(after: place)
            let isLast = place == line.endIndex
            let isSpace = byte == 0x20 || byte == 0x09
            let isPlain =
                (0x21...0x7E).contains(byte) && byte != 0x3D && !(column == 0 && byte == 0x2E)
                && !(isFirst && startsLikeFrom) || isSpace && (!isLast || isOpen)
            let length = isPlain ? 1 : 3
            if column + length > longestLine - (isLast && !isOpen ? 0 : 1) {
                result.append(contentsOf: [0x3D, 0x0D, 0x0A])
                column = 0
                if isPlain, byte == 0x2E {
                    number(byte, to: &result)
                    column = 3
                    continue
                }
            }
            if isPlain { result.append(byte) } else { number(byte, to: &result) }
            column += length
        }
    }

    /// A piece within a line that stands on lines of its own, ended by a soft line break, and has no white space.
    static func inset(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + 24)
        var column = 0
        for byte in text.utf8 {
            let isPlain = (0x21...0x7E).contains(byte) && byte != 0x3D && !(column == 0 && byte == 0x2E)
            if column + 3 > longestLine - 1 {
                result.append(contentsOf: [0x3D, 0x0D, 0x0A])
                column = 0
            }
            if isPlain, !(column == 0 && byte == 0x2E) { result.append(byte) } else { number(byte, to: &result) }
            column += isPlain ? 1 : 3
        }
        if column > 0 { result.append(contentsOf: [0x3D, 0x0D, 0x0A]) }
        return result
    }

    private static func number(_ byte: UInt8, to result: inout [UInt8]) {
        result.append(0x3D)
        result.append(digits[Int(byte >> 4)])
        result.append(digits[Int(byte & 15)])
    }

    /// Takes what can be read: an equals sign before anything but two digits or a line’s end stands for itself.
    package static func decode(_ text: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var place = 0
        while place < text.count {
            guard text[place] == 0x3D else {
                bytes.append(text[place])
                place += 1
                continue
            }
            if place + 2 < text.count, let high = value(text[place + 1]), let low = value(text[place + 2]) {
                bytes.append(high << 4 | low)
                place += 3
                continue
            }
            var end = place + 1
            while end < text.count, text[end] == 0x20 || text[end] == 0x09 || text[end] == 0x0D { end += 1 }
            if end == text.count {
                place = end
            } else if text[end] == 0x0A {
                place = end + 1
            } else {
                bytes.append(0x3D)
                place += 1
            }
        }
        return bytes
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - 48
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - 55
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - 87
        default: nil
        }
    }
}
