import NIOCore

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
            var start = 0
            var place = 0
            let count = bytes.count
            func copy(to end: Int) {
                if end > start { buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) }
                start = end
            }
            if count > 0, bytes[0] == dot { buffer.writeInteger(dot) }
            while place < count {
                let byte = bytes[place]
                guard byte == lineFeed || byte == carriageReturn else {
                    place += 1
                    continue
                }
                if byte == carriageReturn, place + 1 < count, bytes[place + 1] == lineFeed {
                    place += 2
                } else {
                    copy(to: place)
                    buffer.writeStaticString("\r\n")
                    place += 1
                    start = place
                }
                if place < count, bytes[place] == dot {
                    copy(to: place)
                    buffer.writeInteger(dot)
                }
            }
            copy(to: count)
            if count > 0, bytes[count - 1] != lineFeed, bytes[count - 1] != carriageReturn {
                buffer.writeStaticString("\r\n")
            }
        }
        buffer.writeStaticString(".\r\n")
    }
}
