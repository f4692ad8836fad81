import CPostgres
import Database

extension Value {
    /// Reads a value in PostgreSQL's text form by the number of its type in `pg_type`; other types stay text.
    init(postgres bytes: UnsafeRawBufferPointer, type: Oid) {
        switch type {
        case 16: self = .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)  // bool
        case 17: self = .bytes([UInt8](hex: bytes))  // bytea
        default:
            let text = String(decoding: bytes, as: UTF8.self)
            switch type {
            case 20, 21, 23, 26: self = Int64(text).map(Value.integer) ?? .text(text)  // int8, int2, int4, oid
            case 700, 701: self = Double(text).map(Value.real) ?? .text(text)  // float4, float8
            case 1700: self = Value(numeric: text)
            default: self = .text(text)
            }
        }
    }

    /// A sum of integers is `numeric`, and should read as the integer that it is in SQLite.
    private init(numeric text: String) {
        if text.contains(".") || text == "NaN" || text.hasSuffix("Infinity") {
            self = Double(text).map(Value.real) ?? .text(text)
        } else {
            self = Int64(text).map(Value.integer) ?? .text(text)
        }
    }
}

extension [UInt8] {
    /// Reads `\x` and pairs of hexadecimal digits.
    fileprivate init(hex text: UnsafeRawBufferPointer) {
        let digits = text.dropFirst(2)
        self.init()
        reserveCapacity(digits.count / 2)
        var index = digits.startIndex
        while index + 1 < digits.endIndex {
            append(Self.digit(digits[index]) << 4 | Self.digit(digits[index + 1]))
            index += 2
        }
    }

    private static func digit(_ character: UInt8) -> UInt8 {
        character < UInt8(ascii: "a") ? character - UInt8(ascii: "0") : character - UInt8(ascii: "a") + 10
    }
}
