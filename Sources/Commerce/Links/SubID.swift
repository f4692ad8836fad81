package import Kernel

/// What a network is told of a link: the page and the place on it, and never anything of a visitor.
package struct SubID: Sendable, Hashable, CustomStringConvertible {
    /// In characters; what every network takes.
    package static let longest = 50

    package let description: String

    /// Tells our own checks apart in a network’s reports.
    package static let check = SubID(page: "/masthead-link-check", place: .text)

    /// The last part of the page’s path, an underscore, and the place; a long path is cut and told apart by a checksum.
    package init(page: String, place: OutboundLink.Place) {
        let name = page.split(separator: "/").map(String.init).joined(separator: "-")
        let kept = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        let room = Self.longest - place.rawValue.count - 1
        if kept == name, name.count <= room {
            description = "\(name.isEmpty ? "front" : name)_\(place.rawValue)"
        } else {
            // FNV-1a, 32 bits.
            let sum = name.utf8.reduce(into: UInt32(0x811C_9DC5)) { $0 = ($0 ^ UInt32($1)) &* 0x0100_0193 }
            description = "\(kept.prefix(room - 9))-\(String(sum, radix: 16))_\(place.rawValue)"
        }
    }
}
