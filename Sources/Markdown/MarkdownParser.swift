import CCmark
import Synchronization

/// Has cmark-gfm parse a text, and takes its tree over into values.
enum MarkdownParser {
    /// cmark-gfm's extensions, each registered once in the process.
    ///
    /// Unchecked because nothing writes to what these point at once they are made.
    private struct Grammar: @unchecked Sendable {
        let strikethrough: OpaquePointer?
        let tables: OpaquePointer?
        let automaticLinks: OpaquePointer?

        init() {
            cmark_gfm_core_extensions_ensure_registered()
            strikethrough = cmark_find_syntax_extension("strikethrough")
            tables = cmark_find_syntax_extension("table")
            automaticLinks = cmark_find_syntax_extension("autolink")
        }
    }

    private static let grammar = Grammar()

    /// Held while cmark-gfm parses.
    ///
    /// It keeps the characters that start an extension's syntax in one global table that each parser changes and
    /// changes back: two at a time would lose each other's links and insertions.
    private static let turn = Mutex(())

    static func parse(_ text: String, with syntax: InlineSyntax?) -> ParsedMarkdown {
        var text = text
        return text.withUTF8 { bytes in
            let limits = MarkdownLimits(bytes)
            if let line = limits.tooDeepLine {
                let words = MarkdownLeaf.text(String(decoding: bytes, as: UTF8.self))
                return ParsedMarkdown(
                    events: [.open(.paragraph), .leaf(words), .close(.paragraph)], lines: [1, 1, 1], tooDeepLine: line)
            }
            var root: OpaquePointer?
            turn.withLock { _ in root = tree(of: bytes, limits: limits, with: syntax) }
            guard let root else { return ParsedMarkdown(events: [], lines: []) }
            defer { cmark_node_free(root) }
            var reader = MarkdownTreeReader()
            reader.read(root)
            return ParsedMarkdown(events: reader.events, lines: reader.lines)
        }
    }

    private static func tree(
        of bytes: UnsafeBufferPointer<UInt8>, limits: MarkdownLimits, with syntax: InlineSyntax?
    ) -> OpaquePointer? {
        var options = CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
        if limits.allowsSmartPunctuation { options |= CMARK_OPT_SMART }
        guard let parser = cmark_parser_new(options) else { return nil }
        defer { cmark_parser_free(parser) }
        let extensions = [
            syntax?.pointer, grammar.strikethrough, limits.allowsTables ? grammar.tables : nil,
            limits.allowsAutomaticLinks ? grammar.automaticLinks : nil,
        ]
        for case .some(let syntax) in extensions { cmark_parser_attach_syntax_extension(parser, syntax) }
        bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        return cmark_parser_finish(parser)
    }
}
