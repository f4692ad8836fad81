import CCmark

/// Walks cmark-gfm's tree once, without recursion, and writes down what it meets.
struct MarkdownTreeReader {
    private(set) var events: [MarkdownEvent] = []
    /// For each event the line of the text that it comes from, from 1.
    private(set) var lines: [Int] = []
    /// For each open node of the tree what was opened for it, or `nil` when it only lends its place to its content.
    private var open: [MarkdownElement?] = []
    private var notes = 0
    private var line = 1

    /// No browser and no reader gets anything out of deeper nesting; what stands in it stays, its wrapping goes.
    private static let deepestElement = 100

    mutating func read(_ root: OpaquePointer) {
        guard let iterator = cmark_iter_new(root) else { return }
        defer { cmark_iter_free(iterator) }
        while true {
            switch cmark_iter_next(iterator) {
            case CMARK_EVENT_ENTER:
                guard let node = cmark_iter_get_node(iterator) else { return }
                enter(node)
            case CMARK_EVENT_EXIT:
                guard let node = cmark_iter_get_node(iterator) else { return }
                leave(node)
            default: return
            }
        }
    }

    private mutating func leave(_ node: OpaquePointer) {
        switch cmark_node_get_type(node) {
        // It holds nothing, yet cmark-gfm announces its end.
        case CMARK_NODE_FOOTNOTE_REFERENCE: return
        default: if let element = open.popLast() ?? nil { append(.close(element)) }
        }
    }

    private mutating func enter(_ node: OpaquePointer) {
        if cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE, let content = InlineSyntax.content(of: node) {
            line = content.line
            return append(.leaf(.insertion(content.written)))
        }
        // Emphasis and the like are on no line of their own, as cmark-gfm has it.
        let start = Int(cmark_node_get_start_line(node))
        if start > 0 { line = start }
        if let leaf = leaf(for: node) { return append(.leaf(leaf)) }
        let element = open.count < Self.deepestElement ? element(for: node) : nil
        open.append(element)
        if let element { append(.open(element)) }
    }

    private mutating func append(_ event: MarkdownEvent) {
        events.append(event)
        lines.append(line)
    }

    private func leaf(for node: OpaquePointer) -> MarkdownLeaf? {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_TEXT: .text(Self.literal(node))
        case CMARK_NODE_SOFTBREAK: .softBreak
        case CMARK_NODE_LINEBREAK: .lineBreak
        case CMARK_NODE_CODE: .code(Self.literal(node))
        case CMARK_NODE_HTML_INLINE: .rawHTML(Self.literal(node), isBlock: false)
        case CMARK_NODE_HTML_BLOCK: .rawHTML(Self.literal(node), isBlock: true)
        case CMARK_NODE_THEMATIC_BREAK: .rule
        case CMARK_NODE_CODE_BLOCK:
            .codeBlock(language: Self.string(cmark_node_get_fence_info(node)), Self.literal(node))
        // cmark-gfm has replaced the label by the number of the note that it leads to.
        case CMARK_NODE_FOOTNOTE_REFERENCE: .noteReference(Int(Self.literal(node)) ?? 0)
        default: nil
        }
    }

    private mutating func element(for node: OpaquePointer) -> MarkdownElement? {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_PARAGRAPH: return Self.isTight(node) ? .tightParagraph : .paragraph
        case CMARK_NODE_BLOCK_QUOTE: return .quotation
        case CMARK_NODE_LIST:
            // A list and its items come or go together.
            guard open.count < Self.deepestElement - 1 else { return nil }
            let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
            return isOrdered ? .numbers(from: Int(cmark_node_get_list_start(node))) : .bullets
        case CMARK_NODE_ITEM: return (open.last ?? nil) == nil ? nil : .item
        case CMARK_NODE_HEADING: return .heading(Int(cmark_node_get_heading_level(node)))
        case CMARK_NODE_FOOTNOTE_DEFINITION:
            notes += 1
            return .note(notes)
        case CMARK_NODE_EMPH: return .emphasis
        case CMARK_NODE_STRONG: return .strong
        case CMARK_NODE_LINK: return .link(Self.string(cmark_node_get_url(node)))
        case CMARK_NODE_IMAGE:
            return .image(Self.string(cmark_node_get_url(node)), title: Self.string(cmark_node_get_title(node)))
        case CMARK_NODE_DOCUMENT: return nil
        default: return extensionElement(for: node)
        }
    }

    /// What an extension of cmark-gfm made; its types have no constants, only names.
    private func extensionElement(for node: OpaquePointer) -> MarkdownElement? {
        switch Self.string(cmark_node_get_type_string(node)) {
        case "strikethrough": return .struck
        case "table": return open.count < Self.deepestElement - 2 ? .table : nil
        case "table_header": return (open.last ?? nil) == nil ? nil : .tableRow(isHeader: true)
        case "table_row": return (open.last ?? nil) == nil ? nil : .tableRow(isHeader: false)
        case "table_cell":
            guard case .tableRow(let isHeader) = open.last ?? nil else { return nil }
            return .cell(isHeader: isHeader, Self.alignment(ofCell: node))
        default: return nil
        }
    }

    private static func alignment(ofCell cell: OpaquePointer) -> MarkdownElement.Alignment {
        var column = 0
        var previous = cmark_node_previous(cell)
        while let node = previous {
            column += 1
            previous = cmark_node_previous(node)
        }
        guard let row = cmark_node_parent(cell), let table = cmark_node_parent(row),
            column < Int(cmark_gfm_extensions_get_table_columns(table)),
            let alignments = cmark_gfm_extensions_get_table_alignments(table)
        else { return .start }
        switch alignments[column] {
        case UInt8(ascii: "c"): return .centre
        case UInt8(ascii: "r"): return .end
        default: return .start
        }
    }

    private static func isTight(_ paragraph: OpaquePointer) -> Bool {
        guard let item = cmark_node_parent(paragraph), cmark_node_get_type(item) == CMARK_NODE_ITEM,
            let list = cmark_node_parent(item)
        else { return false }
        return cmark_node_get_list_tight(list) != 0
    }

    private static func literal(_ node: OpaquePointer) -> String { string(cmark_node_get_literal(node)) }

    private static func string(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}
