/// Reads what a pasted document says, and leaves out how it looked.
struct PastedReader {
    let notes: PastedNotes
    /// What the notes say, once they were met.
    var noteTexts: [Int: [PastedInline]] = [:]

    init(notes: PastedNotes) { self.notes = notes }

    /// The notes that were met, in the order of their marks; one that was not has no text.
    var notesInOrder: [[PastedInline]] { (0..<notes.count).map { noteTexts[$0] ?? [] } }

    mutating func document(_ nodes: [HTMLNode]) -> [PastedBlock] {
        var blocks = blocks(nodes, PastedLook())
        // The line above a list of footnotes is left over.
        while blocks.last == .rule { blocks.removeLast() }
        while blocks.first == .rule { blocks.removeFirst() }
        return blocks
    }

    /// The blocks of some nodes; lines that stand between blocks become paragraphs.
    mutating func blocks(_ nodes: [HTMLNode], _ look: PastedLook) -> [PastedBlock] {
        var blocks: [PastedBlock] = []
        var line: [PastedInline] = []
        func flush() {
            if line.isVisible { blocks.append(.paragraph(line)) }
            line = []
        }
        for node in nodes {
            switch node {
            case .text(let text): line.append(.text(text, look))
            case .element(let element):
                guard element.isBlock || element.holdsBlocks else {
                    line += inlines(element, look)
                    continue
                }
                flush()
                blocks += self.blocks(of: element, look)
            }
        }
        flush()
        return PastedList.gathered(blocks)
    }

    private mutating func blocks(of element: HTMLElement, _ look: PastedLook) -> [PastedBlock] {
        let style = PastedStyle(element)
        guard !style.isHidden else { return [] }
        if let note = notes.blocks[element.number] {
            // Only the words: Markdown's notes have no blocks that are worth keeping.
            noteTexts[note, default: []] += inlines(element.children, look)
            return []
        }
        switch element.name {
        case "h1", "h2", "h3", "h4", "h5", "h6":
            return heading(Int(element.name.dropFirst()) ?? 2, element)
        case "p", "div", "address", "center", "figcaption", "summary", "dt", "dd":
            return paragraph(element, style, look)
        case "ul", "menu", "dir": return list(element, isNumbered: false, look)
        case "ol": return list(element, isNumbered: true, look)
        // An item outside a list.
        case "li": return [.list(PastedList(isNumbered: false, items: [blocks(element.children, look)]))]
        case "blockquote": return quotation(blocks(element.children, look))
        case "pre": return [.code(language: Self.language(of: element), Self.preformatted(element))]
        case "table": return table(element, look)
        case "hr": return [.rule]
        default: return blocks(element.children, look.applying(style, of: element))
        }
    }

    private mutating func heading(_ level: Int, _ element: HTMLElement) -> [PastedBlock] {
        var line = inlines(element.children, PastedLook())
        // A heading is bold by itself.
        line = line.map { inline in
            guard case .text(let text, var look) = inline else {
                return inline == .lineBreak ? .text(" ", .init()) : inline
            }
            look.isBold = false
            return .text(text, look)
        }
        return line.isVisible ? [.heading(level, line)] : []
    }

    private mutating func paragraph(
        _ element: HTMLElement, _ style: PastedStyle, _ look: PastedLook
    ) -> [PastedBlock] {
        let classes = element["class"].split(separator: " ").map { $0.lowercased() }
        if classes.contains("msotitle") { return heading(1, element) }
        if classes.contains("msosubtitle") { return heading(2, element) }
        if let level = style.outlineLevel { return heading(level, element) }
        if element["role"] == "heading" {
            return heading(Int(element["aria-level"]).map { min(max($0, 1), 6) } ?? 2, element)
        }
        var look = look.applying(style, of: element)
        if element.name == "dt" { look.isBold = true }
        if classes.contains(where: { $0.hasPrefix("msoquote") || $0.hasPrefix("msointensequote") }) {
            // The style of a quotation is italic throughout.
            look.isItalic = false
            return quotation(blocks(element.children, look))
        }
        let isWordItem =
            style.listLevel != nil
            || classes.contains { $0.hasPrefix("msolistbullet") || $0.hasPrefix("msolistnumber") }
        if isWordItem, !element.holdsBlocks {
            let marker = Self.marker(in: element.children)
            let isNumbered = marker.map(Self.isNumber) ?? classes.contains { $0.hasPrefix("msolistnumber") }
            return [
                .looseItem(level: style.listLevel ?? 1, isNumbered: isNumbered, inlines(element.children, look))
            ]
        }
        return blocks(element.children, look)
    }

    private func quotation(_ blocks: [PastedBlock]) -> [PastedBlock] { blocks.isEmpty ? [] : [.quotation(blocks)] }

    private mutating func list(_ element: HTMLElement, isNumbered: Bool, _ look: PastedLook) -> [PastedBlock] {
        var list = PastedList(
            isNumbered: isNumbered, start: Int(element["start"]).map { min(max($0, 0), 999_999) } ?? 1)
        for child in element.children {
            guard case .element(let item) = child, item.isBlock || item.holdsBlocks else {
                if case .text(let text) = child, text.contains(where: { !$0.isWhitespace }) {
                    list.items.append([.paragraph([.text(text, look)])])
                }
                continue
            }
            guard item.name == "li" else {
                // Google Docs puts a list within a list beside the item that it belongs to.
                let blocks = blocks(of: item, look)
                if list.items.isEmpty {
                    list.items.append(blocks)
                } else {
                    list.items[list.items.count - 1] += blocks
                }
                continue
            }
            if let note = notes.blocks[item.number] {
                noteTexts[note, default: []] += inlines(item.children, look)
                continue
            }
            guard !PastedStyle(item).isHidden else { continue }
            let blocks = blocks(item.children, look.applying(PastedStyle(item), of: item))
            if !blocks.isEmpty { list.items.append(blocks) }
        }
        return list.items.isEmpty ? [] : [.list(list)]
    }

    /// The marker that Word wrote into the text of an item.
    private static func marker(in nodes: [HTMLNode]) -> String? {
        for case .element(let element) in nodes {
            if PastedStyle(element).isListMarker { return element.text.trimmedOfSpace }
            if let marker = marker(in: element.children) { return marker }
        }
        return nil
    }

    private static func isNumber(_ marker: String) -> Bool {
        let text = marker.filter { !$0.isWhitespace && $0 != "(" }
        guard let last = text.last, last == "." || last == ")", text.count <= 8 else { return false }
        return text.dropLast().allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") }
    }

    private static func preformatted(_ element: HTMLElement) -> String {
        func text(_ nodes: [HTMLNode]) -> String {
            nodes.map { node in
                switch node {
                case .text(let words): words
                case .element(let element): element.name == "br" ? "\n" : text(element.children)
                }
            }.joined()
        }
        var code = text(element.children).replacing("\r\n", with: "\n").replacing("\u{A0}", with: " ")
        while code.first == "\n" { code.removeFirst() }
        while code.last?.isWhitespace == true { code.removeLast() }
        return code
    }

    private static func language(of element: HTMLElement) -> String {
        var classes = element["class"]
        for case .element(let child) in element.children where child.name == "code" { classes += " \(child["class"])" }
        for name in classes.split(separator: " ") {
            for prefix in ["language-", "lang-", "highlight-source-"] where name.hasPrefix(prefix) {
                return String(
                    name.dropFirst(prefix.count).filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "+") })
            }
        }
        return ""
    }
}
