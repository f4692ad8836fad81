/// How the HTML in a document is written down: as it is, or once more as the text of another language.
package enum PlateEncoding: Sendable, Hashable, CaseIterable {
    /// The document is HTML.
    case html
    /// The HTML is character data of XML, with `&`, `<`, `>` and `"` as references.
    case xml
    /// The HTML is a string of JSON (RFC 8259), with `"` and `\\` escaped and `<` and `>` as they are.
    case json

    /// HTML as it stands in the document.
    ///
    /// Each byte is written down by itself, so what is joined before is the same as what is joined after.
    package func encoded(_ html: some Sequence<UInt8>) -> [UInt8] {
        switch self {
        case .html: return Array(html)
        case .xml:
            var bytes: [UInt8] = []
            for byte in html { Self.appendXML(byte, to: &bytes) }
            return bytes
        case .json:
            var bytes: [UInt8] = []
            for byte in html { Self.appendJSON(byte, to: &bytes) }
            return bytes
        }
    }

    private static func appendXML(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "&"): bytes += "&amp;".utf8
        case UInt8(ascii: "<"): bytes += "&lt;".utf8
        case UInt8(ascii: ">"): bytes += "&gt;".utf8
        case UInt8(ascii: "\""): bytes += "&quot;".utf8
        // XML 1.0 does not have these (§2.2), and a carriage return would be read as another end of line.
        case 0..<0x20 where byte != 0x09 && byte != 0x0A: bytes.append(0x20)
        default: bytes.append(byte)
        }
    }

    private static func appendJSON(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
        case UInt8(ascii: "\n"): bytes += "\\n".utf8
        case 0..<0x20: bytes += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
        default: bytes.append(byte)
        }
    }
}
