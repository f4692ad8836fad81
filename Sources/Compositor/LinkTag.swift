import Kernel

/// The opening tags of links that leave the site: as their writer set them, and decorated in a way that can be undone.
///
/// A decorated tag carries the plain address in `data-plain`, escaped as in the plain tag, so that it can be put back
/// without reading the address. No editorial markup has that attribute.
struct LinkTag {
    let start: [UInt8]
    let quote: [UInt8]
    /// What follows the address of a decorated link, up to the plain address.
    let decoration: [UInt8]
    /// What follows the plain address of a decorated link.
    let end: [UInt8]
    /// What follows the address of a plain link.
    let plainEnd: [UInt8]
    private let closing: [UInt8]
    private let encoding: PlateEncoding

    /// - Parameter encoding: How HTML is written down in the document.
    init(_ encoding: PlateEncoding) {
        self.encoding = encoding
        start = encoding.encoded("<a href=\"".utf8)
        quote = encoding.encoded("\"".utf8)
        decoration = encoding.encoded("\" rel=\"sponsored nofollow external\" data-plain=\"".utf8)
        end = encoding.encoded("\">".utf8)
        plainEnd = encoding.encoded("\" rel=\"external\">".utf8)
        closing = encoding.encoded("</a>".utf8)
    }

    func plain(_ link: OutboundLink) -> [UInt8] { start + written(link.address) + plainEnd }

    func decorated(_ link: OutboundLink, leadingTo address: String) -> [UInt8] {
        start + written(address) + decoration + written(link.address) + end
    }

    /// Where the link that is open ends, just after its end tag; links do not nest.
    func end(in bytes: [UInt8]) -> Int? {
        bytes.firstOffset(of: closing, in: 0..<bytes.count).map { $0 + closing.count }
    }

    private func written(_ address: String) -> [UInt8] { encoding.encoded(Self.escaped(address)) }

    private static func escaped(_ address: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(address.utf8.count)
        for byte in address.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
            case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
            case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
            case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
            default: bytes.append(byte)
            }
        }
        return bytes
    }
}
