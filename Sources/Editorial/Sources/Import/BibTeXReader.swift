/// Takes a BibTeX or biblatex file apart; whatever it holds, what can be read is read and the rest is told of.
///
/// As in BibTeX itself, whatever stands outside of entries is a comment; so are lines that begin with `%`.
struct BibTeXReader {
    /// Why an entry can’t be read on.
    private struct Fault: Error {
        let message: String
    }

    private let bytes: [UInt8]
    private let mostEntries: Int
    private var position = 0
    private var macros: [String: String]
    private let lines: LineStarts
    /// The first byte that isn’t blank of the line in which the last `@` was found.
    private var lead = (line: 0, position: 0)
    /// How many bytes stood in for abbreviations so far.
    private var expansion = 0

    private(set) var entries: [BibTeXEntry] = []
    private(set) var warnings: [ImportWarning] = []
    /// Whether there is more than may be read.
    private(set) var isTooLong = false

    private static let deepest = 50
    private static let longestValue = 100_000
    private static let mostFields = 200
    private static let mostExpansion = 5_000_000

    init(_ bytes: [UInt8], mostEntries: Int) {
        self.bytes = bytes
        lines = LineStarts(bytes)
        self.mostEntries = mostEntries
        macros = Dictionary(uniqueKeysWithValues: ImportedDate.months.map { (String($0.prefix(3)), $0) })
    }

    mutating func read() {
        var isRecovering = false
        while let start = nextStart(onlyAtLineStart: isRecovering) {
            guard entries.count + warnings.count < mostEntries else {
                isTooLong = true
                return
            }
            isRecovering = false
            position = start + 1
            skipBlanks()
            let type = takeName().lowercased()
            skipBlanks()
            guard !type.isEmpty, let opening = next, opening == UInt8(ascii: "{") || opening == UInt8(ascii: "(")
            else { continue }
            let line = lines.number(at: start)
            do throws(Fault) {
                try readBlock(type: type, line: line)
            } catch {
                warnings.append(ImportWarning(place: .line(line), message: "@\(type) was left out: \(error.message)"))
                position = start + 1
                isRecovering = true
            }
        }
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func nextStart(onlyAtLineStart: Bool) -> Int? {
        while position < bytes.count {
            guard let found = bytes[position...].firstIndex(of: UInt8(ascii: "@")) else { return nil }
            let line = lines.number(at: found)
            if lead.line != line {
                let start = lines.start(ofLine: line)
                lead = (line, bytes[start...found].firstIndex { !Self.isBlank($0) } ?? found)
            }
            guard bytes[lead.position] == UInt8(ascii: "%") || (onlyAtLineStart && lead.position != found) else {
                return found
            }
            position = found + 1
        }
        return nil
    }

    private mutating func readBlock(type: String, line: Int) throws(Fault) {
        let closing = next == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
        switch type {
        case "comment": if closing == UInt8(ascii: "}") { _ = try takeBraced() }
        case "preamble":
            position += 1
            _ = try takeValue(onUnknown: { _ in })
            try takeEnd(closing)
        case "string":
            position += 1
            skipBlanks()
            let name = takeName().lowercased()
            guard !name.isEmpty else { throw Fault(message: "it names no abbreviation.") }
            try takeEquals(after: name)
            macros[name] = try takeValue(onUnknown: { _ in })
            try takeEnd(closing)
        default:
            position += 1
            entries.append(try takeEntry(type: type, line: line, closing: closing))
        }
    }

    private mutating func takeEntry(type: String, line: Int, closing: UInt8) throws(Fault) -> BibTeXEntry {
        skipBlanks()
        let start = position
        var key = takeKey(before: closing)
        skipBlanks()
        if next == UInt8(ascii: "=") {
            // There is no key, and this is the first field already.
            key = ""
            position = start
        }
        var entry = BibTeXEntry(type: type, key: key, line: line)
        if key.isEmpty { entry.warnings.append("It has no key.") }
        while true {
            skipBlanks()
            while next == UInt8(ascii: ",") {
                position += 1
                skipBlanks()
            }
            guard let byte = next else { throw Fault(message: "it isn’t closed.") }
            if byte == closing {
                position += 1
                return entry
            }
            let name = takeName().lowercased()
            guard !name.isEmpty else {
                throw Fault(message: "in line \(lines.number(at: position)) stands something that isn’t a field.")
            }
            try takeEquals(after: name)
            var unknown: [String] = []
            let value = try takeValue { unknown.append($0) }
            for macro in unknown { entry.warnings.append("The abbreviation “\(macro)” isn’t explained.") }
            if entry.fields[name] != nil {
                entry.warnings.append("It has “\(name)” more than once; the first counts.")
            } else {
                guard entry.fields.count < Self.mostFields else { throw Fault(message: "it has too many fields.") }
                entry.fields[name] = value
            }
            skipBlanks()
            if let byte = next, byte != UInt8(ascii: ","), byte != closing {
                entry.warnings.append("There is no comma after “\(name)”.")
            }
        }
    }

    private mutating func takeEquals(after name: String) throws(Fault) {
        skipBlanks()
        guard next == UInt8(ascii: "=") else { throw Fault(message: "“\(name.prefix(60))” has no value.") }
        position += 1
    }

    private mutating func takeEnd(_ closing: UInt8) throws(Fault) {
        skipBlanks()
        guard next == closing else { throw Fault(message: "it isn’t closed.") }
        position += 1
    }

    /// Reads parts that are joined by `#`.
    private mutating func takeValue(onUnknown: (String) -> Void) throws(Fault) -> String {
        var value = ""
        while true {
            skipBlanks()
            switch next {
            case UInt8(ascii: "{"): value += try takeBraced()
            case UInt8(ascii: "\""): value += try takeQuoted()
            default:
                let name = takeName()
                guard !name.isEmpty else {
                    throw Fault(message: "in line \(lines.number(at: position)) a value is missing.")
                }
                if name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                    value += name
                } else if let known = macros[name.lowercased()] {
                    expansion += known.utf8.count
                    guard expansion <= Self.mostExpansion else { throw Fault(message: "abbreviations are too long.") }
                    value += known
                } else {
                    onUnknown(name)
                    value += name
                }
            }
            // Abbreviations made of abbreviations could double with every line.
            guard value.utf8.count <= Self.longestValue else { throw Fault(message: "a value is too long.") }
            skipBlanks()
            guard next == UInt8(ascii: "#") else { return value }
            position += 1
        }
    }

