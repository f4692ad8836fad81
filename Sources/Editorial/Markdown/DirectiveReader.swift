import Markdown

/// Goes through a parsed text once, and tells its directives and images, with what is wrong with them.
struct DirectiveReader {
    private(set) var events: [MarkdownEvent] = []
    /// For each event the line of the text that it comes from, from 1.
    private(set) var lines: [Int] = []
    private(set) var mentions: [MarkdownDocument.Mention] = []
    private(set) var images: [MarkdownDocument.ImageMention] = []
    private(set) var problems: [MarkdownProblem] = []
    private let parsed: ParsedMarkdown
    private var position = 0
    /// How many elements are open.
    private var depth = 0

    init(_ parsed: ParsedMarkdown) {
        self.parsed = parsed
        events.reserveCapacity(parsed.events.count)
        lines.reserveCapacity(parsed.events.count)
        if let line = parsed.tooDeepLine {
            problems.append(MarkdownProblem(fault: .tooDeep, directive: "", line: line))
        }
    }

    mutating func readAll() {
        while position < parsed.events.count {
            let event = parsed.events[position]
            switch event {
            case .leaf(.insertion(let written)): read(written)
            case .leaf: append(event)
            case .open(let element):
                if case .image(let address, _) = element { note(imageAt: address) }
                depth += 1
                append(event)
            case .close:
                depth -= 1
                append(event)
            }
            position += 1
        }
    }

    private mutating func append(_ event: MarkdownEvent) {
        events.append(event)
        lines.append(parsed.lines[position])
    }

    private mutating func note(imageAt address: String) {
        guard LinkTarget.isMedia(address) else { return }
        let isEmpty = if case .close(.image) = parsed.events[position + 1] { true } else { false }
        images.append(
            MarkdownDocument.ImageMention(address: address, hasAlternative: !isEmpty, line: parsed.lines[position]))
    }

    private mutating func read(_ written: String) {
        let line = parsed.lines[position]
        switch Directive.scan(Array(written.utf8), after: nil) {
        case .directive(let directive, _):
            if directive.isBlock {
                guard isAlone else {
                    problems.append(MarkdownProblem(fault: .notAlone, directive: written, line: line))
                    return append(.leaf(.text(written)))
                }
                // It stands in the place of its paragraph, which was opened just before and ends just behind.
                events.removeLast()
                lines.removeLast()
            }
            mentions.append(MarkdownDocument.Mention(directive: directive, written: written, line: line))
            append(.leaf(.insertion(written)))
            if directive.isBlock {
                depth -= 1
                position += 1
            }
        case .faulty(let fault, _):
            problems.append(MarkdownProblem(fault: fault, directive: written, line: line))
            append(.leaf(.text(written)))
        case nil: append(.leaf(.text(written)))
        }
    }

    /// Whether it is all that a paragraph of the text itself holds.
    private var isAlone: Bool {
        depth == 1 && position > 0 && parsed.events[position - 1] == .open(.paragraph)
            && parsed.events[position + 1] == .close(.paragraph)
    }
}
