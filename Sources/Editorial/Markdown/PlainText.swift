import Kernel

/// Gathers the words of a text, without marks.
struct PlainText {
    private var text = ""
    /// Whether the date as of which a fact was true stands after it, as readers see it.
    var showsDates = false

    /// Without white space at either end.
    var finished: String {
        var result = text[...]
        while result.last?.isWhitespace == true { result.removeLast() }
        while result.first?.isWhitespace == true { result.removeFirst() }
        return String(result)
    }

    mutating func append(_ event: MarkdownEvent, _ renderer: MarkdownRenderer) {
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
        case .leaf(.directive(.fact(let slug, let showsDate), let written)):
            text += renderer.facts[slug]?.displayValue ?? written
            if showsDates, showsDate, let fact = renderer.facts[slug] { text += " (as of \(fact.asOf.written))" }
        case .leaf(.directive(.product(let slug), let written)): text += renderer.products[slug]?.name ?? written
        case .leaf(.directive(.evaluation(let slug), let written)):
            breakLine()
            text += renderer.evaluations[slug]?.plainText ?? written
            breakLine()
        case .leaf(.directive(.cite, _)), .leaf(.noteReference), .leaf(.rawHTML): break
        }
    }

    private mutating func breakLine() {
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
