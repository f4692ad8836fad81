/// A part of an HTML document, as values.
enum HTMLNode: Sendable, Hashable {
    case text(String)
    case element(HTMLElement)
}

/// An element with what it holds.
struct HTMLElement: Sendable, Hashable {
    /// Its place among the elements of the document, from 0.
    let number: Int
    /// In lower case.
    let name: String
    /// By their names in lower case.
    let attributes: [String: String]
    var children: [HTMLNode] = []
    /// Whether something in it, at any depth, stands in lines of its own.
    var holdsBlocks = false

    subscript(attribute: String) -> String { attributes[attribute] ?? "" }

    /// Whether it stands in lines of its own.
    var isBlock: Bool { HTMLNames.blocks.contains(name) }

    /// The words in it.
    var text: String { Self.text(of: children) }

    static func text(of nodes: [HTMLNode]) -> String {
        nodes.map { node in
            switch node {
            case .text(let text): text
            case .element(let element): HTMLNames.dropped.contains(element.name) ? "" : element.text
            }
        }.joined()
    }
}

/// Names of elements by what becomes of them.
enum HTMLNames {
    static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
        "hr",
        "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
        "thead",
        "tr", "ul",
    ]
    /// What holds nothing that a reader of the source saw as text.
    static let dropped: Set<String> = [
        "applet", "audio", "button", "canvas", "colgroup", "embed", "frame", "frameset", "head", "iframe", "input",
        "link",
        "map", "math", "meta", "noframes", "noscript", "object", "optgroup", "option", "param", "rp", "rt", "script",
        "select", "source", "style", "svg", "template", "textarea", "title", "track", "video", "xml",
    ]
}
