/// A text as Markdown understands it.
package struct ParsedMarkdown: Sendable {
    package let events: [MarkdownEvent]
    /// For each event the line of the text that it comes from, from 1.
    package let lines: [Int]
    /// The first line whose quotations and lists are nested too deeply; such a text is taken as one paragraph.
    package let tooDeepLine: Int?

    /// Parses a text; the time it takes is proportional to the length.
    ///
    /// - Parameter syntax: What the text's language adds to Markdown.
    package init(_ text: String, with syntax: InlineSyntax? = nil) {
        self = MarkdownParser.parse(text, with: syntax)
    }

    init(events: [MarkdownEvent], lines: [Int], tooDeepLine: Int? = nil) {
        self.events = events
        self.lines = lines
        self.tooDeepLine = tooDeepLine
    }
}
