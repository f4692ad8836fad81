/// A line of pasted matter with its white space, emphasis and links put in order.
struct PastedText {
    private var pieces: [PastedInline] = []
    private let firstNote: Int

    init(_ inlines: [PastedInline], firstNote: Int) {
        self.firstNote = firstNote
        for inline in inlines { append(inline) }
        dropSpace { $0.last }
        splitSpaceFromEmphasis()
    }

    /// Appends with white space collapsed, joining stretches that are set alike.
    private mutating func append(_ inline: PastedInline) {
        guard case .text(let raw, let look) = inline else {
            if inline == .lineBreak { dropSpace { $0.last } }
            pieces.append(inline)
            return
        }
        var text = Self.collapsed(raw)
        if text.first == " ", pieces.isEmpty || pieces.last == .lineBreak || endsInSpace { text.removeFirst() }
        guard !text.isEmpty else { return }
        if case .text(let before, let same)? = pieces.last, same == look {
            pieces[pieces.count - 1] = .text(before + text, look)
        } else {
            pieces.append(.text(text, look))
        }
    }

    private var endsInSpace: Bool {
        if case .text(let text, _)? = pieces.last { text.hasSuffix(" ") } else { false }
    }

    private mutating func dropSpace(_ place: ([PastedInline]) -> PastedInline?) {
        while case .text(let text, let look)? = place(pieces), text.hasSuffix(" ") {
            pieces.removeLast()
            let rest = text.dropLast()
            if !rest.isEmpty { pieces.append(.text(String(rest), look)) }
        }
    }

    /// Runs of white space as one space; characters that only tell how to break lines go.
    private static func collapsed(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xAD, 0x200B, 0x2060, 0xFEFF: continue
            case 0x202F, 0x2009: result.append(scalar)
            case _ where scalar.properties.isWhitespace || scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                if result.last != " " { result.append(" ") }
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Emphasis and links may neither begin nor end with a space, nor with a mark that has a letter on its other side.
    private mutating func splitSpaceFromEmphasis() {
        var split: [PastedInline] = []
        for (index, piece) in pieces.enumerated() {
            guard case .text(var text, let look) = piece, look != PastedLook(), !look.isCode else {
                split.append(piece)
                continue
            }
            let before = index > 0 ? Self.look(of: pieces[index - 1]) : PastedLook()
            let after = index + 1 < pieces.count ? Self.look(of: pieces[index + 1]) : PastedLook()
            if text.allSatisfy(\.isWhitespace) {
                split.append(.text(text, before.intersection(after)))
                continue
            }
            if text.first == " " {
                split.append(.text(" ", look.intersection(before)))
                text.removeFirst()
            }
            var tail = ""
            if text.last == " " {
                tail = " "
                text.removeLast()
            } else if look.address == nil, index + 1 < pieces.count, case .text(let next, _) = pieces[index + 1],
                next.first.map({ $0.isLetter || $0.isNumber }) == true
            {
                while let last = text.last, last.isPunctuation, text.count > 1 {
                    tail = String(last) + tail
                    text.removeLast()
                }
            }
            split.append(.text(text, look))
            if !tail.isEmpty { split.append(.text(tail, look.intersection(after))) }
        }
        pieces = split
    }

    private static func look(of inline: PastedInline) -> PastedLook {
        if case .text(_, let look) = inline { look } else { PastedLook() }
    }

    /// The longest run of a character.
    static func longestRun(of character: Character, in text: String) -> Int {
        var longest = 0
        var run = 0
        for present in text {
            run = present == character ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }

    func markdown(endingLinesWith lineBreak: String) -> String {
        var output = PastedMarks()
        for piece in pieces {
            switch piece {
            case .text(let text, let look): output.text(text, look)
            case .lineBreak: output.plain(lineBreak)
            case .note(let number): output.plain("[^\(firstNote + number)]")
            case .image(let text, let address): output.plain("![\(PastedEscape.text(text))](\(address))")
            }
        }
        return output.finished
    }
}
