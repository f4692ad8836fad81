import Mail

/// A message or a part of one (RFC 2045), read as well as can be: nothing that comes in makes this fail.
struct MIMEPart {
    private(set) var fields: [(name: String, value: String)] = []
    /// As it came.
    private(set) var body: ArraySlice<UInt8>
    private(set) var children: [MIMEPart] = []

    private static let deepest = 8
    private static let mostParts = 64
    private static let mostFields = 500
    /// In bytes; what a field that is folded over more lines goes on with is left out.
    private static let longestField = 20_000

    init(_ bytes: some Collection<UInt8>) {
        var budget = Self.mostParts
        self.init(ArraySlice(bytes), depth: 0, isDigest: false, budget: &budget)
    }

    private init(_ bytes: ArraySlice<UInt8>, depth: Int, isDigest: Bool, budget: inout Int) {
        budget -= 1
        var rest = bytes
        // What some mailboxes put before the header.
        if rest.starts(with: "From ".utf8) || rest.starts(with: ">From ".utf8) { rest = Self.withoutLine(rest) }
        (fields, body) = Self.header(of: rest)
        guard depth < Self.deepest, budget > 0 else { return }
        if type.hasPrefix("multipart/") {
            for part in Self.parts(of: body, boundary: parameter("boundary")) where budget > 0 {
                children.append(MIMEPart(part, depth: depth + 1, isDigest: type == "multipart/digest", budget: &budget))
            }
        } else if type == "message/rfc822" || type == "message/global" {
            children = [MIMEPart(ArraySlice(content), depth: depth + 1, isDigest: false, budget: &budget)]
        }
    }

    /// The first field of a name, in lower case.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// In lower case, without parameters.
    var type: String {
        let value = (self["content-type"] ?? "text/plain").prefix { $0 != ";" && $0 != " " }.lowercased()
        return value.contains("/") ? value : "text/plain"
    }

    /// A parameter of `Content-Type`, without quotation marks.
    func parameter(_ name: String) -> String? {
        guard let value = self["content-type"] else { return nil }
        for part in value.split(separator: ";").dropFirst() {
            let halves = part.split(separator: "=", maxSplits: 1).map { $0.trimmingSpaces }
            if halves.count == 2, halves[0].lowercased() == name { return halves[1].filter { $0 != "\"" } }
        }
        return nil
    }

    /// Decoded.
    var content: [UInt8] {
        switch self["content-transfer-encoding"]?.trimmingSpaces.lowercased() {
        case "base64": Base64.decode(body)
        case "quoted-printable": QuotedPrintable.decode(Array(body))
        default: Array(body)
        }
    }

    /// As text; what isn’t UTF-8 is taken for ISO 8859-1, since what is looked for is ASCII.
    var text: String {
        let content = content
        if let text = String(validating: content, as: UTF8.self) { return text }
        return String(String.UnicodeScalarView(content.map { Unicode.Scalar($0) }))
    }

    /// This and all within it, the outermost first.
    var all: [MIMEPart] { [self] + children.flatMap(\.all) }

    // MARK: - Reading

    /// Fields until an empty line, or a line that is none.
    static func header(of bytes: ArraySlice<UInt8>) -> ([(name: String, value: String)], ArraySlice<UInt8>) {
        var fields: [(name: String, value: String)] = []
        var rest = bytes
        while let first = rest.first, fields.count < mostFields {
            let after = withoutLine(rest)
            let line = String(decoding: rest[..<after.startIndex].prefix(10_000), as: UTF8.self).trimmingLineEnd
            if line.isEmpty { return (fields, after) }
            if first == 0x20 || first == 0x09 {
                // In place: a field of a hundred thousand lines would else be copied as often.
                if let last = fields.indices.last, fields[last].value.utf8.count < longestField {
                    fields[last].value += " " + line.trimmingSpaces
                }
            } else {
                guard let colon = line.firstIndex(of: ":"),
                    line[..<colon].utf8.allSatisfy({ (0x21...0x7E).contains($0) })
                else { return (fields, rest) }
                fields.append((line[..<colon].lowercased(), line[line.index(after: colon)...].trimmingSpaces))
            }
            rest = after
        }
        return (fields, rest)
    }

    private static func withoutLine(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let end = bytes.firstIndex(of: 0x0A) else { return bytes[bytes.endIndex...] }
        return bytes[(end + 1)...]
    }

    /// What stands between lines that begin with the boundary; of a message that breaks off, what there is.
    private static func parts(of body: ArraySlice<UInt8>, boundary: String?) -> [ArraySlice<UInt8>] {
        guard let boundary, !boundary.isEmpty else { return [] }
        let mark = Array("--\(boundary)".utf8)
        var parts: [ArraySlice<UInt8>] = []
        var start: Int?
        var rest = body
        while !rest.isEmpty {
            let after = withoutLine(rest)
            if rest.starts(with: mark) {
                if let start { parts.append(body[start..<rest.startIndex]) }
                start = after.startIndex
                if rest.dropFirst(mark.count).starts(with: "--".utf8) { return parts }
            }
            rest = after
        }
        if let start { parts.append(body[start...]) }
        return parts
    }
}

extension String {
    /// At most so many bytes; a letter in the middle of which that ends is replaced.
    func beginning(_ most: Int) -> String {
        utf8.count <= most ? self : String(decoding: utf8.prefix(most), as: UTF8.self)
    }
}

extension StringProtocol {
    var trimmingSpaces: String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" || $0 == "\r\n" }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return ""
        }
        return String(self[first...last])
    }

    fileprivate var trimmingLineEnd: String {
        var text = String(self)
        while let last = text.unicodeScalars.last, last == "\r" || last == "\n" { text.unicodeScalars.removeLast() }
        return text
    }
}
