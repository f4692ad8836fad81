import Markdown

/// A Markdown text as the checks read it: its passages, headings, tables, links and images, each with its line.
struct CheckedText: Sendable, Hashable {
    /// Stands in a passage where a citation, a note or a link to a page gives evidence.
    static let evidence: Unicode.Scalar = "\u{E000}"
    /// Stands in a passage for a fact, which is a word of its sentence and evidence too.
    static let fact: Unicode.Scalar = "\u{E002}"
    /// Stands in a passage for code or a product's name, whose digits claim nothing.
    static let code: Unicode.Scalar = "\u{E001}"

    static func proves(_ scalar: Unicode.Scalar) -> Bool { scalar == evidence || scalar == fact }

    /// Words that belong together, such as a paragraph or a cell.
    struct Passage: Sendable, Hashable {
        fileprivate(set) var scalars: [Unicode.Scalar] = []
        /// Where in the scalars a line begins, in order.
        private var lineStarts: [(offset: Int, line: Int)] = []

        static func == (one: Passage, other: Passage) -> Bool { one.scalars == other.scalars }

        func hash(into hasher: inout Hasher) { hasher.combine(scalars) }

        var hasEvidence: Bool { scalars.contains(where: CheckedText.proves) }

        /// The words, without the marks of evidence and code.
        var text: String { Self.text(scalars) }

        static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars.filter { !CheckedText.proves($0) && $0 != CheckedText.code })
            return String(text).trimmedOfSpace
        }

        /// The line of what stands at an offset.
        func line(at offset: Int) -> Int {
            var (low, high) = (0, lineStarts.count)
            while low < high {
                let middle = (low + high) / 2
                if lineStarts[middle].offset <= offset { low = middle + 1 } else { high = middle }
            }
            return low > 0 ? lineStarts[low - 1].line : lineStarts.first?.line ?? 1
        }

        fileprivate mutating func append(_ text: some Sequence<Unicode.Scalar>, line: Int) {
            if lineStarts.last?.line != line { lineStarts.append((scalars.count, line)) }
            scalars.append(contentsOf: text)
        }
    }

    struct Table: Sendable, Hashable {
        let line: Int
        fileprivate(set) var header: [Passage] = []
        fileprivate(set) var cells: [Passage] = []
        fileprivate(set) var rows = 0

        var hasEvidence: Bool { (header + cells).contains(where: \.hasEvidence) }
    }

    enum Block: Sendable, Hashable {
        case paragraph(Passage)
        case item(Passage)
        /// Of a footnote, which is itself what a text refers to.
        case note(Passage)
        case heading(level: Int, Passage)
        case table(Table)
        /// Code or a rule between the others.
        case other
    }

    struct Link: Sendable, Hashable {
        let address: String
        let line: Int
        var hasText = false

        /// The address as readers get it, when it leads to another site.
        var outside: String? {
            if case .outside(let address)? = LinkTarget(link: address) { address.text } else { nil }
        }
    }

    struct Image: Sendable, Hashable {
        let address: String
        let line: Int
        var alternative = ""
    }

    private(set) var blocks: [Block] = []
    private(set) var links: [Link] = []
    private(set) var images: [Image] = []
    let mentions: [MarkdownDocument.Mention]

    private var passage = Passage()
    private var table: Table?
    private var isInHeaderCell = false
    private var depthOfLists = 0
    private var depthOfNotes = 0
    private var openLinks: [Link] = []
    private var openImages: [Image] = []

    init(_ document: MarkdownDocument) {
        mentions = document.mentions
        for (event, line) in zip(document.events, document.lines) {
            switch event {
            case .open(let element): open(element, line)
            case .close(let element): close(element, line)
            case .leaf(let leaf): add(leaf, line)
            }
        }
    }

    private mutating func open(_ element: MarkdownElement, _ line: Int) {
        switch element {
        case .paragraph, .tightParagraph, .heading: passage = Passage()
        case .cell(let isHeader, _):
            passage = Passage()
            isInHeaderCell = isHeader
        case .table: table = Table(line: line)
        case .tableRow(let isHeader): if !isHeader { table?.rows += 1 }
        case .bullets, .numbers: depthOfLists += 1
        case .note: depthOfNotes += 1
        case .link(let address): openLinks.append(Link(address: address, line: line))
        case .image(let address, _): openImages.append(Image(address: address, line: line))
        case .quotation, .item, .emphasis, .strong, .struck: break
        }
    }

    private mutating func close(_ element: MarkdownElement, _ line: Int) {
        switch element {
        case .paragraph, .tightParagraph:
            let block: Block =
                depthOfNotes > 0 ? .note(passage) : depthOfLists > 0 ? .item(passage) : .paragraph(passage)
            blocks.append(block)
        case .heading(let level): blocks.append(.heading(level: level, passage))
        case .cell: if isInHeaderCell { table?.header.append(passage) } else { table?.cells.append(passage) }
        case .table:
            if let table { blocks.append(.table(table)) }
            table = nil
        case .bullets, .numbers: depthOfLists -= 1
        case .note: depthOfNotes -= 1
        case .link: closeLink(line)
        case .image: closeImage()
        case .tableRow, .quotation, .item, .emphasis, .strong, .struck: break
        }
    }

    private mutating func closeLink(_ line: Int) {
        guard let link = openLinks.popLast() else { return }
        links.append(link)
        switch LinkTarget(link: link.address) {
        case .outside: passage.append([Self.evidence], line: line)
        case .inside(let path) where path.hasPrefix("/"): passage.append([Self.evidence], line: line)
        case .inside, nil: break
        }
    }

    private mutating func closeImage() {
        guard let image = openImages.popLast() else { return }
        images.append(image)
        if !image.alternative.trimmedOfSpace.isEmpty { markLinks() }
    }

    private mutating func add(_ leaf: MarkdownLeaf, _ line: Int) {
        switch leaf {
        case .text(let text): add(text, line)
        case .code(let text):
            guard openImages.isEmpty else { return add(text, line) }
            markLinks()
            passage.append([Self.code], line: line)
        case .softBreak, .lineBreak: passage.append([" "], line: line)
        case .noteReference: passage.append([Self.evidence], line: line)
        case .insertion(let written):
            guard openImages.isEmpty else { return add(written, line) }
            switch Directive(written) {
            case nil: return add(written, line)
            case .fact?: passage.append([Self.fact], line: line)
            case .cite?: passage.append([Self.evidence], line: line)
            // A name, whatever digits it has.
            case .product?: passage.append([Self.code], line: line)
            // It stands in the place of a paragraph, and brings its method and its evidence along.
            case .evaluation?: return blocks.append(.other)
            }
            markLinks()
        case .codeBlock, .rule: blocks.append(.other)
        case .rawHTML: break
        }
    }

    private mutating func add(_ text: String, _ line: Int) {
        guard openImages.isEmpty else {
            openImages[openImages.count - 1].alternative += text
            return
        }
        if text.contains(where: { !$0.isWhitespace }) { markLinks() }
        passage.append(text.unicodeScalars, line: line)
    }

    /// Each link that is open here has something to follow.
    private mutating func markLinks() {
        for index in openLinks.indices { openLinks[index].hasText = true }
    }
}
