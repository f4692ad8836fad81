import NIOCore

/// A fill as it is set for one request: its segments, with the text of the offer between them.
struct SetFill {
    let segments: [Part]
    /// `nil` where there is only one segment.
    let offer: OfferText?

    /// All of it in one buffer.
    ///
    /// - Parameter checksum: Of what stands before; takes in what is written when it is compressed.
    func written(_ coding: ContentCoding, after checksum: inout UInt32) -> (bytes: ByteBuffer, plainLength: Int) {
        guard let offer else {
            // A fill that is the same for all is not copied.
            let part = segments[0]
            if coding == .gzip { checksum = part.checksum(after: checksum) }
            return (coding == .gzip ? part.deflated : part.plain, part.plain.readableBytes)
        }
        let gaps = segments.count - 1
        let plainLength = segments.reduce(gaps * offer.text.utf8.count) { $0 + $1.plain.readableBytes }
        switch coding {
        case .identity:
            var bytes = ByteBufferAllocator().buffer(capacity: plainLength)
            for (number, segment) in segments.enumerated() {
                if number > 0 { bytes.writeString(offer.text) }
                bytes.writeImmutableBuffer(segment.plain)
            }
            return (bytes, plainLength)
        case .gzip:
            let capacity = segments.reduce(gaps * offer.stored.readableBytes) { $0 + $1.deflated.readableBytes }
            var bytes = ByteBufferAllocator().buffer(capacity: capacity)
            for (number, segment) in segments.enumerated() {
                if number > 0 {
                    bytes.writeImmutableBuffer(offer.stored)
                    checksum = offer.checksum(after: checksum)
                }
                bytes.writeImmutableBuffer(segment.deflated)
                checksum = segment.checksum(after: checksum)
            }
            return (bytes, plainLength)
        }
    }
}
