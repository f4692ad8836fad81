/// A text's structure in the order of reading: what is opened is closed in reverse order.
package enum MarkdownEvent: Sendable, Hashable {
    case open(MarkdownElement)
    case close(MarkdownElement)
    case leaf(MarkdownLeaf)
}

/// What holds other matter.
package enum MarkdownElement: Sendable, Hashable {
    package enum Alignment: Sendable, Hashable {
        case start, centre, end
    }

    case paragraph
    /// A paragraph of a list without blank lines, which is set without paragraph tags.
    case tightParagraph
    case quotation
    case bullets
    case numbers(from: Int)
    case item
    /// 1 to 6, as written.
    case heading(Int)
    case table
    case tableRow(isHeader: Bool)
    case cell(isHeader: Bool, Alignment)
    /// Counts from 1 within its text.
    case note(Int)
    case emphasis
    case strong
    case struck
    case link(String)
    case image(String, title: String)
}

/// What holds nothing else.
package enum MarkdownLeaf: Sendable, Hashable {
    case text(String)
    case code(String)
    case codeBlock(language: String, String)
    case rawHTML(String, isBlock: Bool)
    case softBreak
    case lineBreak
    case rule
    /// Counts from 1 within its text.
    case noteReference(Int)
    /// What a language built on Markdown adds within a line, as it was written.
    case insertion(String)
}
