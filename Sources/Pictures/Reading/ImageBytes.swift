/// Bytes of a file that a stranger may have made: whatever lies outside of them is `nil`.
struct ImageBytes {
    let bytes: [UInt8]

    var count: Int { bytes.count }

    subscript(position: Int) -> UInt8? { bytes.indices.contains(position) ? bytes[position] : nil }

    /// A number whose most significant byte comes first.
    func big(at position: Int, length: Int) -> Int? {
        guard position >= 0, length <= 7, position <= count - length else { return nil }
        return bytes[position..<position + length].reduce(0) { $0 << 8 | Int($1) }
    }

    /// A number whose least significant byte comes first.
    func little(at position: Int, length: Int) -> Int? {
        guard position >= 0, length <= 7, position <= count - length else { return nil }
        return bytes[position..<position + length].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// Whether these letters stand at a position.
    func has(_ letters: StaticString, at position: Int) -> Bool {
        letters.withUTF8Buffer { letters in
            guard position >= 0, position <= count - letters.count else { return false }
            return bytes[position..<position + letters.count].elementsEqual(letters)
        }
    }

    /// As ``has(_:at:)``, for letters in either case; `letters` are given in lower case.
    func hasFolded(_ letters: StaticString, at position: Int) -> Bool {
        letters.withUTF8Buffer { letters in
            guard position >= 0, position <= count - letters.count else { return false }
            return zip(bytes[position...], letters).allSatisfy { byte, letter in
                let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                return (isUpper ? byte | 0x20 : byte) == letter
            }
        }
    }

    /// Where a byte stands next.
    func next(_ byte: UInt8, from position: Int) -> Int? {
        guard position >= 0, position < count else { return nil }
        return bytes[position...].firstIndex(of: byte)
    }

    /// Whether nothing but zeros and white space follows; some programs fill up their files.
    func isPadding(from position: Int) -> Bool {
        position >= count || bytes[position...].allSatisfy { $0 == 0 || $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }
    }
}
