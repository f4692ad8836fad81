import CZlib
package import NIOCore

/// A stretch of a page, compressed once so that pages can be joined from compressed stretches.
///
/// The compressed form is raw deflate (RFC 1951) that ends at a byte boundary by a full flush: no later stretch refers
/// back into it, so any sequence of parts followed by one empty final block is a valid deflate stream.
package final class Part: Sendable {
    /// How much work its compressed form is worth.
    package enum Effort: Sendable, Hashable {
        /// None: it is stored as it is.
        case none
        /// For what is sent once.
        case quick
        /// For what is kept and sent many times.
        case thorough
    }

    package let plain: ByteBuffer
    package let deflated: ByteBuffer
    /// CRC-32 of the plain bytes.
    let checksum: UInt32
    /// zlib's operator that appends this many bytes to a checksum.
    private let appending: UInt

    package init(_ bytes: some Collection<UInt8>, effort: Effort = .thorough) {
        let bytes = Array(bytes)
        plain = ByteBuffer(bytes: bytes)
        let deflated =
            switch effort {
            case .none: Self.stored(bytes)
            case .quick: Self.deflate(bytes, level: Z_BEST_SPEED)
            case .thorough: Self.deflate(bytes, level: Z_BEST_COMPRESSION)
            }
        self.deflated = ByteBuffer(bytes: deflated)
        checksum = UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
        appending = crc32_combine_gen(bytes.count)
    }

    /// How many bytes this part keeps in memory.
    package var footprint: Int { plain.readableBytes + deflated.readableBytes }

    /// The checksum of what `previous` is the checksum of, followed by this part.
    func checksum(after previous: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32_combine_op(UInt(previous), UInt(checksum), appending))
    }

    private static func deflate(_ bytes: [UInt8], level: Int32) -> [UInt8] {
        var stream = z_stream()
        // Negative window bits ask for raw deflate, without a header of its own.
        guard
            deflateInit2_(
                &stream, level, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return stored(bytes) }
        defer { deflateEnd(&stream) }
        // A full flush adds at most an empty stored block of 5 bytes beyond the bound, and a few bits.
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 16)
        let (status, written) = bytes.withUnsafeBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                let status = CZlib.deflate(&stream, Z_FULL_FLUSH)
                return (status, output.count - Int(stream.avail_out))
            }
        }
        guard status == Z_OK, stream.avail_in == 0, written < output.count else { return stored(bytes) }
        return Array(output[..<written])
    }

    /// Stored blocks (RFC 1951 §3.2.4): valid for any input, and what is left when zlib has no memory.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let block = rest.prefix(0xFFFF)
            let length = UInt16(block.count)
            output += [0, UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8)]
            output += block
            rest = rest.dropFirst(block.count)
        }
        return output
    }
}
