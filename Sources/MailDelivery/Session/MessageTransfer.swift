import NIOCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A message as it is written after DATA (RFC 5321 §4.5.2).
enum MessageTransfer {
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let dot = UInt8(ascii: ".")

    /// Doubles dots at lines’ beginnings, makes every line’s end CR LF, so that servers that read others differently can’t be
    /// fooled, and ends the message.
    static func append(_ message: [UInt8], to buffer: inout ByteBuffer) {
        buffer.reserveCapacity(minimumWritableBytes: message.count + message.count / 64 + 8)
        message.withUnsafeBytes { bytes in
            var written = 0
            func write(to end: Int) {
                if end > written { buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[written..<end])) }
                written = end
            }
            // Where the line begins, and the next line feed.
            var place = 0
            var feed = -1
            while place < bytes.count {
                if bytes[place] == dot {
                    write(to: place)
                    buffer.writeInteger(dot)
                }
                if feed < place { feed = first(lineFeed, of: bytes, in: place..<bytes.count) }
                let end = first(carriageReturn, of: bytes, in: place..<feed)
                if end + 1 == feed, feed < bytes.count {
                    place = feed + 1
                } else {
                    write(to: end)
                    buffer.writeStaticString("\r\n")
                    place = min(end + 1, bytes.count)
                    written = place
                }
            }
            write(to: bytes.count)
        }
        buffer.writeStaticString(".\r\n")
    }

    /// Where a byte lies first, or the end.
    private static func first(_ byte: UInt8, of bytes: UnsafeRawBufferPointer, in range: Range<Int>) -> Int {
        guard let base = bytes.baseAddress, let hit = memchr(base + range.lowerBound, Int32(byte), range.count) else {
            return range.upperBound
        }
        return base.distance(to: UnsafeRawPointer(hit))
    }
}
