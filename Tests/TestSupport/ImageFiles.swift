/// Files as they may be uploaded, made byte by byte.
package enum ImageFiles {
    /// A PNG of slanting stripes, without compression.
    ///
    /// - Parameters:
    ///   - announced: The size that its header claims, if it is not the true one.
    ///   - hasAlpha: Whether its upper half is transparent.
    ///   - chunks: Put behind the header.
    package static func png(
        width: Int, height: Int, announced: (width: Int, height: Int)? = nil, hasAlpha: Bool = false,
        chunks: [UInt8] = []
    ) -> [UInt8] {
        var lines: [UInt8] = []
        for y in 0..<height {
            lines.append(0)
            for x in 0..<width {
                lines += [UInt8((x + y) % 256), UInt8(x * 255 / width), UInt8(y * 255 / height)]
                if hasAlpha { lines.append(y < height / 2 ? 0 : 255) }
            }
        }
        let size = announced ?? (width, height)
        let header = big(size.width) + big(size.height) + [8, hasAlpha ? 6 : 2, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + chunks
            + chunk("IDAT", stored(lines)) + chunk("IEND", [])
    }

    package static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + content
        return big(content.count) + named + big(Int(checksum(named)))
    }

    /// A GIF of one pixel, as many times over.
    package static func gif(frames: Int) -> [UInt8] {
        let frame: [UInt8] = [0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0]
        return Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF]
            + Array(repeatElement(frame, count: frames).joined()) + [0x3B]
    }

    /// A segment of a JPEG.
    package static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content
    }

    /// A JPEG with further segments right behind its start.
    package static func jpeg(_ file: [UInt8], with segments: [UInt8]) -> [UInt8] {
        file.prefix(2) + segments + file.dropFirst(2)
    }

    /// Exif data (CIPA DC-008) that turn an image a quarter to the right and place it in Seoul.
    package static let exifWithPlace: [UInt8] = {
        func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: [UInt8]) -> [UInt8] {
            little(tag, 2) + little(type, 2) + little(count, 4) + value
        }
        func rational(_ number: Int) -> [UInt8] { little(number, 4) + little(1, 4) }
        let first =
            little(3, 2) + entry(0x010F, 2, 4, Array("Cam\0".utf8)) + entry(0x0112, 3, 1, [6, 0, 0, 0])
            + entry(0x8825, 4, 1, little(50, 4)) + little(0, 4)
        let place =
            little(2, 2) + entry(1, 2, 2, [UInt8(ascii: "N"), 0, 0, 0]) + entry(2, 5, 3, little(80, 4)) + little(0, 4)
        let latitude = rational(37) + rational(34) + rational(0)
        let tiff = Array("II*\0".utf8) + little(8, 4) + first + place + latitude
        return segment(0xE1, Array("Exif\0\0".utf8) + tiff)
    }()

    /// An archive with nothing in it but a directory.
    package static let emptyArchive: [UInt8] = Array("PK\u{5}\u{6}".utf8) + Array(repeating: 0, count: 18)

    private static func big(_ number: Int) -> [UInt8] { little(number, 4).reversed() }

    private static func little(_ number: Int, _ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    /// A zlib stream of stored blocks (RFC 1950, RFC 1951 §3.2.4).
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let end = min(start + 65_535, bytes.count)
            let length = end - start
            result.append(end == bytes.count ? 1 : 0)
            result += little(length, 2) + little(~length, 2) + bytes[start..<end]
            start = end
        } while start < bytes.count
        var (a, b) = (1, 0)
        for byte in bytes {
            a = (a + Int(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return result + big(b << 16 | a)
    }

    /// CRC-32 as PNG has it (§D).
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var checksum: UInt32 = 0xFFFF_FFFF
        for byte in bytes { checksum = table[Int((checksum ^ UInt32(byte)) & 0xFF)] ^ checksum >> 8 }
        return ~checksum
    }

    private static let table: [UInt32] = (0..<256).map { number in
        (0..<8).reduce(UInt32(number)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }
}
