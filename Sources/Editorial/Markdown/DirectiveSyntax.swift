import CCmark

/// Teaches cmark-gfm's inline parser where directives are, so that code, escapes and links keep their meaning.
enum DirectiveSyntax {
    /// Makes the extension, whose nodes ``content(of:)`` reads.
    ///
    /// They are inline HTML as far as cmark-gfm knows, since a table's cell takes no custom inlines and drops them.
    static func makeExtension() -> OpaquePointer? {
        guard let syntax = cmark_syntax_extension_new("masthead-directive") else { return nil }
        let colon = UnsafeMutableRawPointer(bitPattern: UInt(UInt8(ascii: ":")))
        let characters = cmark_llist_append(cmark_get_default_mem_allocator(), nil, colon)
        cmark_syntax_extension_set_special_inline_chars(syntax, characters)
        cmark_syntax_extension_set_match_inline_func(syntax, match)
        return syntax
    }

    /// What a directive's node remembers: its line, and how it was written; `nil` for HTML, which begins with `<`.
    static func content(of node: OpaquePointer) -> (line: Int, written: String)? {
        guard let text = cmark_node_get_literal(node).map({ String(cString: $0) }),
            let separator = text.firstIndex(of: " "), let line = Int(text[..<separator])
        else { return nil }
        return (line, String(text[text.index(after: separator)...]))
    }

    private static let match: cmark_match_inline_func = { _, _, _, character, inline in
        guard character == UInt8(ascii: ":"), let inline else { return nil }
        let start = cmark_inline_parser_get_offset(inline)
        var bytes: [UInt8] = []
        // The text ends in a zero byte, and a directive doesn't go beyond its line.
        while bytes.count < 300 {
            let byte = cmark_inline_parser_peek_at(inline, start + Int32(bytes.count))
            guard byte >= 0x20 else { break }
            bytes.append(byte)
        }
        let previous = start > 0 ? cmark_inline_parser_peek_at(inline, start - 1) : nil
        let length: Int
        switch Directive.scan(bytes, after: previous) {
        case nil: return nil
        case .directive(_, let found), .faulty(_, let found): length = found
        }
        guard let node = cmark_node_new(CMARK_NODE_HTML_INLINE) else { return nil }
        let written = String(decoding: bytes.prefix(length), as: UTF8.self)
        cmark_node_set_literal(node, "\(cmark_inline_parser_get_line(inline)) \(written)")
        cmark_inline_parser_set_offset(inline, start + Int32(length))
        return node
    }
}
