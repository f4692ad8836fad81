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
        case .insertion(let written):
            let matter = matter
            matter.set(written, in: &self)
        }
    }

    /// Whether what is set here stands in a link, which can't hold another.
    package var isInLink: Bool { !links.isEmpty }

    /// Has an insertion's rest wait for the end of the link that it stands in.
    package mutating func postpone(_ insertion: String) { afterLink.append(.insertion(insertion)) }

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
            guard case .insertion(let written) = leaf else {
                set(leaf)
                continue
            }
            let matter = matter
            matter.setAfterLink(written, in: &self)
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
