/// Writes HTML as bytes, escaping everything that is not markup.
///
/// Text goes through ``text(_:)`` and attribute values through ``Attribute``, so a forgotten escape cannot happen; the
/// one way around it, ``raw(_:)``, takes bytes that some other writer or renderer has made.
///
/// ```swift
/// var html = HTMLWriter()
/// html.element(.p, .class("byline")) { html in
///     html.text("Written by ")
///     html.element(.a, .href("/people/ada"), text: "Ada")
/// }
/// ```
package struct HTMLWriter: Sendable {
    /// A place in the output that somebody else will fill.
    package struct Mark: Sendable {
        /// Where it lies among ``HTMLWriter/bytes``.
        package let offset: Int
        package let content: any Sendable
    }

    package private(set) var bytes: [UInt8] = []
    /// In the order of their offsets.
    package private(set) var marks: [Mark] = []

    package init() {}

    /// Writes an element with whatever `content` writes inside it.
    @inline(__always)
    package mutating func element(
        _ tag: Tag, _ attributes: Attribute?..., content: (inout HTMLWriter) throws -> Void
    ) rethrows {
        open(tag, attributes)
        try content(&self)
        close(tag)
    }

    /// Writes an element that holds only text.
    package mutating func element(_ tag: Tag, _ attributes: Attribute?..., text: String) {
        open(tag, attributes)
        self.text(text)
        close(tag)
    }

    /// Writes an element whose attributes were gathered elsewhere.
    @inline(__always)
    package mutating func element(
        _ tag: Tag, attributes: [Attribute?], content: (inout HTMLWriter) throws -> Void
    ) rethrows {
        open(tag, attributes)
        try content(&self)
        close(tag)
    }

    /// Writes an element without content or end tag whose attributes were gathered elsewhere.
    package mutating func void(_ tag: Tag, attributes: [Attribute?]) { open(tag, attributes) }

    /// Writes an element without content that takes no end tag, such as `meta` or `input`.
    package mutating func void(_ tag: Tag, _ attributes: Attribute?...) {
        open(tag, attributes)
    }

    /// Writes text, in which `&`, `<` and `>` become references.
    package mutating func text(_ text: String) {
        append(escaping: text, quotes: false)
    }

    /// Writes text for the inside of a quoted attribute value.
    package mutating func attributeText(_ text: String) {
        append(escaping: text, quotes: true)
    }

    /// Writes finished HTML.
    package mutating func raw(_ html: some Sequence<UInt8>) {
        bytes.append(contentsOf: html)
    }

    /// Writes finished HTML that stands in the source.
    package mutating func raw(_ html: StaticString) {
        html.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Leaves a place open.
    package mutating func mark(_ content: some Sendable) {
        marks.append(Mark(offset: bytes.count, content: content))
    }

    /// Writes `<!DOCTYPE html>`.
    package mutating func doctype() { raw("<!DOCTYPE html>\n") }

    private mutating func open(_ tag: Tag, _ attributes: [Attribute?]) {
        bytes.append(UInt8(ascii: "<"))
        raw(tag.name)
        for case let attribute? in attributes {
            bytes.append(UInt8(ascii: " "))
            raw(attribute.name)
            guard let value = attribute.value else { continue }
            raw("=\"")
            append(escaping: value, quotes: true)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func close(_ tag: Tag) {
        raw("</")
        raw(tag.name)
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func append(escaping text: String, quotes: Bool) {
        var text = text
        text.withUTF8 { utf8 in
            bytes.reserveCapacity(bytes.count + utf8.count)
            for byte in utf8 {
                switch byte {
                case UInt8(ascii: "&"): raw("&amp;")
                case UInt8(ascii: "<"): raw("&lt;")
                case UInt8(ascii: ">"): raw("&gt;")
                case UInt8(ascii: "\"") where quotes: raw("&quot;")
                // HTML has no NUL; a parser would put U+FFFD in its place.
                case 0: raw("\u{FFFD}")
                default: bytes.append(byte)
                }
            }
        }
    }
}
