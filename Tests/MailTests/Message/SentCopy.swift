@testable import Mail

/// A message as a mail program reads it, as far as tests need it.
struct SentCopy {
    let bytes: [UInt8]
    let lines: [String]
    private let fields: [(name: String, value: String)]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lines = Self.split(String(decoding: bytes, as: UTF8.self), by: "\r\n")
        var fields: [(String, String)] = []
        for line in lines.prefix(while: { !$0.isEmpty }) {
            if line.hasPrefix(" "), let last = fields.popLast() {
                fields.append((last.0, last.1 + line))
            } else {
                let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                fields.append((parts[0], parts.count > 1 ? String(parts[1].dropFirst()) : ""))
            }
        }
        self.fields = fields
    }

    var names: [String] { fields.map(\.name) }

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The parts’ texts, decoded.
    var parts: [String] {
        let pieces = Self.split(String(decoding: bytes, as: UTF8.self), by: "\r\n--=_part_")
        return pieces.dropFirst().dropLast().map { piece in
            let halves = Self.split(piece, by: "\r\n\r\n", most: 1)
            let text = Array(halves[1].utf8)
            let body = halves[0].contains("base64") ? Base64.decode(text) : QuotedPrintable.decode(text)
            return String(decoding: body, as: UTF8.self)
        }
    }

    /// Encoded words as they read.
    static func decoded(_ value: String) -> String {
        var result = ""
        for token in value.split(separator: " ") {
            let parts = token.split(separator: "?", omittingEmptySubsequences: false)
            guard parts.count == 5, parts[0] == "=" else {
                result += (result.isEmpty ? "" : " ") + token
                continue
            }
            let text = Array(parts[3].replacing("_", with: " ").utf8)
            result += String(
                decoding: parts[2] == "q" ? QuotedPrintable.decode(text) : Base64.decode(text), as: UTF8.self)
        }
        return result
    }

    /// `Character` takes CR LF for one, and so what is searched for is bytes.
    private static func split(_ text: String, by separator: String, most: Int = .max) -> [String] {
        var parts: [String] = []
        var rest = Array(text.utf8)[...]
        let mark = Array(separator.utf8)
        while parts.count < most, let start = rest.indices.first(where: { rest[$0...].starts(with: mark) }) {
            parts.append(String(decoding: rest[..<start], as: UTF8.self))
            rest = rest[(start + mark.count)...]
        }
        return parts + [String(decoding: rest, as: UTF8.self)]
    }
}
