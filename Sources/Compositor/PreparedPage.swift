import Crypto
package import Kernel

/// A plate made ready to be answered: everything that is the same for each request is joined and compressed.
package final class PreparedPage: Sendable {
    enum Piece: Sendable {
        case fixed(Part)
        case slot(Slot)
        case disclosure
    }

    let pieces: [Piece]
    let slotCount: Int
    /// Names the editorial state of the page and its discussion, in hexadecimal; whatever fills the slots, it stays.
    package let version: String
    package let path: String

    /// - Parameters:
    ///   - plate: The page with its openings.
    ///   - path: Where readers find it; fillers may decide by it.
    ///   - discussion: The discussion's HTML, for a plate that has a place for one.
    ///   - effort: How much work its compressed form is worth.
    package init(plate: Plate, path: String, discussion: [UInt8] = [], effort: Part.Effort = .thorough) {
        self.path = path
        var pieces: [Piece] = []
        var run: [UInt8] = []
        var hash = SHA256()
        func endRun() {
            guard !run.isEmpty else { return }
            hash.update(data: run)
            pieces.append(.fixed(Part(run, effort: effort)))
            run = []
        }
        for piece in plate.pieces {
            switch piece {
            case .bytes(let bytes): run += bytes
            case .region(.outboundLink(let link)): run += Self.openingTag(of: link)
            case .region(.discussion): run += Fence.around(discussion, naming: "discussion")
            case .region(.disclosure):
                run += Fence.opening(naming: "disclosure")
                endRun()
                pieces.append(.disclosure)
                run += Fence.closing
            case .region(.slot(let slot)):
                run += Fence.opening(naming: "slot \(slot.place.rawValue)")
                endRun()
                pieces.append(.slot(slot))
                run += Fence.closing
            }
        }
        endRun()
        self.pieces = pieces
        slotCount = pieces.count { if case .slot = $0 { true } else { false } }
        version = hash.finalize().prefix(12).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// How many bytes this page keeps in memory.
    package var footprint: Int {
        pieces.reduce(256) { if case .fixed(let part) = $1 { $0 + part.footprint } else { $0 } }
    }

    private static func openingTag(of link: OutboundLink) -> [UInt8] {
        var tag = Array("<a href=\"".utf8)
        for byte in link.address.utf8 {
            switch byte {
            case UInt8(ascii: "&"): tag += Array("&amp;".utf8)
            case UInt8(ascii: "\""): tag += Array("&quot;".utf8)
            case UInt8(ascii: "<"): tag += Array("&lt;".utf8)
            case UInt8(ascii: ">"): tag += Array("&gt;".utf8)
            default: tag.append(byte)
            }
        }
        return tag + Array("\" rel=\"external\">".utf8)
    }
}
