import CCmark
import Markup

/// The Markdown that comments may use: paragraphs, emphasis, code, quotations, lists and links; the rest stays text.
enum CommentMarkdown {
    /// HTML in which every link is marked as the reader's and not the site's.
    static func html(from markdown: String) -> [UInt8] {
        var html = HTMLWriter()
        write(markdown, into: &html) { address, html in
            html.raw("<a rel=\"ugc nofollow\" href=\"")
            html.attributeText(address)
            html.raw("\">")
        }
        return html.bytes
    }

    /// Writes HTML.
    ///
    /// - Parameter opensLink: Writes the opening tag of a link to an address; nothing else stands between links.
    static func write(
        _ markdown: String, into html: inout HTMLWriter, opensLink: (String, inout HTMLWriter) -> Void
    ) {
        walk(markdown) { node, entering in write(node, entering: entering, into: &html, opensLink) }
    }

    /// The words alone.
    static func plainText(from markdown: String) -> String {
        var words = ""
        walk(markdown) { node, entering in
            switch node.type {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_CODE_BLOCK: words += entering ? node.literal : ""
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: words += entering ? " " : ""
            case CMARK_NODE_PARAGRAPH: words += entering ? "" : " "
            default: break
            }
        }
        while words.last == " " { words.removeLast() }
        return words
    }

    /// The words alone, a text for each paragraph, and the addresses of the links, whose numbers stand after their words.
    static func paragraphs(from markdown: String) -> (texts: [String], links: [String]) {
        var paragraphs: [String] = []
        var links: [String] = []
        var words = ""
        var isItem = false
        walk(markdown) { node, entering in
            switch node.type {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_CODE_BLOCK, CMARK_NODE_HTML_INLINE, CMARK_NODE_HTML_BLOCK:
                words += entering ? node.literal : ""
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: words += entering ? " " : ""
            case CMARK_NODE_LINK where !entering && isWeb(node.address):
                links.append(node.address)
                words += " [\(links.count)]"
            case CMARK_NODE_ITEM: isItem = entering
            default: break
            }
            let isBlock = [CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING].contains(node.type) && !entering
            guard isBlock || node.type == CMARK_NODE_CODE_BLOCK || node.type == CMARK_NODE_HTML_BLOCK else { return }
            if !words.isEmpty { paragraphs.append((isItem ? "- " : "") + words) }
            words = ""
        }
        return (paragraphs, links)
    }

    private struct Node {
        let type: cmark_node_type
        let literal: String
        let address: String
    }

    private static func walk(_ markdown: String, visit: (Node, Bool) -> Void) {
        let root = cmark_parse_document(markdown, markdown.utf8.count, CMARK_OPT_SMART | CMARK_OPT_VALIDATE_UTF8)
        defer { cmark_node_free(root) }
        let iterator = cmark_iter_new(root)
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return }
            visit(
                Node(
                    type: cmark_node_get_type(node),
                    literal: cmark_node_get_literal(node).map { String(cString: $0) } ?? "",
                    address: cmark_node_get_url(node).map { String(cString: $0) } ?? ""), event == CMARK_EVENT_ENTER)
        }
    }

    private static func write(
        _ node: Node, entering: Bool, into html: inout HTMLWriter, _ opensLink: (String, inout HTMLWriter) -> Void
    ) {
        switch node.type {
        case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING: html.raw(entering ? "<p>" : "</p>")
        case CMARK_NODE_EMPH: html.raw(entering ? "<em>" : "</em>")
        case CMARK_NODE_STRONG: html.raw(entering ? "<strong>" : "</strong>")
        case CMARK_NODE_BLOCK_QUOTE: html.raw(entering ? "<blockquote>" : "</blockquote>")
        case CMARK_NODE_LIST: html.raw(entering ? "<ul>" : "</ul>")
        case CMARK_NODE_ITEM: html.raw(entering ? "<li>" : "</li>")
        case CMARK_NODE_SOFTBREAK: html.raw("\n")
        case CMARK_NODE_LINEBREAK: html.raw("<br>")
        case CMARK_NODE_TEXT: html.text(node.literal)
        case CMARK_NODE_CODE:
            html.raw("<code>")
            html.text(node.literal)
            html.raw("</code>")
        case CMARK_NODE_CODE_BLOCK, CMARK_NODE_HTML_BLOCK:
            html.raw("<p><code>")
            html.text(node.literal)
            html.raw("</code></p>")
        case CMARK_NODE_HTML_INLINE: html.text(node.literal)
        case CMARK_NODE_LINK:
            guard isWeb(node.address) else { return }
            if entering {
                opensLink(node.address, &html)
            } else {
                html.raw("</a>")
            }
        default: break
        }
    }

    /// Other schemes, and paths of this site, could do more than lead somewhere.
    private static func isWeb(_ address: String) -> Bool {
        let address = address.lowercased()
        return address.hasPrefix("https://") || address.hasPrefix("http://")
    }
}
