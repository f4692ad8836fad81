/// Gathers the words of a text, without marks.
package struct PlainText {
    private var text = ""

    package init() {}

    /// Without white space at either end.
    package var finished: String {
        var result = text[...]
        while result.last?.isWhitespace == true { result.removeLast() }
        while result.first?.isWhitespace == true { result.removeFirst() }
        return String(result)
    }

    package mutating func append(_ words: String) { text += words }

    package mutating func append(_ event: MarkdownEvent, _ matter: some MarkdownMatter) {
        switch event {
        case .open(let element): if element.isBlock { breakLine() }
        case .close(.cell): text += " "
        case .close(let element): if element.isBlock { breakLine() }
        case .leaf(.text(let words)), .leaf(.code(let words)): text += words
        case .leaf(.codeBlock(_, let words)):
            breakLine()
            text += words
        case .leaf(.softBreak), .leaf(.lineBreak): text += " "
        case .leaf(.rule): breakLine()
        case .leaf(.insertion(let written)): matter.append(written, to: &self)
        case .leaf(.noteReference), .leaf(.rawHTML): break
        }
    }

    /// Begins a new line, unless it is at the beginning of one.
    package mutating func breakLine() {
        if let last = text.utf8.last, last != UInt8(ascii: "\n") { text += "\n" }
    }
}

extension MarkdownElement {
    /// Whether it begins on a line of its own.
    var isBlock: Bool {
        switch self {
        case .paragraph, .tightParagraph, .quotation, .bullets, .numbers, .item, .heading, .table, .tableRow, .note:
            true
        case .cell, .emphasis, .strong, .struck, .link, .image: false
        }
    }
}
