import CZlib
import NIOCore

/// The text of the offers of one page, which stands in it several times: what it takes to join it is worked out once.
struct OfferText {
    /// zlib's operators that append to a checksum, by how many bytes they append.
    struct Operators {
        private var known: [Int: UInt] = [:]

        mutating func appending(_ count: Int) -> UInt {
            if let known = known[count] { return known }
            let made = crc32_combine_gen(count)
            known[count] = made
            return made
        }
    }

    let text: String
    /// As a stored block (RFC 1951 §3.2.4): it is random, so to compress it would be in vain.
    let stored: ByteBuffer
    private let checksum: UInt
    private let appending: UInt

    /// - Parameter text: ASCII, of at most 65,535 bytes.
    init(_ text: String, operators: inout Operators) {
        self.text = text
        let count = text.utf8.count
        var stored = ByteBufferAllocator().buffer(capacity: count + 5)
        if count > 0 {
            let length = UInt16(count)
            stored.writeInteger(UInt8(0))
            stored.writeInteger(length, endianness: .little)
            stored.writeInteger(~length, endianness: .little)
            stored.writeString(text)
        }
        self.stored = stored
        checksum = stored.withUnsafeReadableBytes { written in
            let bytes = UnsafeRawBufferPointer(rebasing: written.suffix(count)).assumingMemoryBound(to: UInt8.self)
            return crc32(0, bytes.baseAddress, UInt32(count))
        }
        appending = operators.appending(count)
    }

    /// The checksum of what `previous` is the checksum of, followed by this text.
    func checksum(after previous: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32_combine_op(UInt(previous), checksum, appending))
    }
}
