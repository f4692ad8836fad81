import HTTPSupport
import Kernel
import Markup

extension HTMLWriter {
    /// Writes pieces of a text with its links left plain.
    mutating func plainPieces(_ pieces: [Plate.Piece]) {
        for piece in pieces {
            switch piece {
            case .bytes(let bytes): raw(bytes)
            case .region(.outboundLink(let link)): openPlain(link)
            // Speaks of today’s agreements, and these pieces are those of another day.
            case .region(.notice): break
            case .region(let region): self.region(region)
            }
        }
    }
}
