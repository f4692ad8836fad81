/// Writes XML 1.0 as bytes, escaping text and attribute values.
package struct XMLWriter: Sendable {
    /// A place in the output that somebody else will fill.
    package struct Mark: Sendable {
        /// Where it lies among ``XMLWriter/bytes``.
        package let offset: Int
        package let content: any Sendable
    }

    /// In the order of their offsets.
    package private(set) var marks: [Mark] = []
    package private(set) var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)

    package init() {}

    /// Writes an element with whatever `content` writes inside it.
    package mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
        content: (inout XMLWriter) -> Void
    ) {
        open(name, attributes)
        bytes.append(UInt8(ascii: ">"))
        content(&self)
        close(name)
    }

    /// Writes what is left of an element whose start tag somebody else writes: its text and its end tag.
    package mutating func rest(of name: StaticString, text: String) {
        append(escaping: text)
        close(name)
    }

    /// Writes finished character data or markup.
    package mutating func raw(_ xml: some Sequence<UInt8>) { bytes.append(contentsOf: xml) }

    /// Leaves a place open.
    package mutating func mark(_ content: some Sendable) {
        marks.append(Mark(offset: bytes.count, content: content))
    }

    /// Writes an element that holds only text.
    package mutating func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], text: String
    ) {
        element(name, attributes) { $0.append(escaping: text) }
    }

    /// Writes an element without content.
    package mutating func empty(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:]) {
        open(name, attributes)
        raw("/>\n")
    }

    private mutating func close(_ name: StaticString) {
        raw("</")
        raw(name)
        raw(">\n")
    }

    private mutating func open(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) {
        raw("<")
        raw(name)
        for (name, value) in attributes {
            raw(" ")
            raw(name)
            raw("=\"")
            append(escaping: value)
            raw("\"")
        }
    }

    private mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Control characters that XML 1.0 does not have (§2.2) become spaces.
    ///
    /// `<` is written as the RSS Best Practices Profile asks for in plain text. So text is never mistaken for the escaped HTML
    /// that stands beside it in feeds, where `<` is `&lt;`.
    private mutating func append(escaping text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): raw("&amp;")
            case UInt8(ascii: "<"): raw("&#x3C;")
            case UInt8(ascii: ">"): raw("&gt;")
            case UInt8(ascii: "\""): raw("&quot;")
            case 0..<0x20 where byte != 0x09 && byte != 0x0A && byte != 0x0D: raw(" ")
            default: bytes.append(byte)
            }
        }
    }
}
