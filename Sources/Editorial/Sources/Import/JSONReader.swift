/// Reads JSON (RFC 8259) that a stranger wrote: nesting has a limit, and whatever isn’t JSON is a fault with its place.
struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0

    private static let deepest = 64

    static func value(of bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        var reader = JSONReader(bytes: bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
        let value = try reader.readValue(depth: 0)
        reader.skipBlanks()
        guard reader.position == bytes.count else { throw reader.fault("Something follows after the end.") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func fault(_ message: String) -> JSONFault { JSONFault(position: position, message: message) }

    private mutating func readValue(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= Self.deepest else { throw fault("It is nested too deeply.") }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try readObject(depth: depth)
        case UInt8(ascii: "["): return try readList(depth: depth)
        case UInt8(ascii: "\""): return .text(try readText())
        case UInt8(ascii: "t"): return try readWord("true", .boolean(true))
        case UInt8(ascii: "f"): return try readWord("false", .boolean(false))
        case UInt8(ascii: "n"): return try readWord("null", .null)
        case UInt8(ascii: "-"), .some(0x30...0x39): return try readNumber()
        default: throw fault("A value is missing.")
        }
    }

    private mutating func readWord(_ word: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        guard bytes[position...].starts(with: word.utf8) else { throw fault("A value is missing.") }
        position += word.utf8.count
        return value
    }

    private mutating func readObject(depth: Int) throws(JSONFault) -> JSONValue {
        var members: [String: JSONValue] = [:]
        position += 1
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw fault("A name in quotes is missing.") }
            let name = try readText()
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw fault("A colon is missing.") }
            members[name] = try readValue(depth: depth + 1)
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw fault("A comma or a closing brace is missing.") }
        }
    }

    private mutating func readList(depth: Int) throws(JSONFault) -> JSONValue {
        var items: [JSONValue] = []
        position += 1
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .list(items) }
        while true {
            items.append(try readValue(depth: depth + 1))
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .list(items) }
            guard take(UInt8(ascii: ",")) else { throw fault("A comma or a closing bracket is missing.") }
        }
    }

    private mutating func readNumber() throws(JSONFault) -> JSONValue {
        let start = position
        _ = take(UInt8(ascii: "-"))
        let isZero = next == UInt8(ascii: "0")
        let first = position
        guard takeDigits(), !isZero || position == first + 1 else { throw fault("This is no number.") }
        if take(UInt8(ascii: ".")), !takeDigits() { throw fault("A number has no digits.") }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard takeDigits() else { throw fault("A number has no digits.") }
        }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func takeDigits() -> Bool {
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        return position > start
    }

    private mutating func readText() throws(JSONFault) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += Array(String(Character(try readEscape())).utf8)
            case 0..<0x20: throw fault("A text holds a control character.")
            default: text.append(byte)
            }
        }
        throw fault("A text isn’t closed.")
    }

    private mutating func readEscape() throws(JSONFault) -> Unicode.Scalar {
        guard let byte = next else { throw fault("A text isn’t closed.") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try readUnit()
            guard (0xD800...0xDBFF).contains(unit), bytes[position...].starts(with: "\\u".utf8) else {
                return Unicode.Scalar(unit) ?? "\u{FFFD}"
            }
            let afterFirst = position
            position += 2
            let second = try readUnit()
            guard (0xDC00...0xDFFF).contains(second) else {
                position = afterFirst
                return "\u{FFFD}"
            }
            return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00)) ?? "\u{FFFD}"
        default: throw fault("A text holds an escape that there isn’t.")
        }
    }

    private mutating func readUnit() throws(JSONFault) -> UInt32 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4,
            digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("A text holds an escape that there isn’t.") }
        position += 4
        return unit
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }
}