    private mutating func takeBraced() throws(Fault) -> String {
        position += 1
        return try takeText(until: UInt8(ascii: "}"))
    }

    private mutating func takeQuoted() throws(Fault) -> String {
        position += 1
        return try takeText(until: UInt8(ascii: "\""))
    }

    /// Reads up to `end` where all braces that were opened are closed again.
    private mutating func takeText(until end: UInt8) throws(Fault) -> String {
        let start = position
        var depth = 0
        while let byte = next {
            position += 1
            if depth == 0, byte == end { return String(decoding: bytes[start..<(position - 1)], as: UTF8.self) }
            if byte == UInt8(ascii: "{") { depth += 1 }
            if byte == UInt8(ascii: "}") { depth -= 1 }
            guard depth >= 0 else { throw Fault(message: "a brace is closed that wasn’t opened.") }
            guard depth <= Self.deepest else { throw Fault(message: "braces are nested too deeply.") }
            guard position - start <= Self.longestValue else { throw Fault(message: "a value is too long.") }
        }
        throw Fault(message: "it isn’t closed.")
    }

    private mutating func takeName() -> String {
        let start = position
        while let byte = next, !Self.isBlank(byte), !Self.endsNames.contains(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func takeKey(before closing: UInt8) -> String {
        let start = position
        while let byte = next, !Self.isBlank(byte), byte != closing, !Self.endsKeys.contains(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func skipBlanks() {
        while let byte = next, Self.isBlank(byte) { position += 1 }
    }

    private static let endsKeys = Set("{}\"#,=".utf8)
    private static let endsNames = Set("{}()\"#,=@\\%~'".utf8)

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
