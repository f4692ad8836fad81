/// A page as the rules look at it: its words, and what it says of the offer on it.
///
/// The time that it takes is proportional to the length of the page.
struct SeenPage: Sendable {
    /// The markup, in small letters.
    let source: String
    /// What a reader sees, in small letters, with single spaces.
    let words: String

    init(_ body: [UInt8]) {
        source = String(decoding: body, as: UTF8.self).lowercased()
        words = Self.words(of: Array(source.utf8))
    }

    /// What the page says of its offers in the words of schema.org, wherever it says so.
    var availabilities: Set<Availability> {
        let bytes = Array(source.utf8)
        var found: Set<Availability> = []
        for (anchor, between) in [("schema.org", "/\\"), ("availability", "\"\'\\:= \n\t")] {
            for end in Self.ends(of: Array(anchor.utf8), in: bytes) {
                var rest = bytes[end...].prefix(40)
                rest = rest.drop { between.utf8.contains($0) }
                let name = String(decoding: rest.prefix { (97...122).contains($0) }, as: UTF8.self)
                if let availability = Availability.bySmallName[name] { found.insert(availability) }
            }
        }
        return found
    }

    /// Texts are compared with single spaces and in small letters.
    static func folded(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }

    private static func ends(of pattern: [UInt8], in bytes: [UInt8]) -> [Int] {
        guard let first = pattern.first, bytes.count >= pattern.count else { return [] }
        return (0...(bytes.count - pattern.count)).compactMap { start in
            bytes[start] == first && bytes[start..<(start + pattern.count)].elementsEqual(pattern)
                ? start + pattern.count : nil
        }
    }

    private static func words(of bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "<"):
                at = endOfTag(from: at, in: bytes)
                text.append(0x20)
            case UInt8(ascii: "&"):
                let (letter, end) = letter(from: at, in: bytes)
                text += Array(letter.utf8)
                at = end
            default:
                text.append(bytes[at])
                at += 1
            }
        }
        return folded(String(decoding: text, as: UTF8.self))
    }

    /// Where a tag ends, with its content when nobody sees that.
    private static func endOfTag(from start: Int, in bytes: [UInt8]) -> Int {
        let rest = bytes[start...]
        if rest.starts(with: "<!--".utf8) { return end(of: "-->", from: start, in: bytes) }
        for name in ["script", "style"] where rest.starts(with: "<\(name)".utf8) {
            return end(of: ">", from: end(of: "</\(name)", from: start, in: bytes), in: bytes)
        }
        return end(of: ">", from: start, in: bytes)
    }

    private static func end(of pattern: String, from start: Int, in bytes: [UInt8]) -> Int {
        let pattern = Array(pattern.utf8)
        var at = start
        while at + pattern.count <= bytes.count {
            if bytes[at] == pattern[0], bytes[at..<(at + pattern.count)].elementsEqual(pattern) {
                return at + pattern.count
            }
            at += 1
        }
        return bytes.count
    }

    private static let named: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "rsquo": "’", "ndash": "–",
        "auml": "ä", "ouml": "ö", "uuml": "ü", "szlig": "ß", "eacute": "é", "egrave": "è", "agrave": "à",
    ]

    /// What a reference stands for; the ampersand itself when it is none.
    private static func letter(from start: Int, in bytes: [UInt8]) -> (String, Int) {
        let name = bytes[(start + 1)...].prefix(12).prefix { $0 != UInt8(ascii: ";") }
        guard name.endIndex < bytes.count, bytes[name.endIndex] == UInt8(ascii: ";") else { return ("&", start + 1) }
        let text = String(decoding: name, as: UTF8.self)
        let number =
            text.hasPrefix("#x")
            ? UInt32(text.dropFirst(2), radix: 16) : text.hasPrefix("#") ? UInt32(text.dropFirst()) : nil
        let letter = number.flatMap(Unicode.Scalar.init).map { String($0) } ?? named[text]
        return letter.map { ($0, name.endIndex + 1) } ?? ("&", start + 1)
    }
}
