import CZlib
import NIOCore

/// A fill as it is set for one request: its segments, with the text of the offer between them.
struct SetFill {
    /// What stands before stored bytes (RFC 1951 §3.2.4).
    private static let storedHeader = 5

    let segments: [Part]
    /// ASCII, of at most 65,535 bytes.
    let offer: String

    /// All of it in one buffer.
    ///
    /// - Parameter checksum: Of what stands before; takes in what is written when it is compressed.
    func written(_ coding: ContentCoding, after checksum: inout UInt32) -> (bytes: ByteBuffer, plainLength: Int) {
        let gaps = segments.count - 1
        let texts = gaps * offer.utf8.count
        let plainLength = segments.reduce(texts) { $0 + $1.plain.readableBytes }
        // A fill that is the same for all is not copied.
        if gaps == 0 {
            let part = segments[0]
            if coding == .gzip { checksum = part.checksum(after: checksum) }
            return (coding == .gzip ? part.deflated : part.plain, plainLength)
        }
        switch coding {
        case .identity:
            var bytes = ByteBufferAllocator().buffer(capacity: plainLength)
            for (number, segment) in segments.enumerated() {
                if number > 0 { bytes.writeString(offer) }
                bytes.writeImmutableBuffer(segment.plain)
            }
            return (bytes, plainLength)
        case .gzip:
            let capacity = segments.reduce(texts + gaps * Self.storedHeader) { $0 + $1.deflated.readableBytes }
            var bytes = ByteBufferAllocator().buffer(capacity: capacity)
            for (number, segment) in segments.enumerated() {
                if number > 0 { writeStored(to: &bytes, after: &checksum) }
                bytes.writeImmutableBuffer(segment.deflated)
                checksum = segment.checksum(after: checksum)
            }
            return (bytes, plainLength)
        }
    }

    /// It is random: to compress it would be in vain.
    private func writeStored(to bytes: inout ByteBuffer, after checksum: inout UInt32) {
        let count = offer.utf8.count
        guard count > 0 else { return }
        let length = UInt16(count)
        bytes.writeInteger(UInt8(0))
        bytes.writeInteger(length, endianness: .little)
        bytes.writeInteger(~length, endianness: .little)
        bytes.writeString(offer)
        bytes.withUnsafeReadableBytes { written in
            let text = written.suffix(count)
            let start = UnsafeRawBufferPointer(rebasing: text).assumingMemoryBound(to: UInt8.self)
            checksum = UInt32(truncatingIfNeeded: crc32(UInt(checksum), start.baseAddress, UInt32(count)))
        }
    }
}
