import NIOCore

/// The bytes that make one gzip member (RFC 1952) out of deflated parts.
enum GzipFrame {
    /// No name, no time, and “unknown” for the operating system, so that equal pages have equal bytes.
    static let header = ByteBuffer(bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] as [UInt8])

    /// An empty final block, the checksum and the length of the plain bytes modulo 2³².
    static func trailer(checksum: UInt32, length: Int) -> ByteBuffer {
        var trailer = ByteBuffer()
        trailer.reserveCapacity(trailerLength)
        trailer.writeInteger(0x0300 as UInt16)
        trailer.writeInteger(checksum, endianness: .little)
        trailer.writeInteger(UInt32(truncatingIfNeeded: length), endianness: .little)
        return trailer
    }

    static let trailerLength = 10
}
