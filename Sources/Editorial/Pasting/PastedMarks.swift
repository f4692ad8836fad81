/// Sets the marks of emphasis and links around text, each closed in reverse order.
struct PastedMarks {
    private enum Mark: Hashable {
        case struck, bold, italic

        var written: String {
            switch self {
            case .struck: "~~"
            case .bold: "**"
            case .italic: "*"
            }
        }
    }

    private var output = ""
    private var open: [Mark] = []
    private var address: String?
    private var linkStart = 0

    mutating func text(_ text: String, _ look: PastedLook) {
        if look.address != address { closeLink() }
        let wanted = Self.marks(of: look)
        while let last = open.last, !open.allSatisfy(wanted.contains) { close(last) }
        if let target = look.address, address == nil {
            // A link is opened outside its own emphasis.
            while let last = open.last { close(last) }
            address = target
            output += "["
            linkStart = output.utf8.count
        }
        for mark in wanted where !open.contains(mark) {
            output += mark.written
            open.append(mark)
        }
        output +=
            look.isCode ? Self.code(text) : PastedEscape.text(text, isAtStart: output.isEmpty || output.last == "\n")
    }

    /// Appends what stands outside all emphasis.
    mutating func plain(_ text: String) {
        closeLink()
        while let last = open.last { close(last) }
        output += text
    }

    var finished: String {
        var copy = self
        copy.plain("")
        return copy.output
    }

    private mutating func close(_ mark: Mark) {
        output += mark.written
        open.removeLast()
    }

    private mutating func closeLink() {
        guard let target = address else { return }
        while let last = open.last { close(last) }
        let text = output.utf8.dropFirst(linkStart)
        if text.elementsEqual(target.utf8) {
            // An address that is its own text, and so of ASCII; the bracket before it goes too.
            output.removeLast(text.count + 1)
            output += "<\(target)>"
        } else {
            output += "](\(target))"
        }
        address = nil
    }

    private static func marks(of look: PastedLook) -> [Mark] {
        [look.isStruck ? .struck : nil, look.isBold ? .bold : nil, look.isItalic ? .italic : nil].compactMap(\.self)
    }

    private static func code(_ text: String) -> String {
        let fence = String(repeating: "`", count: PastedText.longestRun(of: "`", in: text) + 1)
        let room = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
        return fence + room + text + room + fence
    }
}

/// Keeps text from being taken for Markdown.
enum PastedEscape {
    /// - Parameter isAtStart: Whether it begins a line, where more has a meaning.
    static func text(_ text: String, isAtStart: Bool = false) -> String {
        let characters = Array(text)
        let mayBeLink = text.contains("](") || text.contains("[^") || text.contains("]:")
        var result = ""
        for (index, character) in characters.enumerated() {
            let previous: Character = index > 0 ? characters[index - 1] : " "
            let next: Character = index + 1 < characters.count ? characters[index + 1] : " "
            if isSpecial(character, previous, next, characters[(index + 1)...], mayBeLink: mayBeLink) { result += "\\" }
            result.append(character)
        }
        return isAtStart ? lineStart(result) : result
    }

    private static func isSpecial(
        _ character: Character, _ previous: Character, _ next: Character, _ rest: ArraySlice<Character>, mayBeLink: Bool
    ) -> Bool {
        switch character {
        case "\\": next.isASCII && (next.isPunctuation || next.isSymbol)
        case "*": !(previous.isWhitespace && next.isWhitespace)
        case "_": !(isWord(previous) && isWord(next))
        case "`": true
        case "<": next.isLetter || "/!?".contains(next)
        case "~": previous == "~" || next == "~"
        case "[", "]": mayBeLink
        case "&": isEntity(rest)
        default: false
        }
    }

    private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }

    private static func isEntity(_ rest: ArraySlice<Character>) -> Bool {
        let name = rest.prefix(32).prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
        return !name.isEmpty && rest.dropFirst(name.count).first == ";"
    }

    /// Escapes what would make a heading, a quotation, a list or a rule of a line.
    private static func lineStart(_ line: String) -> String {
        guard let first = line.first else { return line }
        let rest = line.dropFirst()
        switch first {
        case "#":
            let level = line.prefix { $0 == "#" }.count
            let after = line.dropFirst(level).first
            return level <= 6 && (after == nil || after == " ") ? "\\" + line : line
        case ">": return "\\" + line
        case "-", "+", "*": return rest.first == nil || rest.first == " " || rest.first == first ? "\\" + line : line
        case "=": return line.allSatisfy { $0 == "=" } ? "\\" + line : line
        case _ where first.isASCII && first.isNumber:
            let digits = line.prefix { $0.isASCII && $0.isNumber }
            let after = line.dropFirst(digits.count)
            guard digits.count <= 9, let mark = after.first, mark == "." || mark == ")",
                after.dropFirst().first == " " || after.count == 1
            else { return line }
            return "\(digits)\\\(after)"
        default: return line
        }
    }
}
