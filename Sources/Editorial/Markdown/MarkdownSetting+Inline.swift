import Kernel

extension MarkdownSetting {
    mutating func set(_ leaf: MarkdownLeaf) {
        switch leaf {
        case .text(let text): output.text(text)
        case .code(let text):
            output.markup("<code>")
            output.text(text)
            output.markup("</code>")
        case .codeBlock(let language, let text): setCode(text, language: language)
        case .rawHTML(let text, let isBlock): setRawHTML(text, isBlock: isBlock)
        case .softBreak: output.markup("\n")
        case .lineBreak: output.markup("<br>\n")
        case .rule:
            output.line()
            output.markup("<hr>\n")
        case .noteReference(let number): setNoteReference(number)
        case .directive(.fact(let slug, let showsDate), let written):
            guard let fact = renderer.facts[slug] else { return output.text(written) }
            set(fact, showsDate: showsDate)
            citeAfterLink(leaf, source: fact.source)
        case .directive(.cite(let slug), let written):
            guard renderer.sources[slug] != nil else { return output.text(written) }
            citeAfterLink(leaf, source: slug)
        case .directive(.product(let slug), let written):
            guard let product = renderer.products[slug] else { return output.text(written) }
            set(product)
        case .directive(.evaluation(let slug), let written):
            guard let sheet = renderer.evaluations[slug] else {
                output.line()
                output.markup("<p>")
                output.text(written)
                return output.markup("</p>\n")
            }
            set(sheet)
        }
    }

    private mutating func set(_ fact: Fact, showsDate: Bool) {
        output.markup("<data class=\"fact\" value=\"")
        output.text(fact.value)
        output.markup("\">")
        output.text(fact.displayValue)
        output.markup("</data>")
        guard showsDate else { return }
        output.markup(" <span class=\"as-of\">(as of ")
        output.text(fact.asOf.written)
        if let today = renderer.today, fact.isStale(on: today) { output.markup(", due for review") }
        output.markup(")</span>")
    }

    private mutating func citeAfterLink(_ leaf: MarkdownLeaf, source: Slug) {
        guard links.isEmpty else { return afterLink.append(leaf) }
        cite(source)
    }

    private mutating func cite(_ source: Slug) {
        let (number, isFirst) = page.citations.cite(source)
        output.markup("<sup class=\"cite\"")
        if isFirst {
            output.markup(" id=\"cite-")
            output.number(number)
            output.markup("\"")
        }
        output.markup("><a href=\"#source-")
        output.number(number)
        output.markup("\" aria-label=\"Source ")
        output.number(number)
        output.markup("\">")
        output.number(number)
        output.markup("</a></sup>")
    }

    private mutating func setNoteReference(_ number: Int) {
        guard links.isEmpty else { return afterLink.append(.noteReference(number)) }
        let letters = Self.letters(firstNote + number)
        output.markup("<sup class=\"note-ref\"><a href=\"#note-")
        output.number(firstNote + number)
        output.markup("\"")
        // A note may be referred to more than once; its way back leads to the first.
        if referencedNotes.insert(number).inserted {
            output.markup(" id=\"note-ref-")
            output.number(firstNote + number)
            output.markup("\"")
        }
        output.markup(" aria-label=\"Note ")
        output.text(letters)
        output.markup("\">")
        output.text(letters)
        output.markup("</a></sup>")
    }

    mutating func openLink(_ address: String) {
        let isEmpty = if case .close = events[position + 1] { true } else { false }
        guard let target = LinkTarget(link: address), !isEmpty, !links.contains(true) else {
            return links.append(false)
        }
        links.append(true)
        switch target {
        case .outside(let address): output.region(.outboundLink(OutboundLink(address: address.text)))
        case .inside(let address):
            output.markup("<a href=\"")
            output.text(address)
            output.markup("\">")
        }
    }

    mutating func closeLink() {
        if links.popLast() == true { output.markup("</a>") }
        guard links.isEmpty else { return }
        let waiting = afterLink
        afterLink = []
        for leaf in waiting {
            switch leaf {
            case .directive(.fact(let slug, _), _): if let fact = renderer.facts[slug] { cite(fact.source) }
            case .directive(.cite(let slug), _): cite(slug)
            default: set(leaf)
            }
        }
    }

    private mutating func setCode(_ text: String, language: String) {
        output.line()
        let name = language.prefix { !$0.isWhitespace }
        let isName =
            !name.isEmpty && name.utf8.count <= 20
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "+-#".utf8.contains(byte)
            }
        output.markup("<pre tabindex=\"0\"><code")
        if isName {
            output.markup(" class=\"language-")
            output.text(name)
            output.markup("\"")
        }
        output.markup(">")
        output.text(text)
        output.markup("</code></pre>\n")
    }

    /// Shows raw HTML as the text that it is, so that its writer notices; a comment is a note to nobody.
    private mutating func setRawHTML(_ text: String, isBlock: Bool) {
        var shown = text[...]
        while shown.last?.isWhitespace == true { shown.removeLast() }
        while shown.first?.isWhitespace == true { shown.removeFirst() }
        guard !Self.isComment(shown), !shown.isEmpty else { return }
        if isBlock { output.line() }
        if isBlock { output.markup("<p>") }
        output.text(shown)
        if isBlock { output.markup("</p>\n") }
    }

    private static func isComment(_ text: Substring) -> Bool {
        guard text.hasPrefix("<!--"), text.hasSuffix("-->"), text.utf8.count >= 7 else { return false }
        // One that ends earlier is followed by something else.
        var rest = text.utf8.dropFirst(4).dropLast(3)
        while let dash = rest.firstIndex(of: UInt8(ascii: "-")) {
            rest = rest[dash...]
            if rest.starts(with: "-->".utf8) { return false }
            rest = rest.dropFirst()
        }
        return true
    }
}
