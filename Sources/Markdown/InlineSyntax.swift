import CCmark

/// What a language built on Markdown adds within a line, such as `:name[slug]`.
///
/// It is part of cmark-gfm's inline parser, so that code, escapes and links keep their meaning.
///
/// Unchecked because nothing writes to what the pointer leads to once it is made.
package final class InlineSyntax: @unchecked Sendable {
    /// How many bytes at the start of `bytes` belong to an insertion; `nil` when none stands there.
    ///
    /// `previous` is the byte before them, or `nil` at the start of a text.
    package typealias Scan = @Sendable (_ bytes: [UInt8], _ previous: UInt8?) -> Int?

    let pointer: OpaquePointer?
    private let start: UInt8
    private let scan: Scan

    private static let longest = 300

    /// - Parameters:
    ///   - name: Unlike that of any other.
    ///   - start: The byte with which each insertion begins.
    package init(named name: String, startingWith start: UInt8, scan: @escaping Scan) {
        self.start = start
        self.scan = scan
        pointer = cmark_syntax_extension_new(name)
        let character = UnsafeMutableRawPointer(bitPattern: UInt(start))
        let characters = cmark_llist_append(cmark_get_default_mem_allocator(), nil, character)
        cmark_syntax_extension_set_special_inline_chars(pointer, characters)
        cmark_syntax_extension_set_match_inline_func(pointer, Self.match)
        // Kept for good, as what cmark-gfm knows of it is.
        cmark_syntax_extension_set_private(pointer, Unmanaged.passRetained(self).toOpaque(), nil)
    }

    /// What an insertion's node remembers: its line, and how it was written; `nil` for HTML, which begins with `<`.
    ///
    /// It is inline HTML as far as cmark-gfm knows, since a table's cell takes no custom inlines and drops them.
    static func content(of node: OpaquePointer) -> (line: Int, written: String)? {
        guard let text = cmark_node_get_literal(node).map({ String(cString: $0) }),
            let separator = text.firstIndex(of: " "), let line = Int(text[..<separator])
        else { return nil }
        return (line, String(text[text.index(after: separator)...]))
    }

    private static let match: cmark_match_inline_func = { syntax, _, _, character, inline in
        guard let inline, let own = cmark_syntax_extension_get_private(syntax) else { return nil }
        let language = Unmanaged<InlineSyntax>.fromOpaque(own).takeUnretainedValue()
        // It is asked for other characters as well.
        guard character == language.start else { return nil }
        let start = cmark_inline_parser_get_offset(inline)
        var bytes: [UInt8] = []
        // The text ends in a zero byte, and an insertion doesn't go beyond its line.
        while bytes.count < longest {
            let byte = cmark_inline_parser_peek_at(inline, start + Int32(bytes.count))
            guard byte >= 0x20 else { break }
            bytes.append(byte)
        }
        let previous = start > 0 ? cmark_inline_parser_peek_at(inline, start - 1) : nil
        guard let length = language.scan(bytes, previous), let node = cmark_node_new(CMARK_NODE_HTML_INLINE) else {
            return nil
        }
        let written = String(decoding: bytes.prefix(length), as: UTF8.self)
        cmark_node_set_literal(node, "\(cmark_inline_parser_get_line(inline)) \(written)")
        cmark_inline_parser_set_offset(inline, start + Int32(length))
        return node
    }
}
