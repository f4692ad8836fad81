/// The header of a finished message, as DKIM’s relaxed form has it.
enum RelaxedHeader {
    /// Its fields, and the body after them.
    static func fields(of message: [UInt8]) -> ([HeaderField], ArraySlice<UInt8>) {
        var fields: [HeaderField] = []
        var rest = message[...]
        var held: [UInt8] = []
        func end() {
            guard let colon = held.firstIndex(of: 0x3A) else { return }
            let name = String(decoding: held[..<colon], as: UTF8.self)
            let value = held[(colon + 1)...].split { $0 == 0x20 || $0 == 0x09 }
            fields.append(HeaderField(name, value.map { String(decoding: $0, as: UTF8.self) }))
        }
        while let lineEnd = rest.firstIndex(of: 0x0A) {
            let line = rest[..<lineEnd].last == 0x0D ? rest[..<lineEnd].dropLast() : rest[..<lineEnd]
            rest = rest[(lineEnd + 1)...]
            if line.isEmpty { break }
            if line.first == 0x20 || line.first == 0x09 {
                held.append(contentsOf: line)
            } else {
                end()
                held = Array(line)
            }
        }
        end()
        return (fields, rest)
    }
}
