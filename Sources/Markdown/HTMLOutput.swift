package import Kernel

/// Bytes of HTML with the openings between them.
package struct HTMLOutput {
    private var finished: [Plate.Piece] = []
    private var bytes: [UInt8] = []

    package init() {}

    /// Everything written so far.
    package var pieces: [Plate.Piece] { bytes.isEmpty ? finished : finished + [.bytes(bytes)] }

    /// Appends markup as it is.
    package mutating func markup(_ markup: StaticString) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends a number.
    package mutating func number(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

    /// Appends text, escaped for content and for double-quoted attributes.
    package mutating func text(_ text: some StringProtocol) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): markup("&amp;")
            case UInt8(ascii: "<"): markup("&lt;")
            case UInt8(ascii: ">"): markup("&gt;")
            case UInt8(ascii: "\""): markup("&quot;")
            case UInt8(ascii: "\t"), UInt8(ascii: "\n"): bytes.append(byte)
            // HTML has no place for other control characters.
            case 0..<0x20, 0x7F: break
            default: bytes.append(byte)
            }
        }
    }

    package mutating func region(_ region: Region) {
        if !bytes.isEmpty { finished.append(.bytes(bytes)) }
        bytes.removeAll(keepingCapacity: true)
        finished.append(.region(region))
    }

    /// Appends all that another output holds.
    package mutating func append(_ other: HTMLOutput) {
        for piece in other.pieces {
            switch piece {
            case .bytes(let more): bytes.append(contentsOf: more)
            case .region(let opening): region(opening)
            }
        }
    }

    /// Starts a new line unless it is at the start of one.
    package mutating func line() {
        if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    }
}
