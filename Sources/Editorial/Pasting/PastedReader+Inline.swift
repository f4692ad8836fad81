import Markdown

extension PastedReader {
    /// The words of some nodes in one line, whatever blocks they stand in.
    mutating func inlines(_ nodes: [HTMLNode], _ look: PastedLook) -> [PastedInline] {
        var line: [PastedInline] = []
        for node in nodes {
            switch node {
            case .text(let text): line.append(.text(text, look))
            case .element(let element):
                if element.isBlock, line.isVisible { line.append(.text(" ", look)) }
                line += inlines(element, look)
            }
        }
        return line
    }

    mutating func inlines(_ element: HTMLElement, _ look: PastedLook) -> [PastedInline] {
        let style = PastedStyle(element)
        guard !style.isHidden, !style.isListMarker else { return [] }
        switch element.name {
        case "br": return [.lineBreak]
        case "img": return image(element, look)
        case "a": return link(element, look.applying(style, of: element))
        case "sup", "sub": return raised(element, look.applying(style, of: element))
        case "q":
            return [.text("“", look)] + inlines(element.children, look.applying(style, of: element)) + [
                .text("”", look)
            ]
        default: return inlines(element.children, look.applying(style, of: element))
        }
    }

    private mutating func link(_ element: HTMLElement, _ look: PastedLook) -> [PastedInline] {
        if notes.backLinks.contains(element.number) { return [] }
        if let note = notes.marks[element.number] { return [.note(note)] }
        let address = element["href"]
        // The mark of a note that was not copied along would be a stray number.
        if PastedNotes.isMark(element.text), PastedNotes.leadsToNote(address) { return [] }
        var look = look
        if look.address == nil { look.address = PastedAddress.clean(address) }
        return inlines(element.children, look)
    }

    /// Digits have raised and lowered letters of their own; other text stays as it is.
    private mutating func raised(_ element: HTMLElement, _ look: PastedLook) -> [PastedInline] {
        let line = inlines(element.children, look)
        guard line.count == 1, case .text(let text, let inner) = line[0], inner.address == nil, text.count <= 4 else {
            return line
        }
        let letters = element.name == "sup" ? Self.raisedLetters : Self.loweredLetters
        let changed = text.compactMap { letters[$0] }
        return changed.count == text.count ? [.text(String(changed), inner)] : line
    }

    private static let raisedLetters: [Character: Character] = [
        "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹", "-": "⁻",
        "−": "⁻",
        "+": "⁺", "n": "ⁿ",
    ]
    private static let loweredLetters: [Character: Character] = [
        "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉", "-": "₋",
        "+": "₊",
    ]

    /// Only the site's own images can be shown; of others what they show is told.
    private func image(_ element: HTMLElement, _ look: PastedLook) -> [PastedInline] {
        let text = element["alt"].trimmedOfSpace
        if let image = LinkTarget.image(element["src"]) {
            return [.image(text: text, address: "\(LinkTarget.mediaFolder)\(image)")]
        }
        return text.isEmpty ? [] : [.text(text, look)]
    }
}

extension PastedLook {
    /// With what an element and its style add or take away.
    func applying(_ style: PastedStyle, of element: HTMLElement) -> PastedLook {
        var look = self
        switch element.name {
        case "b", "strong": look.isBold = true
        case "i", "em", "cite", "dfn", "var": look.isItalic = true
        case "s", "del", "strike": look.isStruck = true
        case "code", "kbd", "samp", "tt": look.isCode = true
        default: break
        }
        if let isBold = style.isBold { look.isBold = isBold }
        if let isItalic = style.isItalic { look.isItalic = isItalic }
        if style.isStruck == true { look.isStruck = true }
        if style.isMonospaced == true, !element.isBlock { look.isCode = true }
        return look
    }
}
