import Kernel
package import NIOCore

/// The bytes of a page for one request.
package struct ComposedPage: Sendable {
    /// To be written one after another; shared with other answers, never copied.
    package let buffers: [ByteBuffer]
    /// The sum of the buffers' lengths, in bytes.
    package let length: Int
    /// Whether something on it is paid for and counted, so that it is for one reader and for now.
    package let isPaidFor: Bool

    /// Joins a page's pieces; takes the disclosures, so that no page can be made without deciding on one.
    init(
        _ page: PreparedPage, fills: [SetFill?], disclosures: Disclosures, isPaidFor: Bool, coding: ContentCoding
    ) {
        self.isPaidFor = isPaidFor
        var buffers: [ByteBuffer] = []
        buffers.reserveCapacity(page.pieces.count + 2)
        var length = 0
        var plainLength = 0
        var checksum: UInt32 = 0
        if coding == .gzip {
            buffers.append(GzipFrame.header)
            length = GzipFrame.header.readableBytes
        }
        var nextFill = 0
        var nextDisclosure = 0
        for piece in page.pieces {
            let part: Part?
            switch piece {
            case .fixed(let fixed): part = fixed
            case .disclosure:
                part = disclosures.parts[nextDisclosure]
                nextDisclosure += 1
            case .slot:
                part = nil
                if nextFill < fills.count, let fill = fills[nextFill] {
                    let set = fill.written(coding, after: &checksum)
                    buffers.append(set.bytes)
                    length += set.bytes.readableBytes
                    plainLength += set.plainLength
                }
                nextFill += 1
            }
            guard let part else { continue }
            switch coding {
            case .identity:
                buffers.append(part.plain)
                length += part.plain.readableBytes
            case .gzip:
                buffers.append(part.deflated)
                length += part.deflated.readableBytes
                plainLength += part.plain.readableBytes
                checksum = part.checksum(after: checksum)
            }
        }
        if coding == .gzip {
            buffers.append(GzipFrame.trailer(checksum: checksum, length: plainLength))
            length += GzipFrame.trailerLength
        }
        self.buffers = buffers
        self.length = length
    }
}

/// What a page says of its earnings, at each place that it has for it; only ``Compositor`` makes one, from what the page
/// was found to emit.
struct Disclosures {
    let parts: [Part]
}
