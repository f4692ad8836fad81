/// The plain text of what is written for TeX: accents become letters, dashes and quotes their signs, and the rest of the
/// mark-up goes.
struct TeXText {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var text = String.UnicodeScalarView()

    /// Nothing in earnest is nested deeper; what is gets lost.
    private static let deepest = 60

    static func decoded(_ raw: [Unicode.Scalar]) -> String {
        var reader = TeXText(scalars: raw)
        while reader.position < raw.count {
            reader.readGroup(depth: 0)
            reader.position += 1
        }
        return String(reader.text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static func decoded(_ raw: String) -> String { decoded(Array(raw.unicodeScalars)) }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    /// Reads up to the brace that closes the group, or the end.
    private mutating func readGroup(depth: Int) {
        while let scalar = next, scalar != "}" { read(scalar, depth: depth) }
    }

    private mutating func read(_ scalar: Unicode.Scalar, depth: Int) {
        position += 1
        switch scalar {
        case "{":
            guard depth < Self.deepest else { return }
            readGroup(depth: depth + 1)
            position += 1
        case "\\": readCommand(depth: depth)
        case "~": text.append(" ")
        case "$": break
        case "-":
            let more = takeRun(of: "-", upTo: 2)
            text.append(more == 0 ? "-" : more == 1 ? "–" : "—")
        case "`": text.append(takeRun(of: "`", upTo: 1) == 1 ? "“" : "‘")
        case "'": text.append(takeRun(of: "'", upTo: 1) == 1 ? "”" : "’")
        default:
            if scalar.properties.isWhitespace { text.append(" ") } else if scalar.value >= 0x20 { text.append(scalar) }
        }
    }

    private mutating func takeRun(of scalar: Unicode.Scalar, upTo most: Int) -> Int {
        var count = 0
        while count < most, next == scalar {
            position += 1
            count += 1
        }
        return count
    }

    private mutating func readCommand(depth: Int) {
        guard let first = next else { return }
        guard depth < Self.deepest else {
            position += 1
            return
        }
        if Self.isLetter(first) {
            var name = ""
            while let letter = next, Self.isLetter(letter) {
                name.unicodeScalars.append(letter)
                position += 1
            }
            while let scalar = next, scalar.properties.isWhitespace { position += 1 }
            if let accent = TeXLetters.accents[name] {
                readAccented(accent, depth: depth)
            } else if let sign = TeXLetters.signs[name] {
                text.append(contentsOf: sign.unicodeScalars)
            } else if name == "url" || name == "nolinkurl" || name == "path" {
                text.append(contentsOf: takeVerbatim())
            } else if name == "href" {
                _ = takeVerbatim()
            }
            // Any other command goes, and what it would be applied to stays.
            return
        }
        position += 1
        if let accent = TeXLetters.accents[String(Character(first))] {
            readAccented(accent, depth: depth)
        } else {
            switch first {
            case "&", "%", "$", "#", "_", "{", "}": text.append(first)
            case "-", "/", "!", "(", ")", "[", "]": break
            default: text.append(first.properties.isWhitespace || first.isASCII ? " " : first)
            }
        }
    }

    /// Puts an accent over the first letter of what follows.
    private mutating func readAccented(_ accent: TeXLetters.Accent, depth: Int) {
        while let scalar = next, scalar.properties.isWhitespace { position += 1 }
        guard let scalar = next, scalar != "}" else { return }
        let outer = text
        text = String.UnicodeScalarView()
        read(scalar, depth: depth + 1)
        let inner = text
        text = outer
        guard let base = inner.first else { return }
        text.append(contentsOf: TeXLetters.letter(base, accent).unicodeScalars)
        text.append(contentsOf: inner.dropFirst())
    }

    /// What stands between braces here, as it is written.
    private mutating func takeVerbatim() -> ArraySlice<Unicode.Scalar> {
        guard next == "{" else { return [] }
        let start = position + 1
        var depth = 0
        while let scalar = next {
            position += 1
            if scalar == "{" { depth += 1 }
            if scalar == "}" { depth -= 1 }
            if depth == 0 { return scalars[start..<(position - 1)] }
        }
        return scalars[start...]
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z": true
        default: false
        }
    }
}

extension TeXText {
    /// Splits at scalars that stand outside of all braces.
    static func split(
        _ raw: [Unicode.Scalar], where isSeparator: (Unicode.Scalar) -> Bool
    ) -> [[Unicode.Scalar]] {
        var parts: [[Unicode.Scalar]] = []
        var start = 0
        var depth = 0
        for (index, scalar) in raw.enumerated() {
            if scalar == "{" { depth += 1 }
            if scalar == "}" { depth -= 1 }
            guard depth <= 0, isSeparator(scalar) else { continue }
            parts.append(Array(raw[start..<index]))
            start = index + 1
        }
        return parts + [Array(raw[start...])]
    }

    /// The words that stand outside of all braces; what is in braces is part of one word.
    static func words(of raw: [Unicode.Scalar]) -> [String] {
        split(raw) { $0.properties.isWhitespace || $0 == "~" }.map { decoded($0) }.filter { !$0.isEmpty }
    }

    /// Splits a list at the word “and” outside of all braces.
    static func list(_ raw: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
        var items: [[Unicode.Scalar]] = [[]]
        for word in split(raw, where: { $0.properties.isWhitespace }) where !word.isEmpty {
            if word.count == 3, String(String.UnicodeScalarView(word)).lowercased() == "and" {
                items.append([])
            } else {
                if items[items.count - 1].last != nil { items[items.count - 1].append(" ") }
                items[items.count - 1] += word
            }
        }
        return items.filter { !$0.isEmpty }
    }
}
