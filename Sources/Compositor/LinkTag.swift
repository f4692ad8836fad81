import Kernel

/// The opening tags of links that leave the site: as their writer set them, and decorated in a way that can be undone.
///
/// A decorated tag carries the plain address in `data-plain`, escaped as in the plain tag, so that it can be put back
/// without reading the address. No editorial markup has that attribute.
enum LinkTag {
    static let start = Array("<a href=\"".utf8)
    static let quote = Array("\"".utf8)
    /// What follows the address of a decorated link, up to the plain address.
    static let decoration = Array("\" rel=\"sponsored nofollow external\" data-plain=\"".utf8)
    /// What follows the plain address of a decorated link.
    static let end = Array("\">".utf8)
    /// What follows the address of a plain link.
    static let plainEnd = Array("\" rel=\"external\">".utf8)

    static func plain(_ link: OutboundLink) -> [UInt8] { start + escaped(link.address) + plainEnd }

    static func decorated(_ link: OutboundLink, leadingTo address: String) -> [UInt8] {
        start + escaped(address) + decoration + escaped(link.address) + end
    }

    /// Where the link that is open ends, just after its end tag; links do not nest.
    static func end(in bytes: [UInt8]) -> Int? {
        let tag = Array("</a>".utf8)
        guard bytes.count >= tag.count else { return nil }
        return (0...(bytes.count - tag.count)).first { start in
            bytes[start] == tag[0] && bytes[start..<(start + tag.count)].elementsEqual(tag)
        }.map { $0 + tag.count }
    }

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
