import CGumbo
import CHTMLTree

/// Parses HTML as a browser would, within bounds of memory, time, length and depth.
enum HTMLTree {
    /// Deeper elements give their content to the deepest one that is kept.
    static let deepest = 80
    static let mostNodes = 200_000
    /// The tree of an ordinary text takes about twenty times its length.
    static let memory = 128 << 20
    static let milliseconds: UInt32 = 500

    /// What stands in the document; bytes that are not UTF-8 become replacement characters.
    ///
    /// - Throws: ``PasteRefusal``.
    static func nodes(of html: [UInt8]) throws(PasteRefusal) -> [HTMLNode] {
        let nodes: [HTMLNode]? = html.withUnsafeBytes { bytes in
            guard
                let tree = masthead_html_tree_parse(
                    bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, memory, milliseconds)
            else { return nil }
            defer { masthead_html_tree_free(tree) }
            guard let root = masthead_html_tree_root(tree) else { return [] }
            var builder = HTMLTreeBuilder()
            return builder.build(from: root) ? builder.finished : nil
        }
        guard let nodes else { throw .tooTangled }
        return nodes
    }
}

/// Walks gumbo's tree once, without recursion, and takes it over into values.
private struct HTMLTreeBuilder {
    private var open: [HTMLElement] = [HTMLElement(number: 0, name: "document", attributes: [:])]
    private var count = 0

    var finished: [HTMLNode] { open.first?.children ?? [] }

    /// - Returns: Whether the whole tree fitted.
    mutating func build(from root: UnsafePointer<GumboNode>) -> Bool {
        // For each element on the way down: how many of its children were visited, and whether it was opened.
        var path: [(node: UnsafePointer<GumboNode>, visited: Int, isOpen: Bool)] = [(root, 0, false)]
        while let (node, visited, isOpen) = path.last {
            guard let child = Self.child(visited, of: node) else {
                path.removeLast()
                if isOpen { close() }
                continue
            }
            path[path.count - 1].visited += 1
            count += 1
            guard count <= HTMLTree.mostNodes else { return false }
            switch child.pointee.type {
            case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
                if let text = child.pointee.v.text.text { append(.text(String(cString: text))) }
            case GUMBO_NODE_ELEMENT:
                let name = Self.name(of: child)
                guard !HTMLNames.dropped.contains(name) else { continue }
                // A table and its cells come or go together.
                let opens = open.count <= HTMLTree.deepest - (name == "table" ? 4 : 0)
                if opens {
                    open.append(HTMLElement(number: count, name: name, attributes: Self.attributes(of: child)))
                }
                path.append((child, 0, opens))
            default: break
            }
        }
        return true
    }

    private mutating func close() {
        guard open.count > 1, let element = open.popLast() else { return }
        append(.element(element))
        if element.isBlock || element.holdsBlocks { open[open.count - 1].holdsBlocks = true }
    }

    private mutating func append(_ node: HTMLNode) { open[open.count - 1].children.append(node) }

    private static func child(_ index: Int, of node: UnsafePointer<GumboNode>) -> UnsafePointer<GumboNode>? {
        let children = node.pointee.v.element.children
        guard index < Int(children.length), let child = children.data[index] else { return nil }
        return UnsafePointer(child.assumingMemoryBound(to: GumboNode.self))
    }

    private static func name(of node: UnsafePointer<GumboNode>) -> String {
        let element = node.pointee.v.element
        if element.tag != GUMBO_TAG_UNKNOWN { return String(cString: gumbo_normalized_tagname(element.tag)) }
        var piece = element.original_tag
        gumbo_tag_from_original_text(&piece)
        guard let data = piece.data else { return "" }
        let bytes = UnsafeRawBufferPointer(start: data, count: min(piece.length, 40))
        return String(decoding: bytes, as: UTF8.self).lowercased()
    }

    private static let kept: Set<String> = [
        "align", "alt", "aria-hidden", "aria-level", "class", "colspan", "href", "id", "lang", "name", "role", "src",
        "start", "style", "title",
    ]

    private static func attributes(of node: UnsafePointer<GumboNode>) -> [String: String] {
        let list = node.pointee.v.element.attributes
        var attributes: [String: String] = [:]
        for index in 0..<Int(list.length) {
            guard let attribute = list.data[index]?.assumingMemoryBound(to: GumboAttribute.self).pointee else {
                continue
            }
            let name = String(cString: attribute.name)
            if kept.contains(name), attributes[name] == nil { attributes[name] = String(cString: attribute.value) }
        }
        return attributes
    }
}
