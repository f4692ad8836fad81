import CZlib

/// zlib’s own reading of gzip files.
package enum Gzip {
    /// What a file holds; `nil` when zlib finds its checksum or length wrong, or when anything follows it.
    ///
    /// - Parameter capacity: The most that may come out of it, in bytes.
    package static func unpacked(_ packed: [UInt8], upTo capacity: Int) -> [UInt8]? {
        var stream = z_stream()
        guard inflateInit2_(&stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { inflateEnd(&stream) }
        var input = packed
        var output = [UInt8](repeating: 0, count: capacity)
        let (status, count) = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                let status = inflate(&stream, Z_FINISH)
                return (status, output.count - Int(stream.avail_out))
            }
        }
        guard status == Z_STREAM_END, stream.avail_in == 0 else { return nil }
        return Array(output[..<count])
    }
}
